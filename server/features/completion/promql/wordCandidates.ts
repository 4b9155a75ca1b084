import { findKeyword } from "../../../promql/keywords.ts";
import { findOperator } from "../../../promql/operators.ts";
import { documentWord } from "../../documentWord.ts";
import type { Candidate } from "../candidate.ts";

/** Words that are followed by labels in parentheses, or by something else that can be chosen. */
const FOLLOWED_BY: Readonly<Record<string, string>> = {
	by: " ($0)",
	without: " ($0)",
	on: " ($0)",
	ignoring: " ($0)",
	group_left: " ($0)",
	group_right: " ($0)",
	offset: " $0",
	"@": " $0",
};

/** A keyword or a modifier, ready to be filled in. */
export function wordCandidate(word: string, rank = 2): Candidate {
	const entry = findKeyword(word);
	const after = FOLLOWED_BY[word];
	return {
		label: word,
		kind: "keyword",
		insert: word + (after ?? ""),
		...(after === undefined ? {} : { snippet: true, retrigger: true }),
		...(entry === undefined ? {} : { documentation: documentWord(entry) }),
		rank,
	};
}

/** A binary operator, a word or a symbol. */
export function operatorCandidate(operator: string, rank: number): Candidate {
	const entry = findOperator(operator);
	return {
		label: operator,
		kind: /^[a-z]/.test(operator) ? "keyword" : "operator",
		insert: operator,
		...(entry === undefined ? {} : { documentation: documentWord(entry) }),
		rank,
	};
}
