import { describe, expect, it } from "vitest";
import { writeCsv } from "../../../client/webviews/query/csv.ts";
import { arrangeRows, buildTable, type TableOrder } from "../../../client/webviews/query/tableModel.ts";
import type { WireData } from "../../../server/protocol/query.ts";

type Rows = readonly (readonly [labels: Record<string, string>, value: number | "NaN" | "+Inf" | "-Inf"])[];
const vector = (rows: Rows): WireData => ({
	kind: "vector",
	series: rows.map(([labels, value]) => ({ labels, sample: { time: 1, value } })),
});
const table = buildTable(
	vector([
		[{ __name__: "up", job: "api", pod: "p10" }, 1],
		[{ __name__: "up", job: "web", pod: "p2" }, "NaN"],
		[{ __name__: "up", job: "API", zone: "a" }, "+Inf"],
		[{ __name__: "up", job: "db", pod: "p1" }, -3.5],
	]),
);
const inOrder = (column: string, direction: TableOrder["direction"], filter = "") =>
	arrangeRows(table, filter, { column, direction }).map(({ text, labels: { pod } }) => `${text} ${pod ?? "-"}`);

describe("the table", () => {
	it("has a column for each label, the metric's name first", () => {
		expect(table.columns).toEqual(["", "__name__", "job", "pod", "zone"]);
	});

	it.each([
		["", "none", ["1 p10", "NaN p2", "+Inf -", "-3.5 p1"]],
		["", "ascending", ["-3.5 p1", "1 p10", "+Inf -", "NaN p2"]],
		["", "descending", ["+Inf -", "1 p10", "-3.5 p1", "NaN p2"]],
		["pod", "ascending", ["+Inf -", "-3.5 p1", "NaN p2", "1 p10"]],
	] as const)("sorts by %j, %s", (column, direction, expected) => {
		expect(inOrder(column, direction)).toEqual(expected);
	});

	it.each([
		["api", 2],
		["API p10", 1],
		["job=api", 2],
		["pod=p1", 2],
		["zone=", 4],
		["unknown=1", 0],
		["-3.5", 1],
	])("the filter %j leaves %i rows", (filter, rows) => {
		expect(inOrder("", "none", filter)).toHaveLength(rows);
	});

	it("tells a native histogram by its count, sum and mean", () => {
		const [row] = buildTable({
			kind: "vector",
			series: [{ labels: {}, sample: { time: 1, value: 0.5 }, histogram: { count: 4, sum: 2 } }],
		}).rows;
		expect(row).toMatchObject({ text: "count 4, sum 2, mean 0.5", value: 0.5 });
	});

	it("has one row for a scalar and for a text", () => {
		expect(buildTable({ kind: "scalar", sample: { time: 1, value: "-Inf" } }).rows[0]?.text).toBe("-Inf");
		expect(buildTable({ kind: "string", time: 1, value: "hello" }).rows[0]?.text).toBe("hello");
	});
});

describe("as CSV", () => {
	const csv = (labels: Record<string, string>, value: number | "NaN" = 1): string => {
		const { rows, columns } = buildTable(vector([[labels, value]]));
		return writeCsv(rows, columns);
	};

	it("ends lines as RFC 4180 does, and has numbers with all their digits", () => {
		expect(csv({ a: "x" }, 1234567.891234567)).toBe("Value,a\r\n1234567.891234567,x\r\n");
	});

	it.each([
		['say "hi"', '"say ""hi"""'],
		["a,b", '"a,b"'],
		["a\nb", '"a\nb"'],
		["=1+1", "'=1+1"],
		["@SUM(A1)", "'@SUM(A1)"],
		["+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"],
		['-1+"x"', '"\'-1+""x"""'],
		["\tx", "'\tx"],
		["＝1+1", "'＝1+1"],
		["-5", "-5"],
		["+Inf", "+Inf"],
		["1e-5", "1e-5"],
	])("writes %j as %s", (value, expected) => {
		expect(csv({ a: value }).split("\r\n")[1]).toBe(`1,${expected}`);
	});

	it("takes care of labels' names too", () => {
		expect(csv({ "=evil": "x" }).split("\r\n")[0]).toBe("Value,'=evil");
	});
});
