import { parsePromql } from "../../promql/parse.ts";
import { listLabels } from "../../promql/result/listLabels.ts";
import { resultOf } from "../../promql/result/resultOf.ts";
import { type Answers, splitAnswer } from "../scaffold.ts";
import { fillWindow } from "./sli.ts";

/** The labels of a query's series where its text fixes them, as `sum by (region)` does; otherwise `undefined`. */
export function labelsOfQuery(query: string): readonly string[] | undefined {
	const { sure, possible, others } = listLabels(resultOf(parsePromql(fillWindow(query, "5m")).expression));
	return others === "possible" ? undefined : [...sure, ...possible].toSorted();
}

/** A message where a query of the user's returns series that the recorded ones could not be told by. */
export function checkQueryLabels(query: string, other: string | undefined): string | undefined {
	const labels = labelsOfQuery(query);
	if (labels === undefined) {
		return "The query returns series with whatever labels there are; add them up, as in sum(…) or sum by (region) (…).";
	}
	const others = other === undefined ? labels : labelsOfQuery(other);
	if (others === undefined || String(others) === String(labels)) return undefined;
	return `This query returns ${name(labels)} and the other one ${name(others)}, so they would never meet; give both the same.`;
}

/** The labels that the queries return: an objective by queries is grouped as they are. */
export function groupingOfQueries(answers: Answers): readonly string[] | undefined {
	return answers["kind"] === "correctness" ? labelsOfQuery(answers["totalQuery"] ?? "") : undefined;
}

/** A message where the labels to group by are not those of the queries. */
export function checkGroupingOfQueries(value: string, answers: Answers): string | undefined {
	const labels = groupingOfQueries(answers);
	if (labels === undefined || String(splitAnswer(value).toSorted()) === String(labels)) return undefined;
	return `The queries return ${name(labels)}; group by ${labels.length === 0 ? "nothing" : "just that"}, or change them.`;
}

function name(labels: readonly string[]): string {
	if (labels.length === 0) return "one series without labels";
	return labels.length === 1 ? `a series for each ${labels[0]}` : `series by ${labels.join(" and ")}`;
}
