import type { Problem } from "../../text/problem.ts";
import { pathFrom } from "./uriPath.ts";

/**
 * Faults of long ago: how many of each kind a file may have before one is told. A fault is known by its code and by the
 * words that it marks, without blanks: so lines may move and expressions be laid out anew, rules be put into another
 * order, and the words of our messages change. Of n known ones n stay quiet; where there are more, the last are told.
 */
export interface KnownFaults {
	/** By path from the folder of the baseline, then by code, then by fingerprint. */
	readonly files: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, number>>>;
}

/** A file and everything that was found in it, without a baseline. */
export interface FoundProblems {
	readonly uri: string;
	readonly text: string;
	readonly problems: readonly Problem[];
}

/** What stands in a baseline and is not found any more. */
export interface FixedFault {
	/** From the folder of the baseline. */
	readonly path: string;
	readonly code: string;
	/** How many of them are gone. */
	readonly count: number;
}

const version = 1;

/** The text of a baseline file that knows everything that was found; `folder` is the one that it will be in. */
export function createBaseline(folder: string, found: readonly FoundProblems[]): string {
	const files = found
		.map(({ uri, text, problems }): [string, Counts] => [pathFrom(folder, uri), countAll(text, problems)])
		.filter(([, counts]) => counts.size > 0);
	const written = sorted(files).map(([path, counts]) => [
		path,
		Object.fromEntries(sorted(counts).map(([code, each]) => [code, Object.fromEntries(sorted(each))])),
	]);
	return `${JSON.stringify({ version, files: Object.fromEntries(written) }, undefined, "\t")}\n`;
}

export type ReadBaseline =
	| { readonly ok: true; readonly known: KnownFaults }
	/** `reason` goes on after "it": "is no JSON". */
	| { readonly ok: false; readonly reason: string };

/** Reads a baseline file whatever is in it. */
export function readBaseline(text: string): ReadBaseline {
	let value: unknown;
	try {
		value = JSON.parse(text.replace(/^\ufeff/, ""));
	} catch {
		return { ok: false, reason: "is no JSON" };
	}
	if (!isRecord(value) || !isRecord(value["files"])) return { ok: false, reason: "is no baseline of this program" };
	if (value["version"] !== version) {
		return {
			ok: false,
			reason: `has the version ${String(value["version"])}, and this program reads version ${version}`,
		};
	}
	const files = Object.entries(value["files"]).map(([path, codes]): [string, Counts] => [path, readCounts(codes)]);
	return { ok: true, known: { files: new Map(files) } };
}

/** Those of `problems` that are not known; `path` counts from the folder of the baseline. */
export function withoutKnown(
	known: KnownFaults,
	path: string,
	text: string,
	problems: readonly Problem[],
): readonly Problem[] {
	const counts = known.files.get(path);
	if (counts === undefined) return problems;
	const left = new Map([...counts].map(([code, each]) => [code, new Map(each)]));
	// In the order of the file, so that it does not matter who found them first.
	const quiet = new Set(
		problems
			.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
			.filter((problem) => {
				if (!isBaselined(problem)) return false;
				const each = left.get(problem.code);
				const print = fingerprint(text, problem);
				const more = each?.get(print) ?? 0;
				if (more === 0) return false;
				each?.set(print, more - 1);
				return true;
			}),
	);
	return problems.filter((problem) => !quiet.has(problem));
}

/**
 * What the baseline knows and nobody has found: it can be taken out. Only files that were looked at count, and those that
 * are `gone`, by their path from the folder of the baseline.
 */
export function findFixed(
	known: KnownFaults,
	folder: string,
	found: readonly FoundProblems[],
	isGone: (path: string) => boolean = () => false,
): readonly FixedFault[] {
	const counted = new Map(found.map(({ uri, text, problems }) => [pathFrom(folder, uri), countAll(text, problems)]));
	return [...known.files].flatMap(([path, codes]) => {
		const now = counted.get(path);
		if (now === undefined && !isGone(path)) return [];
		return [...codes].flatMap(([code, each]) => {
			const missing = [...each].map(([print, count]) => Math.max(0, count - (now?.get(code)?.get(print) ?? 0)));
			const count = missing.reduce((sum, one) => sum + one, 0);
			return count === 0 ? [] : [{ path, code, count }];
		});
	});
}

/** What is wrong with the configuration itself is always told, as are remarks about the list of problems. */
function isBaselined({ code }: Problem): boolean {
	return !code.startsWith("configuration/") && !code.startsWith("file/");
}

type Counts = ReadonlyMap<string, ReadonlyMap<string, number>>;

function countAll(text: string, problems: readonly Problem[]): Counts {
	const counts = new Map<string, Map<string, number>>();
	for (const problem of problems) {
		if (!isBaselined(problem)) continue;
		const each = counts.get(problem.code) ?? new Map<string, number>();
		counts.set(problem.code, each);
		const print = fingerprint(text, problem);
		each.set(print, (each.get(print) ?? 0) + 1);
	}
	return counts;
}

/** Only a number of the words goes into the file: they may be a secret. */
function fingerprint(text: string, { span }: Problem): string {
	return hash(text.slice(span.start, span.end).replaceAll(/\s+/g, ""));
}

/** Source: the 64-bit FNV-1a hash, over UTF-16 code units, in two halves that JavaScript can multiply. */
function hash(text: string): string {
	let high = 0xcbf29ce4;
	let low = 0x84222325;
	for (let at = 0; at < text.length; at++) {
		low = (low ^ text.charCodeAt(at)) >>> 0;
		// Times 2^40 + 0x1b3.
		const product = low * 0x1b3;
		high = (Math.imul(high, 0x1b3) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0;
		low = product >>> 0;
	}
	return high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0");
}

function readCounts(codes: unknown): Counts {
	if (!isRecord(codes)) return new Map();
	return new Map(
		Object.entries(codes).map(([code, each]) => [
			code,
			new Map(
				Object.entries(isRecord(each) ? each : {}).filter((entry): entry is [string, number] => isCount(entry[1])),
			),
		]),
	);
}

function isCount(value: unknown): boolean {
	return typeof value === "number" && Number.isInteger(value) && value > 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** By code units, so that the file is the same on every machine. */
function sorted<T>(entries: Iterable<readonly [string, T]>): readonly (readonly [string, T])[] {
	return [...entries].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
