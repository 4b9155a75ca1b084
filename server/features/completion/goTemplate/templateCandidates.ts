import { describeTemplateFunction, templateData } from "../../../documents/embedded/goTemplate/functionDocs.ts";
import { templateFunctions } from "../../../documents/embedded/goTemplate/functions.ts";
import { factOf } from "../../../promql/result/labels.ts";
import { listLabels } from "../../../promql/result/listLabels.ts";
import type { QueryResultShape } from "../../../promql/result/shape.ts";
import { documentTemplateFunction } from "../../documentTemplateFunction.ts";
import type { Candidate } from "../candidate.ts";
import type { TemplateSituation } from "./templateSituation.ts";

/** What is known of the labels that the template may name. */
export interface KnownLabels {
	/** What the alert's expression returns; left out where it cannot be read. */
	readonly shape?: QueryResultShape;
	/** Labels that its series have on the server, or that the file names elsewhere: guesses where others may come. */
	readonly others: readonly string[];
}

/** What may be written in the situation, best first. */
export function templateCandidates(situation: TemplateSituation, known: KnownLabels): readonly Candidate[] {
	switch (situation.kind) {
		case "nothing":
			return [];
		case "label":
			return labelCandidates(known);
		case "variable":
			return variableCandidates(situation.declared, 1);
		case "field":
			return fieldCandidates(situation.inRange);
		case "operand":
			return [
				...(situation.piped ? [] : variableCandidates(situation.declared, 1)),
				...functionCandidates(situation.piped),
				...(situation.actionStart ? keywordCandidates : []),
			];
		default:
			return situation satisfies never;
	}
}

/** Labels that the expression names come first; those that it takes away are not offered. */
function labelCandidates({ shape, others }: KnownLabels): readonly Candidate[] {
	const listed = shape === undefined ? undefined : listLabels(shape);
	const named = [...(listed?.sure ?? []), ...(listed?.possible ?? [])];
	const guessed = others.filter((name) => {
		return !named.includes(name) && (shape === undefined || factOf(shape.labels, name).presence !== "never");
	});
	const all = [...named.map((name) => ({ name, told: true })), ...guessed.map((name) => ({ name, told: false }))];
	return all
		.filter(({ name }) => /^[a-zA-Z_]\w*$/.test(name) && name !== "__name__")
		.map(({ name, told }) => ({
			label: name,
			kind: "label",
			insert: name,
			...(listed?.possible.includes(name) === true ? { detail: "not on every series" } : {}),
			rank: told ? 1 : 2,
		}));
}

function variableCandidates(declared: readonly string[], rank: number): readonly Candidate[] {
	const own = declared.filter((name) => name !== "$" && !Object.hasOwn(templateData, name));
	const given = Object.entries(templateData).filter(([name]) => name.startsWith("$"));
	return [
		...own.map((name): Candidate => ({ label: name, kind: "value", insert: name, detail: "declared above", rank })),
		...given.map(([name, documentation]): Candidate => {
			const dotted = name === "$labels" || name === "$externalLabels";
			return {
				label: name,
				kind: "value",
				insert: dotted ? `${name}.` : name,
				documentation,
				rank,
				// The labels come up as soon as the dot is there.
				...(dotted ? { retrigger: true } : {}),
			};
		}),
	];
}

function fieldCandidates(inRange: boolean): readonly Candidate[] {
	const fields = inRange ? [".Labels", ".Value"] : [".Labels", ".Value", ".ExternalLabels", ".ExternalURL"];
	return fields.map((name) => ({
		label: name,
		kind: "value",
		insert: name === ".Labels" ? ".Labels." : name,
		documentation: templateData[name] ?? "",
		rank: 1,
		...(name === ".Labels" ? { retrigger: true } : {}),
	}));
}

/** What makes a number readable comes first behind a pipe. */
function functionCandidates(piped: boolean): readonly Candidate[] {
	return templateFunctions.map(({ name, signature, since }) => {
		const doc = describeTemplateFunction(name);
		return {
			label: name,
			kind: "function",
			insert: name,
			detail: signature,
			...(doc === undefined ? {} : { documentation: documentTemplateFunction(doc, since) }),
			rank: piped && name.startsWith("humanize") ? 1 : 2,
		};
	});
}

/** Words that begin an action. */
export const keywordCandidates: readonly Candidate[] = [
	["if", "Writes what follows, up to `end` or `else`, where the value is not empty."],
	["else", "What is written where the value of `if` or `with` is empty, or `range` has nothing to go through."],
	["end", "Ends `if`, `range`, `with`, `define` and `block`."],
	["range", "Writes what follows once for each element; the dot stands for the element."],
	["with", "Writes what follows where the value is not empty; the dot stands for the value."],
	["define", "Defines a template by name."],
	["template", "Writes what a defined template gives."],
].map(([label = "", documentation = ""]) => ({ label, kind: "keyword", insert: label, documentation, rank: 3 }));
