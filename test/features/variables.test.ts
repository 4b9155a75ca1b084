import { describe, expect, it } from "vitest";
import { applyEdits } from "../../server/text/textEdit.ts";
import { readCursor } from "../support/cursor.ts";
import { createFakePrometheus } from "../support/fakePrometheus.ts";
import { createDocument, createTestService, never } from "../support/testService.ts";

/** A dashboard with one query, and variables that it may use. */
function dashboard(expression: string): string {
	const list = [
		{ name: "job", type: "query", query: "label_values(up, job)", current: { text: "api", value: "api" } },
		{ name: "k", type: "custom", query: "5,10", current: { text: "5", value: "5" } },
		{ name: "filters", type: "textbox" },
	];
	const targets = [{ refId: "A", expr: expression }];
	const panel = { id: 1, type: "timeseries", title: "P", datasource: { type: "prometheus", uid: "p" }, targets };
	return `${JSON.stringify({ title: "D", schemaVersion: 39, templating: { list }, panels: [panel] }, null, 2)}\n`;
}

function open(marked: string, api = createFakePrometheus({})) {
	const { text, offset } = readCursor(dashboard(marked));
	return { service: createTestService(api), document: createDocument(text, 1), text, offset, api };
}

/** What a query is after an edit of the dashboard. */
function queryIn(text: string): string {
	const { panels } = JSON.parse(text) as { panels: [{ targets: [{ expr: string }] }] };
	return panels[0].targets[0].expr;
}

describe("a variable", () => {
	it.each([
		['up{job="$j<|>ob"}', "$job", "api"],
		["topk($<|>k, up)", "$k", "5"],
		["rate(up[$__rate_int<|>erval])", "$__rate_interval", "Since Grafana 7.2"],
		["up offset ${__ra<|>nge}", "${__range}", "time range"],
		["sum($un<|>known)", "$unknown", "does not define"],
	])("is explained where the pointer is on it: %s", (marked, under, said) => {
		const { service, document, text, offset } = open(marked);
		const hover = service.hover(document, offset);
		expect(hover && text.slice(hover.span.start, hover.span.end)).toBe(under);
		expect(hover?.markdown).toContain(said);
		expect(service.logged).toEqual([]);
	});

	it("is a word of its own colour wherever it stands", () => {
		const { service, document, text } = open('sum by ($job) (rate(x_${k}{job=~"a|$job"}[$__interval]))<|>');
		const macros = service.semanticTokens(document)?.filter(({ type }) => type === "macro");
		const words = macros?.map(({ start, end }) => text.slice(start, end));
		expect(words).toEqual(["$job", "${k}", "$job", "$__interval"]);
	});

	it("is highlighted wherever it is in the query", () => {
		const { service, document, text, offset } = open('up{job="$j<|>ob"} + down{job=~"${job:regex}", a="$k"}');
		const found = service.highlights(document, offset);
		expect(found.map(({ span }) => text.slice(span.start, span.end))).toEqual(["$job", "${job:regex}"]);
	});

	it("is no name that others have", () => {
		const { service, document, offset } = open("${job}_tot<|>al + ${abc}_total");
		expect(service.highlights(document, offset)).toEqual([]);
	});
});

describe("other features", () => {
	it("explain a call whose arguments are variables", () => {
		const { service, document, offset } = open("topk($k, <|>)");
		const help = service.signatureHelp(document, offset);
		expect(help?.activeParameter).toBe(1);
	});

	it("select a variable that is a part of a word", () => {
		const { service, document, text, offset } = open("sum(${jo<|>b}_total)");
		const [ranges = []] = service.selectionRanges(document, [offset]) ?? [];
		expect(ranges.map(({ start, end }) => text.slice(start, end)).slice(0, 3)).toEqual([
			"${job}",
			"${job}_total",
			"(${job}_total)",
		]);
	});
});

/** The texts after accepting each item whose label is `label`. */
async function accept(marked: string, label: string): Promise<readonly string[]> {
	const { service, document, text, offset } = open(marked);
	const { items } = await service.complete(document, offset, never);
	expect(service.logged).toEqual([]);
	return items.filter((item) => item.label === label).map(({ edit }) => queryIn(applyEdits(text, [edit])));
}

