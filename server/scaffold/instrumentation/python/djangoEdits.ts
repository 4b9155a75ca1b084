import { findClosing, maskCode } from "../../project/maskCode.ts";
import type { PythonProject } from "../../project/python/pythonProject.ts";
import { type Insertion, insertLines, readStyle } from "../../project/textEdits.ts";
import { addPythonImports } from "./pythonEdits.ts";

/** The files of a project of Django that are edited, as they were and as they are to be. */
export interface DjangoEdit {
	readonly path: string;
	readonly base: string;
	readonly content: string;
	readonly description: string;
}

/** The module that has the settings, and the one with the outermost URLs, where they are certain. */
export interface DjangoPlaces {
	readonly settings?: string;
	readonly urls?: string;
	/** manage.py, wsgi.py and asgi.py: those that name the settings. */
	readonly starters: readonly string[];
	/** The package that has them. */
	readonly package: string;
}

export function findDjangoPlaces(project: PythonProject): DjangoPlaces {
	const withMiddleware = [...project.sources]
		.filter(([, text]) => /^MIDDLEWARE\s*=\s*\[/m.test(text))
		.map(([path]) => path);
	const settings = withMiddleware.length === 1 ? withMiddleware[0] : undefined;
	const root =
		settings === undefined
			? undefined
			: /^ROOT_URLCONF\s*=\s*["']([\w.]+)["']/m.exec(project.sources.get(settings) ?? "")?.[1];
	const urls = root === undefined ? undefined : [...project.sources.keys()].find((path) => endsAs(path, root));
	const starters = [...project.sources]
		.filter(([, text]) => /^\s*os\.environ\.setdefault\(\s*["']DJANGO_SETTINGS_MODULE["']/m.test(text))
		.map(([path]) => path);
	return {
		...(settings === undefined ? {} : { settings }),
		...(urls === undefined ? {} : { urls }),
		starters,
		package: root?.includes(".") === true ? root.slice(0, root.lastIndexOf(".")) : "",
	};
}

function endsAs(path: string, module: string): boolean {
	const file = `${module.replaceAll(".", "/")}.py`;
	return path === file || path.endsWith(`/${file}`);
}

/** Puts the middleware first in MIDDLEWARE, and LOGGING after it where it is asked for and not there. */
export function editSettings(text: string, middleware: string | undefined, logging: string | undefined): string {
	const masked = maskCode(text, "python");
	const list = /^MIDDLEWARE\s*=\s*\[/m.exec(masked);
	if (list === null) return text;
	const open = list.index + list[0].length - 1;
	const close = findClosing(masked, open);
	if (close === undefined) return text;
	const { quote } = readStyle(text);
	const insertions: Insertion[] = [];
	if (middleware !== undefined && !text.includes(middleware)) {
		const indent = /\n([ \t]+)["']/.exec(text.slice(open, close))?.[1] ?? "    ";
		const line = text.indexOf("\n", open) + 1;
		if (line > 0 && line <= close) insertions.push({ at: line, lines: [`${indent}${quote}${middleware}${quote},`] });
	}
	if (logging !== undefined && !/^LOGGING\s*=/m.test(text)) {
		insertions.push(...addPythonImports(text, [`from ${logging} import logging_config`], list.index));
		const after = text.indexOf("\n", close);
		insertions.push({ at: after < 0 ? text.length : after + 1, lines: ["", "LOGGING = logging_config()"] });
	}
	return insertLines(text, insertions);
}

/** Adds paths to `urlpatterns`, and what they import. */
export function editUrls(text: string, imports: readonly string[], paths: readonly string[]): string | undefined {
	const masked = maskCode(text, "python");
	const list = /^urlpatterns\s*=\s*\[/m.exec(masked);
	if (list === null) return undefined;
	const open = list.index + list[0].length - 1;
	const line = text.indexOf("\n", open) + 1;
	const close = findClosing(masked, open);
	if (close === undefined || line === 0 || line > close) return undefined;
	if (!/^from django\.urls import [^\n]*\bpath\b/m.test(text)) return undefined;
	const indent = /\n([ \t]+)\S/.exec(text.slice(open, close))?.[1] ?? "    ";
	const missing = paths.filter((each) => !text.includes(each));
	const lines = missing.map((each) => `${indent}${each},`);
	const absent = imports.filter((each) => !text.includes(each));
	const needed = addPythonImports(text, absent, list.index);
	return insertLines(text, [...needed, { at: line, lines }]);
}

/** Calls `configure_tracing` where the settings are named. */
export function editStarter(text: string, module: string): string | undefined {
	if (text.includes("configure_tracing")) return text;
	const masked = maskCode(text, "python");
	const named = /^([ \t]*)os\.environ\.setdefault\(/m.exec(masked);
	if (named === null) return undefined;
	const close = findClosing(masked, named.index + named[0].length - 1);
	const after = close === undefined ? -1 : masked.indexOf("\n", close);
	if (after < 0) return undefined;
	const insertions = [
		...addPythonImports(text, [`from ${module} import configure_tracing`], named.index),
		{ at: after + 1, lines: [`${named[1] ?? ""}configure_tracing()`] },
	];
	return insertLines(text, insertions);
}
