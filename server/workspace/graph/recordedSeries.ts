import { parsePromql } from "../../promql/parse.ts";
import type { RecordedSeries } from "../../promql/result/shape.ts";
import type { RecordItem } from "./indexedFile.ts";

/** What a recording rule writes; `undefined` where its expression cannot be read. */
export function readSeries({ expression, labels }: RecordItem): RecordedSeries | undefined {
	if (expression === undefined) return undefined;
	const parsed = parsePromql(expression);
	if (!parsed.wellFormed || parsed.problems.length > 0) return undefined;
	return { expression: parsed.expression, labels: new Map(Object.entries(labels)) };
}
