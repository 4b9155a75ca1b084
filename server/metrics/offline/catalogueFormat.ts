import type { MetricType } from "../port.ts";

/**
 * The catalogue as text: small to ship, and read without making an object for each metric.
 *
 * Lines begin with what they are: `#` a remark; `@` a source, with its exporter, version, how it was read, origin and
 * licence; `:` all labels, and `=` a set of them; `"` a description that several metrics share. The rest are metrics in
 * the order of their names, with fields between tabs: the name; a letter for its type, and the source; the set of labels,
 * empty where they are not known; the description, or `~` and which; the unit.
 *
 * Names and descriptions begin with how many characters they share with the one before, as one digit. All numbers are to
 * the base 36 and count from 0. `\\3` in a description stands for the name from its third word on.
 */
export interface CatalogueText {
	readonly sources: readonly CatalogueSource[];
	readonly words: readonly string[];
	readonly sets: readonly string[];
	readonly helps: readonly string[];
	/** In order; `rests` has the fields behind each. */
	readonly names: readonly string[];
	readonly rests: readonly string[];
}

export interface CatalogueSource {
	readonly exporter: string;
	readonly version: string;
}

/** A summary without quantiles has no series under its own name. */
export type CatalogueType = MetricType | "summaryWithoutQuantiles";

export const typeLetters: Readonly<Record<CatalogueType, string>> = {
	counter: "c",
	gauge: "g",
	histogram: "h",
	gaugehistogram: "G",
	summary: "s",
	summaryWithoutQuantiles: "S",
	info: "i",
	stateset: "t",
	unknown: "u",
};

const typesByLetter: ReadonlyMap<string, CatalogueType> = new Map(
	Object.entries(typeLetters).map(([type, letter]) => [letter, type as CatalogueType]),
);

export interface CatalogueEntry {
	readonly type: CatalogueType;
	readonly source: CatalogueSource | undefined;
	/** Not known where it is left out. */
	readonly labels?: readonly string[];
	readonly help: string;
	readonly unit: string;
}

/** Reads the tables and the names; what else is said of a metric is read when it is asked for. */
export function readCatalogue(text: string): CatalogueText {
	const sources: CatalogueSource[] = [];
	const sets: string[] = [];
	const helps: string[] = [];
	const names: string[] = [];
	const rests: string[] = [];
	let words: readonly string[] = [];
	let name = "";
	for (const line of text.split("\n")) {
		switch (line.charAt(0)) {
			case "":
			case "#":
				break;
			case "@": {
				const [, exporter = "", version = ""] = line.split("\t");
				sources.push({ exporter, version });
				break;
			}
			case ":":
				words = line.slice(1).split(" ");
				break;
			case "=":
				sets.push(line.slice(1));
				break;
			case '"':
				helps.push(line.slice(1));
				break;
			default: {
				const tab = line.indexOf("\t");
				name = continueText(name, line.slice(0, tab));
				names.push(name);
				rests.push(line.slice(tab + 1));
			}
		}
	}
	return { sources, words, sets, helps, names, rests };
}

/** Everything that is said of the metric at `index`. */
export function readEntry(text: CatalogueText, index: number): CatalogueEntry {
	const rest = text.rests[index] ?? "";
	const [typeAndSource = "", set = "", , unit = ""] = rest.split("\t");
	const labels = text.sets[Number.parseInt(set, 36)];
	return {
		type: typeOf(rest),
		source: text.sources[Number.parseInt(typeAndSource.slice(1), 36)],
		...(labels === undefined ? {} : { labels: readSet(text, labels) }),
		help: readHelp(text, index),
		unit,
	};
}

function readSet({ words }: CatalogueText, set: string): readonly string[] {
	return set === "" ? [] : set.split(" ").map((number) => words[Number.parseInt(number, 36)] ?? "");
}

function readHelp({ names, rests, helps }: CatalogueText, index: number): string {
	const field = helpField(rests[index]);
	if (field === "") return "";
	if (field.startsWith("~")) {
		const words = (names[index] ?? "").split("_");
		const help = helps[Number.parseInt(field.slice(1), 36)] ?? "";
		return help.replace(/\\(\d)/g, (_, from: string) => words.slice(Number(from)).join("_"));
	}
	// Each goes on from the one before that stands there itself, so what it begins with is gathered backwards.
	let help = field.slice(1);
	let missing = Number.parseInt(field.charAt(0), 36);
	for (let before = index - 1; before >= 0 && missing > 0; before -= 1) {
		const other = helpField(rests[before]);
		if (other === "" || other.startsWith("~")) continue;
		const shared = Number.parseInt(other.charAt(0), 36);
		if (shared >= missing) continue;
		help = other.slice(1, 1 + missing - shared) + help;
		missing = shared;
	}
	return help;
}

function helpField(rest = ""): string {
	const start = rest.indexOf("\t", rest.indexOf("\t") + 1) + 1;
	if (start === 0 || !rest.includes("\t")) return "";
	const end = rest.indexOf("\t", start);
	return end === -1 ? rest.slice(start) : rest.slice(start, end);
}

function continueText(before: string, text: string): string {
	return before.slice(0, Number.parseInt(text.charAt(0), 36)) + text.slice(1);
}

/** Of an entry that is not read yet. */
export function typeOf(rest: string): CatalogueType {
	return typesByLetter.get(rest.charAt(0)) ?? "unknown";
}
