import { describe, expect, it } from "vitest";
import { readVariableQuery } from "../../../server/documents/grafana/variableQuery.ts";

describe("a variable's query", () => {
	it.each([
		["label_values(up, job)", "labelValues", "up", "job"],
		['label_values(up{a="x, y", b=~"$c"}, job)', "labelValues", 'up{a="x, y", b=~"$c"}', "job"],
		["label_values( up ,  job )  ", "labelValues", "up", "job"],
		["label_values(job)", "labelValues", undefined, "job"],
		["label_values(up, ${label})", "labelValues", "up", "${label}"],
		["label_values($label)", "labelValues", undefined, "$label"],
		["label_values({a='b'}, job)", "labelValues", "{a='b'}", "job"],
		["label_values(up{a='b'", "series", "label_values(up{a='b'", undefined],
		['label_values(up{a="b",c="d"})', "labelValues", undefined, undefined],
		["label_values()", "labelValues", undefined, undefined],
		["label_names()", "labelNames", undefined, undefined],
		["label_names(up)", "labelNames", "up", undefined],
		["metrics(node_.*)", "metrics", undefined, undefined],
		["query_result(topk(5, sum by (job) (up)))", "queryResult", "topk(5, sum by (job) (up))", undefined],
		["query_result()", "queryResult", "", undefined],
		[' up{a="b"} ', "series", 'up{a="b"}', undefined],
		["", "series", undefined, undefined],
	])("%s", (query, kind, promql, label) => {
		const read = readVariableQuery(query);
		const cut = (span: { readonly start: number; readonly end: number } | undefined) =>
			span && query.slice(span.start, span.end);
		expect([read.kind, cut(read.promql), cut(read.label)]).toEqual([kind, promql, label]);
	});
});
