import { describe, expect, test } from "vitest";
import type { CompletionItem, CompletionList } from "../../../server/features/answers.ts";
import { applyEdits } from "../../../server/text/textEdit.ts";
import { readCursor } from "../../support/cursor.ts";
import { createFakePrometheus, type FakeOptions } from "../../support/fakePrometheus.ts";
import { ALL_HOSTS, HOSTS } from "../../support/hosts.ts";
import { createDocument, createTestService, never } from "../../support/testService.ts";

const world: FakeOptions = {
	series: [
		{ labels: { __name__: "http_requests_total", job: "api", code: "500", path: 'C:\\a"b' } },
		{ labels: { __name__: "http_requests_total", job: "web", code: "200", path: "/" } },
		{ labels: { __name__: "node_load1", job: "node", instance: "a.example:9100" } },
		{ labels: { __name__: "my.metric", "label.name": "x" } },
	],
	metadata: {
		http_requests_total: { type: "counter", help: "Requests *served*.", unit: "" },
		node_load1: { type: "gauge", help: "Load.", unit: "" },
	},
};

async function completeIn(text: string, options: FakeOptions | undefined = world, trigger?: string) {
	const marked = readCursor(text);
	const api = options === undefined ? undefined : createFakePrometheus(options);
	const service = createTestService(api);
	await service.knowledge?.warm();
	const document = createDocument(marked.text);
	const list = await service.complete(document, marked.offset, never, trigger);
	expect(service.logged).toEqual([]);
	return { list, text: marked.text, offset: marked.offset, service, asked: api?.asked ?? [] };
}

function find(list: CompletionList, label: string): CompletionItem {
	const item = list.items.find((candidate) => candidate.label === label);
	if (item === undefined) throw new Error(`No ${label} in: ${list.items.map((each) => each.label).join(" ")}`);
	return item;
}

/** The file after accepting, the cursor as `<|>`: where a snippet puts it, else after what was inserted. */
function accept(text: string, { edit, snippet }: CompletionItem): string {
	const newText = snippet ? edit.newText.replace(/\$0/, "<|>").replaceAll("\\\\", "\\") : edit.newText;
	return applyEdits(text, [{ span: edit.span, newText: newText.includes("<|>") ? newText : `${newText}<|>` }]);
}

const expressions: readonly (readonly [before: string, label: string, after: string])[] = [
	["<|>", "rate", "rate(<|>)"],
	["ra<|>", "rate", "rate(<|>)"],
	["sum(ra<|>te(x[5m]))", "irate", "sum(irate<|>(x[5m]))"],
	["time<|>", "time", "time()<|>"],
	["su<|>", "sum", "sum(<|>)"],
	["rate(http<|>[5m])", "http_requests_total", "rate(http_requests_total<|>[5m])"],
	["rate(ht<|>tp[5m])", "http_requests_total", "rate(http_requests_total<|>[5m])"],
	["sum(my<|>)", "my.metric", 'sum({"my.metric"}<|>)'],
	["sum(my<|>{job='a'})", "my.metric", "sum({\"my.metric\", <|>job='a'})"],
	["up <|>", "and", "up and<|>"],
	["up of<|>", "offset", "up offset <|>"],
	["up == <|>", "bool", "up == bool<|>"],
	["up * o<|>", "on", "up * on (<|>)"],
	["up * on (job) gr<|> b", "group_left", "up * on (job) group_left (<|>) b"],
	["sum(up) <|>", "by", "sum(up) by (<|>)"],
	["sum b<|>", "by", "sum by (<|>)"],
	["http_requests_total{<|>}", "code", 'http_requests_total{code="<|>"}'],
	["http_requests_total{co<|>='5'}", "code", "http_requests_total{code<|>='5'}"],
	["{'my.metric', <|>}", "label.name", '{\'my.metric\', "label.name"="<|>"}'],
	["sum by (<|>) (http_requests_total)", "code", "sum by (code<|>) (http_requests_total)"],
	["sum by (<|>) ({'my.metric'})", "label.name", "sum by (\"label.name\"<|>) ({'my.metric'})"],
	["sum by (\"<|>\") ({'my.metric'})", "label.name", "sum by (\"label.name<|>\") ({'my.metric'})"],
	['http_requests_total{code="<|>"}', "500", 'http_requests_total{code="500<|>"}'],
	['http_requests_total{code="2<|>00"}', "500", 'http_requests_total{code="500<|>"}'],
	["http_requests_total{code=<|>}", "500", 'http_requests_total{code="500"<|>}'],
	['http_requests_total{path="<|>"}', 'C:\\a"b', 'http_requests_total{path="C:\\\\a\\"b<|>"}'],
	["http_requests_total{path='<|>'}", 'C:\\a"b', "http_requests_total{path='C:\\\\a\"b<|>'}"],
	['node_load1{instance=~"<|>"}', "a.example:9100", 'node_load1{instance=~"a\\\\.example:9100<|>"}'],
	['node_load1{instance=~"b:1|<|>"}', "a.example:9100", 'node_load1{instance=~"b:1|a\\\\.example:9100<|>"}'],
	["http_requests_total{code <|>}", "=~", 'http_requests_total{code =~"<|>"}'],
	["rate(x[<|>])", "5m", "rate(x[5m<|>])"],
	["rate(x[7<|>])", "7h", "rate(x[7h<|>])"],
	["rate(x[<|>", "5m", "rate(x[5m]<|>"],
	["x offset 1<|>", "1d", "x offset 1d<|>"],
	["x @ <|>", "end()", "x @ end()<|>"],
];

