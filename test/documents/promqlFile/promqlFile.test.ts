import { describe, expect, it } from "vitest";
import { splitQueries } from "../../../server/documents/promqlFile/splitQueries.ts";
import { createTestService, never } from "../../support/testService.ts";

const split = (text: string): readonly string[] => splitQueries(text).map(({ start, end }) => text.slice(start, end));

describe("queries of a file", () => {
	it.each([
		["one", "up\n", ["up"]],
		["one in lines", "sum by (job) (\n  up\n)\n", ["sum by (job) (\n  up\n)"]],
		["two with a blank line between", "up\n\ndown\n", ["up", "down"]],
		["a blank line with spaces", "up\n  \ndown\n", ["up", "down"]],
		["open brackets over a blank line", "sum(\n\nup\n)\n", ["sum(\n\nup\n)"]],
		["an operator behind the blank line", "up\n\nand on (job) down\n", ["up\n\nand on (job) down"]],
		["an operator before the blank line", "up +\n\n1\n", ["up +\n\n1"]],
		["comments above them", "# first\nup\n\n# second\n# query\ndown\n", ["# first\nup", "# second\n# query\ndown"]],
		["a comment of the file's own", "# file\n\n# first\nup\n", ["# first\nup"]],
		["comments alone", "# nothing\n", []],
		["nothing", "\n\n", []],
		["windows line breaks", "up\r\n\r\ndown\r\n", ["up", "down"]],
		["a blank line in a string", "{a=`x\n\ny`}\n", ["{a=`x\n\ny`}"]],
	])("%s", (_, text, queries) => {
		expect(split(text)).toEqual(queries);
	});
});

describe("a file of PromQL", () => {
	const service = createTestService();
	const document = { uri: "file:///q.promql", languageId: "promql", version: 1, text: "# errors\nrate(up)\n\nup{\n" };

	it("is diagnosed query by query", async () => {
		const problems = await service.diagnose(document, never);
		expect(new Set(problems?.map(({ span }) => document.text.slice(0, span.start).split("\n").length))).toEqual(
			new Set([2, 4]),
		);
	});

	it("has its queries as symbols", () => {
		expect(service.symbols(document).map(({ name, detail }) => [name, detail])).toEqual([
			["errors", "rate(up)"],
			["up{", "query"],
		]);
	});
});

it.each(["<|>", "# to do\n<|>", "up\n\n<|>"])("a new query is completed in %j", async (marked) => {
	const service = createTestService();
	const offset = marked.indexOf("<|>");
	const document = { uri: "file:///new.promql", languageId: "promql", version: 1, text: marked.replace("<|>", "") };
	expect((await service.complete(document, offset, never)).items.map(({ label }) => label)).toContain("sum");
	expect(await service.diagnose(document, never)).toEqual([]);
});
