import type { Span } from "../text/span.ts";
import type { Exposition } from "./exposedNames.ts";
import { type CallExpression, type Expression, keyOf } from "./expression.ts";
import type { FileNames, KnownText } from "./fileNames.ts";
import type { RegisteredType } from "./metricRegistration.ts";

/** A library that registers metrics, in one language, as data: which calls do, and what else they are called. */
export interface Library {
	/** In the words of its users. */
	readonly name: string;
	/** One text of which each file that uses the library has at least one, whatever it calls the library's things. */
	readonly traces: readonly string[];
	/** Every use registers what is used, so the uses of one name in a file are one registration. */
	readonly byUse?: true;
	/** Further paths that are asked for when a registration is read, such as those of its options. */
	readonly furtherPaths?: readonly string[];
	/** By the path of what is called, such as `prom-client.Counter`. */
	readonly registrations: ReadonlyMap<string, Recogniser>;
	/** Other paths of the same things: what a call gives, where a type can be imported from. */
	readonly otherPaths?: ReadonlyMap<string, string>;
}

/** Reads a call of its path; `undefined` where what it registers cannot be told from the file. */
export type Recogniser = (call: CallExpression, names: FileNames) => RegisteredMetric | undefined;

/** What a call registers, in the terms of its library. */
export interface RegisteredMetric {
	readonly writtenName: KnownText;
	readonly type: RegisteredType;
	readonly exposition: Exposition;
	readonly unit?: string | undefined;
	readonly help?: string | undefined;
	readonly labels: LabelNames;
	/** The whole of what registers it, where that is not the call alone. */
	readonly span?: Span;
}

export interface LabelNames {
	readonly labels: readonly { readonly name: string; readonly span: Span }[];
	readonly complete: boolean;
}

export const noLabels: LabelNames = { labels: [], complete: true };
export const unknownLabels: LabelNames = { labels: [], complete: false };

/** The argument with this name, or at this place; nothing where something spread stands before that place. */
export function argumentOf(
	call: CallExpression,
	index: number,
	...keywords: readonly string[]
): Expression | undefined {
	const named = call.arguments.find((argument) => argument.name !== undefined && keywords.includes(argument.name));
	if (named !== undefined) return named.value;
	const positional = call.arguments.filter((argument) => argument.name === undefined);
	const spread = positional.findIndex((argument) => argument.spread === true);
	return spread >= 0 && spread <= index ? undefined : positional[index]?.value;
}

/** The argument with this name alone. */
export function keywordOf(call: CallExpression, keyword: string): Expression | undefined {
	return call.arguments.find((argument) => argument.name === keyword)?.value;
}

/** The value of a field of the object or struct that the expression is. */
export function entryOf(record: Expression | undefined, key: string, names: FileNames): Expression | undefined {
	const followed = record === undefined ? undefined : names.follow(record);
	if (followed?.kind !== "record") return undefined;
	return followed.entries.find((entry) => keyOf(entry.key) === key)?.value;
}

/**
 * The parts of a name that are there and not empty, joined; nothing where one of them is unknown, or the last is missing.
 * It stands where its last part does.
 */
export function joinName(
	separator: string,
	names: FileNames,
	parts: readonly (Expression | undefined)[],
): KnownText | undefined {
	const own = names.text(parts.at(-1));
	if (own === undefined || own.value === "") return undefined;
	const values: string[] = [];
	for (const part of parts) {
		if (part === undefined) continue;
		if (names.follow(part).kind === "nothing") continue;
		const text = names.text(part);
		if (text === undefined) return undefined;
		if (text.value !== "") values.push(text.value);
	}
	return { value: values.join(separator), span: own.span };
}

/** The labels that a field of an object or a struct lists; unknown where the field may be among what is not seen. */
export function labelEntry(record: Expression | undefined, key: string, names: FileNames): LabelNames {
	const entry = entryOf(record, key, names);
	if (entry !== undefined) return labelList(entry, names);
	return isWhole(record, names) ? noLabels : unknownLabels;
}

/** Claims that the object has no other fields than those that are written; so has one that is not there. */
export function isWhole(record: Expression | undefined, names: FileNames): boolean {
	if (record === undefined) return true;
	const followed = names.follow(record);
	return followed.kind === "nothing" || (followed.kind === "record" && followed.complete);
}

/** The texts of a list. */
export function labelList(list: Expression | undefined, names: FileNames): LabelNames {
	if (list === undefined) return noLabels;
	const followed = names.follow(list);
	if (followed.kind === "nothing") return noLabels;
	return followed.kind === "list" ? labelTexts(followed.items, followed.complete, names) : unknownLabels;
}

export function labelTexts(items: readonly Expression[], complete: boolean, names: FileNames): LabelNames {
	const texts = items.map((item) => names.text(item));
	const known = texts.filter((text) => text !== undefined);
	return {
		labels: known.map(({ value, span }) => ({ name: value, span })),
		complete: complete && known.length === texts.length,
	};
}

/** The keys of an object or a map. */
export function labelKeys(record: Expression | undefined, names: FileNames): LabelNames {
	if (record === undefined) return noLabels;
	const followed = names.follow(record);
	if (followed.kind === "nothing") return noLabels;
	if (followed.kind !== "record") return unknownLabels;
	return {
		labels: followed.entries.map(({ key }) =>
			key.kind === "text" ? { name: key.value, span: key.content } : { name: key.name, span: key.span },
		),
		complete: followed.complete,
	};
}

/** As `labelKeys`, where a name in place of a key stands for a text: `map[string]string{zoneLabel: "a"}`. */
export function labelKeyTexts(record: Expression | undefined, names: FileNames): LabelNames {
	const followed = record === undefined ? undefined : names.follow(record);
	if (followed?.kind !== "record") return labelKeys(record, names);
	return labelTexts(
		followed.entries.map(({ key }) => key),
		followed.complete,
		names,
	);
}

/** All of them, each once. */
export function joinLabels(...parts: readonly LabelNames[]): LabelNames {
	const labels = new Map(
		parts
			.flatMap((part) => part.labels)
			.reverse()
			.map((label) => [label.name, label]),
	);
	return { labels: [...labels.values()].reverse(), complete: parts.every((part) => part.complete) };
}
