import { findClosing, maskCode } from "../maskCode.ts";
import { insertLines, lineEndOf } from "../textEdits.ts";

/** A file that declares dependencies of a program of Python. */
interface Declaring {
	readonly path: string;
	readonly text: string;
}

/** Normalised names of what the file declares; what it takes from other files is not followed. */
export function readRequirements({ path, text }: Declaring): readonly string[] {
	if (path.endsWith(".txt") || path.endsWith(".in")) {
		return text.split(/\r?\n/).flatMap((line) => nameIn(line.trim()));
	}
	const quoted = [...text.matchAll(/["']([A-Za-z][\w.-]*(?:\[[\w,\s-]*\])?\s*(?:[<>=!~;@ ][^"'\n]*)?)["']/g)];
	// Poetry and Pipenv write the name as a key.
	const keys = [...text.matchAll(/^\s*"?([A-Za-z][\w.-]*)"?\s*=\s*(?:["'{])/gm)];
	return [...quoted, ...keys].flatMap(([, word]) => nameIn(word ?? ""));
}

function nameIn(requirement: string): readonly string[] {
	const name = /^([A-Za-z][\w.-]*)/.exec(requirement)?.[1];
	return name === undefined ? [] : [normalizeName(name)];
}

/** As PEP 503 compares names. */
export function normalizeName(name: string): string {
	return name.toLowerCase().replaceAll(/[-_.]+/g, "-");
}

/**
 * Adds requirements, by name and version, that the file lacks; `undefined` where its form is not known well enough to be
 * written to. Versions are pinned as the others are.
 */
export function addRequirements(manifest: Declaring, wanted: ReadonlyMap<string, string>): string | undefined {
	const there = new Set(readRequirements(manifest));
	const missing = [...wanted].filter(([name]) => !there.has(normalizeName(name)));
	if (missing.length === 0) return manifest.text;
	const { path, text } = manifest;
	if (path.endsWith(".txt") || path.endsWith(".in")) return addLines(text, missing);
	if (path === "pyproject.toml") return addToProject(text, missing) ?? addToPoetry(text, missing);
	if (path === "Pipfile") return addKeys(text, "packages", missing);
	return undefined;
}

type Wanted = readonly (readonly [name: string, version: string])[];

function addLines(text: string, missing: Wanted): string {
	const isPinned = /^[\w.[\]-]+==/m.test(text) && !/^[\w.[\]-]+\s*[~><]=?/m.test(text);
	const lines = missing.map(([name, version]) => name + (isPinned ? `==${version}` : rangeOf(version)));
	return insertLines(text, [{ at: text.length, lines }]);
}

/** `dependencies = [ … ]` of `[project]`. */
function addToProject(text: string, missing: Wanted): string | undefined {
	const section = sectionOf(text, "project");
	if (section === undefined) return undefined;
	const masked = maskCode(text, "python");
	const key = /^dependencies[ \t]*=[ \t]*\[/m.exec(masked.slice(section.start, section.end));
	const items = missing.map(([name, version]) => `"${name}${rangeOf(version)}"`);
	if (key === null) {
		const end = lineEndOf(text);
		const lines = ["dependencies = [", ...items.map((item) => `    ${item},`), "]"];
		return `${text.slice(0, section.start)}${lines.join(end)}${end}${text.slice(section.start)}`;
	}
	const open = section.start + key.index + key[0].length - 1;
	const close = findClosing(masked, open);
	if (close === undefined) return undefined;
	const inner = text.slice(open + 1, close);
	if (!inner.includes("\n")) {
		const rest = inner.trim().replace(/,$/, "");
		return `${text.slice(0, open + 1)}${[...(rest === "" ? [] : [rest]), ...items].join(", ")}${text.slice(close)}`;
	}
	// The last item may be without its comma; what comes after it may be a comment.
	const last = masked.slice(0, close).trimEnd().length;
	const comma = masked[last - 1] === "," || masked[last - 1] === "[" ? "" : ",";
	const indent = /\n([ \t]+)["']/.exec(inner)?.[1] ?? "    ";
	const closing = text.lastIndexOf("\n", close) + 1;
	const end = lineEndOf(text);
	const lines = items.map((item) => `${indent}${item},${end}`).join("");
	return text.slice(0, last) + comma + text.slice(last, closing) + lines + text.slice(closing);
}

function addToPoetry(text: string, missing: Wanted): string | undefined {
	return addKeys(text, "tool.poetry.dependencies", missing, (version) => `"${rangeOf(version)}"`);
}

function addKeys(text: string, name: string, missing: Wanted, write = (version: string) => `"${rangeOf(version)}"`) {
	const section = sectionOf(text, name);
	if (section === undefined) return undefined;
	const body = text.slice(section.start, section.end).trimEnd();
	const at = section.start + body.length;
	const line = text.indexOf("\n", at);
	const lines = missing.map(([key, version]) => `${key} = ${write(version)}`);
	return insertLines(text, [{ at: line < 0 ? text.length : line + 1, lines }]);
}

/** From the line after the heading of a table of TOML to the next heading. */
function sectionOf(text: string, name: string): { readonly start: number; readonly end: number } | undefined {
	const heading = new RegExp(`^\\[${name.replaceAll(".", "\\.")}\\][ \\t]*(?:#.*)?\\r?\\n`, "m").exec(text);
	if (heading === null) return undefined;
	const start = heading.index + heading[0].length;
	const next = /^\[/m.exec(text.slice(start));
	return { start, end: next === null ? text.length : start + next.index };
}

/** What is compatible with the version; beta versions of OpenTelemetry change with each. */
function rangeOf(version: string): string {
	const [major = "0", minor = "0"] = version.split(".");
	const isBeta = /[ab]\d+$/.test(version);
	if (isBeta) return `>=${version},<${major}.${Number.parseInt(minor, 10) + 1}b0`;
	return major === "0" ? `~=${version}` : `~=${major}.${minor}`;
}