describe.each(ALL_HOSTS)("in a scalar that is $name", ({ wrap, holds }) => {
	test.each(expressions.filter(([before]) => holds(before) || before === "<|>" || before.endsWith(" <|>")))(
		"%s, choose %s",
		async (before, label, after) => {
			const { list, text } = await completeIn(wrap(before));
			const accepted = accept(text, find(list, label));
			expect(accepted).toBe(wrap(after));
		},
	);
});

test("a plain scalar that cannot hold the text is not broken", async () => {
	const plain = HOSTS[0]?.wrap ?? String;
	const { list } = await completeIn(plain("<|>"));
	expect(list.items.map(({ label }) => label)).toContain("http_requests_total");
	expect(list.items.map(({ label }) => label)).not.toContain("my.metric");
});

const literal = HOSTS.find(({ name }) => name === "literal")?.wrap ?? String;

test("a metric comes with its type and help, without the help's markdown", async () => {
	const { list } = await completeIn(literal("<|>"));
	const item = find(list, "http_requests_total");
	expect(item).toMatchObject({ kind: "metric", detail: "counter" });
	expect(item.documentation).toBe("Requests \\*served\\*\\.");
});

test("counters come first where a rate is taken", async () => {
	const { list } = await completeIn(literal("rate(<|>"));
	const ordered = list.items.toSorted((a, b) => ((a.sortText ?? "") < (b.sortText ?? "") ? -1 : 1));
	expect(ordered.slice(0, 2).map(({ label }) => label)).toEqual(["http_requests_total", "before:it"]);
});

test("labels and values are scoped by the metric and by every other matcher", async () => {
	const inMatchers = await completeIn(literal('http_requests_total{job="api", code="<|>"}'));
	expect(inMatchers.list.items.map(({ label }) => label)).toEqual(["500"]);
	expect(inMatchers.asked.at(-1)).toBe('values code {__name__="http_requests_total",job="api"}');
	const grouping = await completeIn(literal("sum by (<|>) (rate(node_load1[5m]))"));
	expect(grouping.list.items.map(({ label }) => label)).toEqual(["instance", "job"]);
});

test.each([
	["a comment", literal("up # <|>")],
	["an ordinary string", literal('label_replace(up, "a", "<|>", "b", "c")')],
	["two names among matchers", literal("up{job instance <|>")],
	["a block's header", literal("up").replace("expr: |", "expr: |<|>")],
	["the indentation of a line", literal("up\n<|>and up").replace(/^( +)<\|>/m, "<|>$1")],
])("nothing is offered inside %s", async (_, text) => {
	const { list } = await completeIn(text);
	expect(list.items).toEqual([]);
});

test("a space after an expression does not bring the list up, so that Enter ends the line", async () => {
	expect((await completeIn(literal("up <|>"), world, " ")).list.items).toEqual([]);
	expect((await completeIn(literal("up and <|>"), world, " ")).list.items).not.toEqual([]);
});

test("without a server the file's own names are offered", async () => {
	const text = literal('sum by (pod) (rate(foo_total{code="5xx"}[5m])) + <|>').replace(
		"vector(1)",
		'sum by (pod) (rate(bar_total{code="4xx"}[5m]))',
	);
	const service = createTestService();
	const complete = async (marked: string) => {
		const { text, offset } = readCursor(marked);
		return service.complete(createDocument(text), offset, never);
	};
	const metrics = await complete(text);
	expect(find(metrics, "before:it").detail).toBe("recorded in this file");
	expect(metrics.items.filter(({ kind }) => kind === "metric").map(({ label }) => label)).toEqual([
		"bar_total",
		"before:it",
	]);
	expect(metrics.incomplete).toBe(false);
	const labels = await complete(text.replace("+ <|>", "").replace('{code="5xx"}', "{<|>}"));
	expect(labels.items.map(({ label }) => label)).toEqual(["code", "pod"]);
	const values = await complete(text.replace("+ <|>", "").replace('"5xx"', '"<|>"'));
	expect(values.items.map(({ label }) => label)).toEqual(["4xx"]);
});

test("a server that never answers delays nothing that is known without it", async () => {
	const service = createTestService(createFakePrometheus({ silent: true }));
	const { text, offset } = readCursor(literal("ra<|>"));
	const list = await service.complete(createDocument(text), offset, never);
	expect(list.incomplete).toBe(true);
	expect(list.items.map(({ label }) => label)).toContain("rate");
	service.knowledge?.forget();
});

test("waiting for labels ends when the list is cancelled", async () => {
	const service = createTestService(createFakePrometheus({ silent: true }));
	const { text, offset } = readCursor(literal("up{<|>}"));
	const controller = new AbortController();
	const list = service.complete(createDocument(text), offset, controller.signal);
	controller.abort();
	expect((await list).items).toEqual([]);
	service.knowledge?.forget();
});

test("labels that arrive while they are waited for are offered", async () => {
	const service = createTestService(createFakePrometheus(world));
	const { text, offset } = readCursor(literal("node_load1{<|>}"));
	const list = await service.complete(createDocument(text), offset, never);
	expect(list.items.map(({ label }) => label)).toEqual(["__name__", "instance", "job"]);
	expect(list.incomplete).toBe(false);
});

test("of very many metrics those that fit are offered, and the list says that it is cut", async () => {
	const series = Array.from({ length: 20_000 }, (_, index) => ({ labels: { __name__: `metric_${index}_total` } }));
	const { list } = await completeIn(literal("rate(metric_1999<|>[5m])"), { series });
	const labels = list.items.filter(({ kind }) => kind === "metric").map(({ label }) => label);
	expect(list.incomplete).toBe(true);
	expect(labels.length).toBeLessThanOrEqual(501);
	const fitting = ["metric_1999_total", ...Array.from({ length: 10 }, (_, index) => `metric_1999${index}_total`)];
	expect(labels.slice(0, 11).toSorted()).toEqual(fitting.toSorted());
});
