import { parsePromql } from "../../promql/parse.ts";
import { walk } from "../../promql/visit.ts";

/**
 * A name by Prometheus's convention `level:metric:operations`: the labels that are kept, the metric without `_total`
 * where a rate was taken, and what is done to it, the last first.
 */
export function suggestRecord(text: string): string | undefined {
	const { expression, problems } = parsePromql(text);
	if (problems.length > 0) return undefined;
	let level: string | undefined;
	let metric: string | undefined;
	const operations: string[] = [];
	for (const one of walk(expression)) {
		if (one.kind === "aggregation") {
			if (level === undefined && one.grouping?.without === false) {
				level = one.grouping.labels
					.map(({ name }) => name)
					.filter((name) => name !== "le")
					.join("_");
			}
			operations.push(one.operator.name);
		} else if (one.kind === "call") {
			const [range] = one.arguments.filter((argument) => argument.kind === "matrix");
			const over =
				range?.kind === "matrix" && range.range !== undefined
					? text.slice(range.range.span.start, range.range.span.end)
					: "";
			operations.push(`${one.function.name}${/^\w*$/.test(over) ? over : ""}`);
		} else if (one.kind === "selector") {
			metric ??= one.name?.name;
			break;
		} else if (one.kind === "binary") {
			operations.push(one.operator.name === "/" ? "ratio" : "");
		}
	}
	if (metric === undefined) return undefined;
	const plain = metric.split(":").at(-2) ?? metric;
	const rated = operations.some((operation) => /^i?rate|^increase/.test(operation));
	const named = rated ? plain.replace(/_total$/, "") : plain;
	// A sum of rates is called by the rate alone.
	const said = operations.filter((operation) => operation !== "" && !(operation === "sum" && operations.length > 1));
	return `${level === undefined || level === "" ? "job" : level}:${named}:${said.length === 0 ? "value" : said.join("_")}`;
}
