import { promqlKeywords } from "../../../promql/keywords.ts";
import type { PromqlOperator } from "../../../promql/operators.ts";
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
	fill: " ($0)",
	fill_left: " ($0)",
	fill_right: " ($0)",
};

/** A keyword or a modifier, ready to be filled in. */
export function wordCandidate(word: string, rank = 2): Candidate {
	const entry = promqlKeywords.get(word);
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
export function operatorCandidate(operator: PromqlOperator, rank: number): Candidate {
	const { name } = operator;
	const kind = /^[a-z]/.test(name) ? "keyword" : "operator";
	return { label: name, kind, insert: name, documentation: documentWord(operator), rank };
}