describe("completion", () => {
	it.each([
		['up{job="$<|>"}', "$job", 'up{job="$job"}'],
		['up{job="$j<|>"}', "$job", 'up{job="$job"}'],
		['up{job="$k<|>"}', "$job", 'up{job="$job"}'],
		['up{job="${<|>"}', "${job}", 'up{job="${job}"}'],
		['up{job="${k<|>}"}', "${job}", 'up{job="${job}"}'],
		['up{job="[[<|>"}', "[[job]]", 'up{job="[[job]]"}'],
		['up{job="${job:<|>}"}', "regex", 'up{job="${job:regex}"}'],
		['up{job="${job:re<|>gex}"}', "pipe", 'up{job="${job:pipe}"}'],
		["topk($<|>, up)", "$k", "topk($k, up)"],
		["rate(up[$__<|>])", "$__rate_interval", "rate(up[$__rate_interval])"],
		["rate(up[<|>])", "$__rate_interval", "rate(up[$__rate_interval])"],
		["rate(up[<|>", "$__rate_interval", "rate(up[$__rate_interval]"],
		["up offset <|>", "$__range", "up offset $__range"],
		["up{job=<|>}", "$job", 'up{job="$job"}'],
		['up{job="<|>"}', "$job", 'up{job="$job"}'],
		['sum by (job) (rate(up{a="$job"}[5m])) <|>', "and", 'sum by (job) (rate(up{a="$job"}[5m])) and'],
		['up{a="$job", <|>}', "instance", 'up{a="$job", instance}'],
	])("%s offers %s", async (marked, label, after) => {
		const accepted = await accept(marked, label);
		if (label === "instance" || label === "and") expect(accepted.every((text) => text.startsWith(after))).toBe(true);
		else expect(accepted).toEqual([after]);
	});

	it("never offers a stand-in, nor asks a server about one", async () => {
		const { service, document, offset, api } = open('${job}_total{a="$job"} + x{$filters, b="$k", <|>}');
		const { items } = await service.complete(document, offset, never);
		expect(items.filter(({ label }) => /^z0/.test(label))).toEqual([]);
		expect(api.asked.filter((asked) => asked.includes("z0"))).toEqual([]);
	});
});

describe("an edit of a query with variables", () => {
	it("lays it out with them", () => {
		const { service, document, text } = open('sum( rate(x{job="$job"}[$__rate_interval]) )by($k)<|>');
		const edits = service.format(document);
		expect(queryIn(applyEdits(text, edits))).toBe('sum by ($k) (rate(x{job="$job"}[$__rate_interval]))');
	});

	it("writes no stand-in by a code action", () => {
		for (const query of [
			'sum by (a) (ir<|>ate(x{job=~"$job"}[$__rate_interval]))',
			'x{job=~"$j<|>ob"}',
			"$k<|>",
			"sum(<|>x) $filters",
		]) {
			const { service, document, text, offset } = open(query);
			const actions = service.codeActions(document, { start: offset, end: offset });
			for (const { edits } of actions) {
				const changed = queryIn(applyEdits(text, edits));
				expect(changed).not.toMatch(/z0|97y/);
				for (const variable of query.replace("<|>", "").match(/\$\w+/g) ?? []) expect(changed).toContain(variable);
			}
		}
	});

	it("does not turn a variable's pattern into a plain value", () => {
		const { service, document, offset } = open('x{jo<|>b=~"$job"}');
		const titles = service.codeActions(document, { start: offset, end: offset }).map(({ title }) => title);
		expect(titles.filter((title) => title.includes("="))).toEqual([]);
	});
});

describe("the live value", () => {
	it("is asked with values for the variables, which are told", async () => {
		const { service, document, offset, api, text } = open('su<|>m(rate(x{job="$job"}[$__rate_interval]))');
		const hover = await service.liveHover(document, offset, "dark", never);
		expect(api.asked[0]).toBe('query sum(rate(x{job="api"}[5m]))');
		expect(hover?.markdown).toContain("`$__rate_interval` = `5m`");
		expect(hover?.markdown).toContain("`$job` = `api`");
		const under = hover && text.slice(hover.span.start, hover.span.end);
		expect(JSON.parse(`"${under}"`)).toBe('sum(rate(x{job="$job"}[$__rate_interval]))');
	});

	it("is asked of a part that needs no value", async () => {
		const { service, document, offset, api } = open('x{a="$unknown"} + y<|>');
		await service.liveHover(document, offset, "dark", never);
		expect(api.asked[0]).toBe("query y");
	});

	it.each(['x<|>{a="$unknown"}', "sum($filt<|>ers)", "$unknown<|>_total"])(
		"is not asked where one is unknown: %s",
		async (marked) => {
			const { service, document, offset, api } = open(marked);
			expect(await service.liveHover(document, offset, "dark", never)).toBeUndefined();
			expect(api.asked).toEqual([]);
		},
	);

	it("is run with values as well, or with a word that one is missing", async () => {
		const known = open('topk($k, rate(x{job="$job"}[$__rate_interval]<|>))');
		const found = known.service.expressionAt(known.document, known.offset);
		expect(found?.expression).toBe('topk(5, rate(x{job="api"}[5m]))');
		const unknown = open('x{a="$unknown"}<|>');
		const expression = unknown.service.expressionAt(unknown.document, unknown.offset)?.expression ?? "";
		expect(expression).toBe('x{a="$unknown"}');
		expect(await unknown.service.query({ expression }, never)).toMatchObject({ kind: "failed" });
		expect(unknown.api.asked).toEqual([]);
	});
});

describe("what is told", () => {
	it("is the fault beside a variable, and nothing of the variables", async () => {
		const { service, document } = open('sum(rate(x{job="$job"}[$__interval])) $filters + rate(y{job="$job"}[5m])<|>');
		expect(await service.diagnose(document, never)).toEqual([]);
		const clear = open('sum(rate(x{job="$job"}[$__interval])) + rate(y{job="$job"})<|>');
		const problems = await clear.service.diagnose(clear.document, never);
		expect(problems?.map(({ code, span }) => `${code} ${clear.text.slice(span.start, span.end)}`)).toEqual([
			'promql/argument-type y{job=\\"$job\\"}',
		]);
	});
});
