import { existsSync, statSync } from "node:fs";
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
	if (named.length === 0) {
		const reason =
			name === undefined
				? `${target} holds no alert that Prometheus evaluates.`
				: path === undefined
					? `there is no file and no alert ${name} here.`
					: `there is no alert ${name} in ${path}.`;
		return { kind: "misused", reason };
	}
	if (compare === undefined) return { kind: "ok", targets: named, documents };

	const textOf = await readBase(compare, dirname(named[0]?.path ?? "."), signal);
	if (typeof textOf === "string") return { kind: "misused", reason: textOf };
	const targets = named.map((one): Target => {
		const before = textOf(one.path, one.document.text);
		if (before === undefined) return { ...one, base: "new" };
		const document = toDocument(one.path, before);
		// A service of its own: what was recorded then is not what is recorded now.
		const old = createCliService(() => {}).backtest.list(document);
		const alike = old.filter((candidate) => candidate.name === one.alert.name);
		const base = alike.find(({ group }) => group === one.alert.group) ?? alike[0];
		return { ...one, base: base === undefined ? "new" : { document, alert: base } };
	});
	const isChanged = ({ alert, base }: Target): boolean =>
		base === undefined || base === "new" || base.alert.definition !== alert.definition;
	return { kind: "ok", targets: name === undefined ? targets.filter(isChanged) : targets, documents };
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

/** What a file was, given what it is; a sentence where nobody can tell. */
async function readBase(
	base: string,
	folder: string,
	signal: AbortSignal,
): Promise<((path: string, now: string) => string | undefined) | string> {
	if (existsSync(base) && statSync(base).isFile()) {
		const source = readSource(base);
		return source.kind === "text" ? () => source.text : `${base} cannot be read.`;
	}
	const answer = await readGitChanges(folder, base, signal);
	if (!answer.ok) return `--compare ${base}: ${answer.reason}`;
	return (path, now) => {
		const changed = answer.changes.changed.get(path);
		return changed === undefined ? now : changed.before;
	};
}
