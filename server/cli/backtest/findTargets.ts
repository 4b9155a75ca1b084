import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { ListedAlert } from "../../features/backtest/backtester.ts";
import { findFiles } from "../../node/findFiles.ts";
import { readGitChanges } from "../../node/gitChanges.ts";
import { readSource } from "../../node/readSource.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import { toDocument } from "../check/fileSession.ts";
import { createCliService } from "../cliService.ts";
import type { BacktestArguments } from "./backtestArguments.ts";

/** One alert that is to be looked at, and the one that it was. */
export interface Target {
	readonly document: SourceDocument;
	/** Absolute. */
	readonly path: string;
	readonly alert: ListedAlert;
	readonly base?: { readonly document: SourceDocument; readonly alert: ListedAlert } | "new";
}

export type Targets =
	| {
			readonly kind: "ok";
			readonly targets: readonly Target[];
			/** Why alerts that are meant cannot be backtested, as sentences. */
			readonly untestable: readonly string[];
			/** All files that were read, which may define what is recorded. */
			readonly documents: readonly SourceDocument[];
	  }
	/** A sentence. */
	| { readonly kind: "misused"; readonly reason: string };

/** Finds what the command line names, in the files and in what they were. */
export async function findTargets(given: BacktestArguments, signal: AbortSignal): Promise<Targets> {
	const { target, compare } = given;
	const { path, name } = splitTarget(target);
	const service = createCliService(() => {});
	const read = await readDocuments(path, given.expand || path === undefined, signal);
	if (typeof read === "string") return { kind: "misused", reason: read };
	const wanted = path === undefined ? read : read.filter((document) => document.path === resolve(path));
	const found = wanted.flatMap(({ document, path: file }) =>
		service.backtest.list(document).map((alert) => ({ document, path: file, alert })),
	);
	const named = name === undefined ? found : found.filter(({ alert }) => alert.name === name);
	const documents = read.map(({ document }) => document);
	const untestable = wanted
		.flatMap(({ document }) => service.backtest.listUntestable(document))
		.flatMap((one) => (name === undefined || one.name === name ? [one.reason] : []));
	if (named.length === 0) {
		const reason =
			untestable.length > 0
				? untestable.join(" ")
				: name === undefined
					? `${target} holds no alert that Prometheus evaluates.`
					: path === undefined
						? `there is no file and no alert ${name} here.`
						: `there is no alert ${name} in ${path}.`;
		return { kind: "misused", reason };
	}
	if (compare === undefined) return { kind: "ok", targets: named, untestable, documents };

	const base = await readBase(compare, dirname(named[0]?.path ?? "."), signal);
	if (typeof base === "string") return { kind: "misused", reason: base };
	const targets = named.map((one): Target => {
		const before = base.textOf(one.path, one.document.text);
		const texts = before === undefined ? [] : [before];
		// What has moved to this file was in another one.
		const moved = () => base.gone.filter((text) => text.includes(one.alert.name));
		const found = findAlike(texts, one) ?? findAlike(moved(), one);
		return { ...one, base: found ?? "new" };
	});
	const isChanged = ({ alert, base }: Target): boolean =>
		base === undefined || base === "new" || base.alert.definition !== alert.definition;
	return { kind: "ok", targets: name === undefined ? targets.filter(isChanged) : targets, untestable, documents };
}

/** The alert as it was, of the same group if there is one. */
function findAlike(
	texts: readonly string[],
	{ alert, path }: Pick<Target, "alert" | "path">,
): Exclude<Target["base"], "new"> {
	const alike = texts.flatMap((text) => {
		const document = toDocument(path, text);
		// A service of its own: what was recorded then is not what is recorded now.
		const old = createCliService(() => {}).backtest.list(document);
		return old.flatMap((candidate) => (candidate.name === alert.name ? { document, alert: candidate } : []));
	});
	return alike.find((one) => one.alert.group === alert.group) ?? alike[0];
}

/** A name that is a file's is the file's; the last colon begins the name of an alert. */
function splitTarget(target: string): { readonly path?: string; readonly name?: string } {
	if (existsSync(target)) return { path: target };
	const colon = target.lastIndexOf(":");
	const path = target.slice(0, Math.max(0, colon));
	if (colon > 0 && existsSync(path)) return { path, name: target.slice(colon + 1) };
	return /[\\/]|\.(?:ya?ml|json|rules)(?::|$)/.test(target) ? { path: target } : { name: target };
}

interface ReadDocument {
	readonly document: SourceDocument;
	readonly path: string;
}

/** A sentence where what is named cannot be read. */
async function readDocuments(
	path: string | undefined,
	everything: boolean,
	signal: AbortSignal,
): Promise<readonly ReadDocument[] | string> {
	if (path !== undefined) {
		if (!existsSync(path)) return `there is no file ${path}.`;
		if (statSync(path).isDirectory()) return `${path} is a folder: name a file, or an alert.`;
	}
	const paths = new Set(path === undefined ? [] : [resolve(path)]);
	if (everything) for (const file of (await findFiles(["."], { signal })).files) paths.add(file);
	const read: ReadDocument[] = [];
	for (const file of paths) {
		const source = readSource(file);
		if (source.kind === "text") read.push({ document: toDocument(file, source.text), path: file });
		else if (file === (path && resolve(path))) {
			return `${path} cannot be read: ${source.kind === "failed" ? source.reason : "it is no text"}.`;
		}
	}
	return read;
}

interface Base {
	/** What a file was, given what it is. */
	readonly textOf: (path: string, now: string) => string | undefined;
	/** The texts of files that are not there any more. */
	readonly gone: readonly string[];
}

/** A sentence where nobody can tell. */
async function readBase(base: string, folder: string, signal: AbortSignal): Promise<Base | string> {
	if (existsSync(base) && statSync(base).isFile()) {
		const source = readSource(base);
		return source.kind === "text" ? { textOf: () => source.text, gone: [] } : `${base} cannot be read.`;
	}
	const answer = await readGitChanges(folder, base, signal);
	if (!answer.ok) return `--compare ${base}: ${answer.reason}`;
	const { changed, removed } = answer.changes;
	return {
		textOf(path, now) {
			// As git has it, whatever links led to it.
			const one = changed.get(realpathSync(path));
			return one === undefined ? now : one.before;
		},
		gone: removed.map(({ text }) => text),
	};
}
