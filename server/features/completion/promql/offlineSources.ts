import { aggregations, type PromqlAggregation } from "../../../promql/aggregations.ts";
import { argumentBounds, type PromqlFunction, printSignature, promqlFunctions } from "../../../promql/functions.ts";
import { promqlOperators } from "../../../promql/operators.ts";
import { documentWord } from "../../documentWord.ts";
import type { Candidate } from "../candidate.ts";
import { describeDuration, RANGE_DURATIONS, unitsFor } from "../durations.ts";
import type { AfterOperand, Duration, Operand } from "./situation.ts";
import { operatorCandidate, wordCandidate } from "./wordCandidates.ts";

/** What may begin or go on with an expression, without any server: functions, aggregations and words of the language. */
export function operandCandidates(situation: Operand): Candidate[] {
	const hasBracket = situation.next?.bracket === "(";
	const rank = situation.call === undefined ? 4 : 5;
	return [
		...situation.keywords.map((keyword) => wordCandidate(keyword, 3)),
		...[...aggregations.values()].map((entry) => aggregationCandidate(entry, hasBracket, rank)),
		...[...promqlFunctions.values()].map((entry) => functionCandidate(entry, hasBracket, rank)),
	];
}

function functionCandidate(entry: PromqlFunction, hasBracket: boolean, rank: number): Candidate {
	const takesNothing = argumentBounds(entry).most === 0;
	return {
		label: entry.name,
		kind: "function",
		insert: hasBracket ? entry.name : `${entry.name}(${takesNothing ? ")$0" : "$0)"}`,
		snippet: !hasBracket,
		detail: printSignature(entry),
		documentation: documentWord(entry),
		// What needs a flag on the server comes last.
		rank: entry.feature === undefined ? rank : 8,
		...(hasBracket || takesNothing ? {} : { retrigger: true }),
	};
}

function aggregationCandidate(entry: PromqlAggregation, hasBracket: boolean, rank: number): Candidate {
	const { name, parameter } = entry;
	const before = parameter === undefined ? "" : `${parameter.name} ${parameter.type}, `;
	return {
		label: name,
		kind: "aggregation",
		insert: hasBracket ? name : `${name}($0)`,
		snippet: !hasBracket,
		detail: `${name}(${before}v instant-vector) by (…)`,
		documentation: documentWord(entry),
		rank: entry.feature === undefined ? rank : 8,
		...(hasBracket ? {} : { retrigger: true }),
	};
}

/** What may follow a whole expression. */
export function afterOperandCandidates({ selector, aggregation }: AfterOperand): Candidate[] {
	// Words first: symbols are typed as fast as they are chosen.
	const operators = [...promqlOperators.values()].filter(({ kind }) => kind !== "histogram");
	const ranked = operators.map((operator, index) =>
		operatorCandidate(operator, 20 + index + (operator.kind === "set" ? -15 : 0)),
	);
	return [
		...(aggregation ? clauseCandidates(["by", "without"]) : []),
		...(selector ? [wordCandidate("offset"), wordCandidate("@")] : []),
		...ranked,
	];
}

export function clauseCandidates(keywords: readonly string[]): Candidate[] {
	return keywords.map((keyword) => wordCandidate(keyword));
}

export function anchorCandidates(): Candidate[] {
	return ["start()", "end()"].map((label) => wordCandidate(label));
}

export function durationCandidates({ typed, place, open }: Duration): Candidate[] {
	const durations = new Set([...unitsFor(typed), ...RANGE_DURATIONS]);
	return [...durations].map((duration, index) => ({
		label: duration,
		kind: "duration",
		insert: open && place === "range" ? `${duration}]` : duration,
		documentation: describeDuration(duration),
		// As many as there are, in this order.
		rank: 10 + index,
	}));
}
