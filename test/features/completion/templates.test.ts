import { describe, expect, test } from "vitest";
import { readCursor } from "../../support/cursor.ts";
import { createDocument, createTestService, never } from "../../support/testService.ts";

const service = createTestService();

const rule = (annotation: string, expression = "sum by (job, pod) (rate(errors_total[5m])) > 1"): string =>
	`groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: ${expression}\n        annotations:\n          summary: '${annotation}'\n`;

async function offered(marked: string, trigger?: string): Promise<readonly string[]> {
	const { text, offset } = readCursor(marked);
	const { items } = await service.complete(createDocument(text), offset, never, trigger);
	expect(service.logged).toEqual([]);
	return items.toSorted((a, b) => (a.sortText ?? "").localeCompare(b.sortText ?? "")).map(({ label }) => label);
}

async function accept(marked: string, label: string): Promise<string> {
	const { text, offset } = readCursor(marked);
	const { items } = await service.complete(createDocument(text), offset, never);
	const item = items.find((candidate) => candidate.label === label);
	if (item === undefined) throw new Error(`${label} is not offered, but ${items.map((one) => one.label).join()}.`);
	const { span, newText } = item.edit;
	return text.slice(0, span.start) + newText + text.slice(span.end);
}

describe("labels are those that the expression can return", () => {
	test.each([
		["{{ $labels.<|>", ["job", "pod"]],
		["{{ $labels.p<|> }} is down", ["job", "pod"]],
		["{{ .Labels.<|> }}", ["job", "pod"]],
		["{{ $.Labels.<|> }}", ["job", "pod"]],
		["{{ if $labels.<|> }}x{{ end }}", ["job", "pod"]],
		["{{ $labels.job }}: {{ title $labels.<|>", ["job", "pod"]],
	])("%s", async (annotation, labels) => {
		expect(await offered(rule(annotation))).toEqual(labels);
	});

	test("where others may come, those of the file come after those that are named", async () => {
		const file = rule("{{ $labels.<|> }}", 'up{env="prod"} == 0');
		expect(await offered(file)).toEqual(["env", "instance", "job"]);
	});

	test("what the expression takes away is not offered", async () => {
		const file = rule("{{ $labels.<|> }}", "sum without (job) (up) == 0");
		expect(await offered(file)).toEqual(["instance"]);
	});
});

describe("at other places", () => {
	test.each([
		["{{ $<|>", ["$externalLabels", "$externalURL", "$labels", "$value"]],
		["{{ $x := 1 }}{{ $<|> }}", ["$externalLabels", "$externalURL", "$labels", "$value", "$x"]],
		["{{ .<|> }}", [".ExternalLabels", ".ExternalURL", ".Labels", ".Value"]],
		['{{ range query "up" }}{{ .<|> }}{{ end }}', [".Labels", ".Value"]],
		['{{ range query "up" }}{{ end }}{{ .<|> }}', [".ExternalLabels", ".ExternalURL", ".Labels", ".Value"]],
	])("%s offers no more than %j", async (annotation, labels) => {
		expect(await offered(rule(annotation))).toEqual(labels);
	});

	test.each([
		["{{ <|>", ["$labels", "$value", "humanize", "if", "range"], []],
		["{{ $value | <|> }}", ["humanize", "printf"], ["$value", "if"]],
		["{{ humanize <|> }}", ["$value"], ["if", "end"]],
		["{{- <|> -}}", ["$value", "if"], []],
		["{{ printf (<|>", ["query", "$labels"], ["if"]],
	])("%s offers %j and not %j", async (annotation, some, none) => {
		const labels = await offered(rule(annotation));
		expect(labels).toEqual(expect.arrayContaining(some));
		for (const label of none) expect(labels).not.toContain(label);
	});

	test.each(["text <|>", "{{ $value }} <|>", "{{/* <|> */}}", '{{ title "<|>" }}', "{{ $value.<|> }}", "{{ 12<|> }}"])(
		"%s offers nothing",
		async (annotation) => {
			expect(await offered(rule(annotation))).toEqual([]);
		},
	);

	test("a space brings the list up only where something has to follow", async () => {
		expect(await offered(rule("{{ <|>"), " ")).toContain("$value");
		expect(await offered(rule("{{ $value | <|>"), " ")).toContain("humanize");
		expect(await offered(rule("{{ $value <|>"), " ")).toEqual([]);
	});
});

describe("what is accepted", () => {
	test.each([
		["{{ $lab<|> }}", "$labels", "{{ $labels. }}"],
		["{{ $labels.p<|>od2 }}", "pod", "{{ $labels.pod }}"],
		["{{ $value | hum<|> }}", "humanizeDuration", "{{ $value | humanizeDuration }}"],
		["{{ .La<|> }}", ".Labels", "{{ .Labels. }}"],
	])("%s with %s", async (annotation, label, expected) => {
		expect(await accept(rule(annotation), label)).toBe(rule(expected));
	});
});

describe("a query inside a template is PromQL again", () => {
	test("with its functions", async () => {
		const annotation = '{{ query "ra<|>" | first | value }}';
		expect(await accept(rule(annotation), "rate")).toContain('query "rate($0)"');
	});

	test("with the labels of its metric, escaped as the string and the editor's snippet want it", async () => {
		const file = rule('{{ query "up{en<|>}" }}', 'up{env="prod"} == 0');
		expect(await accept(file, "env")).toContain(String.raw`query "up{env=\\"$0\\"}"`);
	});
});
