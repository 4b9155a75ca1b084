import { aggregations, type PromqlAggregation } from "../../../promql/aggregations.ts";
import type { ValueType } from "../../../promql/ast.ts";
import { parseDuration } from "../../../promql/duration.ts";
import { argumentBounds, type PromqlFunction, printSignature, promqlFunctions } from "../../../promql/functions.ts";
import { matchOperators, promqlOperators } from "../../../promql/operators.ts";
import { documentWord } from "../../documentWord.ts";
import type { Candidate } from "../candidate.ts";
import { describeDuration, RANGE_DURATIONS, unitsFor } from "../durations.ts";
import type { AfterOperand, Duration, Operand } from "./situation.ts";
import { operatorCandidate, wordCandidate } from "./wordCandidates.ts";

/** What may begin or go on with an expression, without any server: functions, aggregations and words of the language. */
export function operandCandidates(situation: Operand): Candidate[] {
	const hasBracket = situation.next?.bracket === "(";
	return [
		// What needs a flag on the server comes last.
		...situation.keywords.map((keyword) => wordCandidate(keyword, keyword.startsWith("fill") ? 50 : 3)),
		...[...aggregations.values()].flatMap((entry) => {
			const rank = rankOf("vector", situation);
			return rank === undefined ? [] : [aggregationCandidate(entry, hasBracket, rank)];
		}),
		...[...promqlFunctions.values()].flatMap((entry) => {
			const rank = rankOf(entry.returns, situation);
			return rank === undefined ? [] : [functionCandidate(entry, hasBracket, rank)];
		}),
	];
}

/**
 * How early something comes that gives a value of the type `returns`; nothing where it could not even be the beginning
 * of what is wanted: a number may begin `1 - up`, and a vector becomes a range by `[1h:]`.
 */
function rankOf(returns: ValueType, { call, wanted }: Operand): number | undefined {
	switch (wanted) {
		case "scalar":
			return returns === "scalar" ? 3 : undefined;
		case "matrix":
			return returns === "vector" ? 7 : undefined;
		case "vector":
			return (returns === "vector" ? 4 : 6) + (call === undefined ? 0 : 1);
		default:
			return call === undefined ? 4 : 5;
	}
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
export function afterOperandCandidates({ selector, range, aggregation }: AfterOperand): Candidate[] {
	// Words first: symbols are typed as fast as they are chosen.
	const operators = [...promqlOperators.values()].filter(({ kind }) => kind !== "histogram");
	const ranked = operators.map((operator, index) =>
		operatorCandidate(operator, 20 + index + (operator.kind === "set" ? -15 : 0)),
	);
	return [
		...(aggregation ? clauseCandidates(["by", "without"]) : []),
		...(selector ? [wordCandidate("offset"), wordCandidate("@")] : []),
		...ranked,
		// What needs a flag on the server comes last.
		...(range ? [wordCandidate("anchored", 50), wordCandidate("smoothed", 50)] : []),
	];
}

export function clauseCandidates(keywords: readonly string[]): Candidate[] {
	return keywords.map((keyword) => wordCandidate(keyword));
}

/** Each with the quotes of the value, which comes next. */
export function matchOperatorCandidates(): Candidate[] {
	return matchOperators.map((entry, index) => ({
		label: entry.name,
		kind: "operator",
		insert: `${entry.name}"$0"`,
		snippet: true,
		documentation: documentWord(entry),
		rank: 10 + index,
		retrigger: true,
	}));
}

export function anchorCandidates(): Candidate[] {
	return ["start()", "end()"].map((label) => wordCandidate(label));
}

/**
 * Durations, the likeliest first. Where the group's interval is known, a range that is shorter comes after the others: it
 * would leave samples between two evaluations that no one looks at.
 */
export function durationCandidates({ typed, place, open }: Duration, groupIntervalSeconds?: number): Candidate[] {
	const all = [...new Set([...unitsFor(typed), ...RANGE_DURATIONS])];
	const tooShort = (duration: string): boolean =>
		place === "range" && typed === "" && (parseDuration(duration) ?? 0) < (groupIntervalSeconds ?? 0);
	const durations = [...all.filter((duration) => !tooShort(duration)), ...all.filter(tooShort)];
	const ranked: readonly Candidate[] = durations.map((duration, index) => ({
		label: duration,
		kind: "duration",
		insert: open && place === "range" ? `${duration}]` : duration,
		documentation: describeDuration(duration),
		// As many as there are, in this order.
		rank: 10 + index,
	}));
	// The graph's own step and range, from Prometheus 3.14 on.
	return [...ranked, ...["step()", "range()"].map((word) => wordCandidate(word, 80))];
}
