import fc from "fast-check";
import { expect, test } from "vitest";
import { MetricCatalogue } from "../../../server/metrics/offline/catalogue.ts";
import { catalogueOf, collect } from "../../support/catalogue.ts";

test("the first source that has a metric is the one that is named, and labels are those of all", () => {
	const catalogue = catalogueOf([
		collect("a", { name: "x", help: "X of a.", labels: ["m", "n"] }),
		collect("b", { name: "x", help: "X of b.", labels: ["l", "m"] }, { name: "y", labels: undefined }),
	]);
	expect(catalogue.describe("x")).toEqual({
		name: "x",
		type: "gauge",
		unit: "",
		help: "X of a",
		labels: ["l", "m", "n"],
		source: { kind: "catalogue", exporter: "a", version: "1.0" },
	});
	expect(catalogue.describe("y")).not.toHaveProperty("labels");
	expect(catalogue.describe("z")).toBeUndefined();
});

test.each([
	["that agree", "gauge", "gauge", "gauge"],
	["that disagree", "gauge", "counter", "unknown"],
	["of which one does not know", "unknown", "counter", "counter"],
] as const)("the type of a metric of two exporters %s", (_, first, second, expected) => {
	const catalogue = catalogueOf([collect("a", { name: "x", type: first }), collect("b", { name: "x", type: second })]);
	expect(catalogue.describe("x")?.type).toBe(expected);
});

test("metrics of the runtime are said by their own source alone", () => {
	const runtime = collect("library", { name: "go_threads" });
	const exporter = collect("exporter", { name: "go_threads" }, { name: "go_old" }, { name: "exporter_up" });
	expect(catalogueOf([exporter, runtime], [runtime]).seriesNames()).toEqual(["exporter_up", "go_threads"]);
});

test("series of histograms and summaries, and which metric they belong to", () => {
	const catalogue = catalogueOf([
		collect(
			"a",
			{ name: "h", type: "histogram" },
			{ name: "s", type: "summary", quantiles: true },
			{ name: "t", type: "summary", quantiles: false },
			{ name: "g", type: "gauge" },
		),
	]);
	const names = ["g", "h_bucket", "h_count", "h_sum", "s", "s_count", "s_sum", "t_count", "t_sum"];
	expect(catalogue.seriesNames()).toEqual(names);
	expect(names.map((name) => catalogue.describe(name)?.name)).toEqual([..."ghhhssstt"]);
	expect(["g_count", "s_bucket", "h_total"].map((name) => catalogue.describe(name))).toEqual([
		undefined,
		undefined,
		undefined,
	]);
});

test("the text is read once, and only when something is asked", () => {
	let read = 0;
	const catalogue = new MetricCatalogue(() => {
		read += 1;
		return "";
	});
	expect(read).toBe(0);
	catalogue.describe("x");
	catalogue.seriesNames();
	expect(read).toBe(1);
});

test("what is written is what is read, whatever descriptions have in common", () => {
	const word = fc.constantFrom("field", "bytes", "total", "a", "of", "b1", "~x", "3");
	const family = fc.record({
		name: fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => `m_${words.join("_").replace("~", "")}`),
		type: fc.constantFrom("counter" as const, "gauge" as const, "histogram" as const, "info" as const),
		unit: fc.constantFrom("", "seconds"),
		help: fc.array(word, { maxLength: 5 }).map((words) => words.join(" ")),
		labels: fc.option(fc.uniqueArray(word, { maxLength: 3 }), { nil: undefined }),
	});
	fc.assert(
		fc.property(fc.uniqueArray(family, { selector: ({ name }) => name, maxLength: 30 }), (families) => {
			const catalogue = catalogueOf([collect("a"), collect("b", ...families)]);
			for (const { name, labels, ...said } of families) {
				expect(catalogue.describe(name)).toEqual({
					name,
					...said,
					...(labels === undefined ? {} : { labels: labels.toSorted() }),
					source: { kind: "catalogue", exporter: "b", version: "1.0" },
				});
			}
		}),
	);
});

test.each([
	["a full stop at the end is left out", "One thing.", "One thing"],
	["a first sentence is enough", `${"word ".repeat(10)}end. ${"more ".repeat(20)}`, `${"word ".repeat(10)}end`],
	["long text ends at a word", "seconds ".repeat(30), `${"seconds ".repeat(9).trim()}…`],
])("%s", (_, help, expected) => {
	expect(catalogueOf([collect("a", { name: "x", help })]).describe("x")?.help).toBe(expected);
});
