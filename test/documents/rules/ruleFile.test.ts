import { describe, expect, it } from "vitest";
import type { DocumentModel } from "../../../server/documents/model.ts";
import { createDocumentParser } from "../../../server/documents/registry.ts";
import { RULE_FILES, withoutMarks } from "../../support/ruleFiles.ts";
import { drawSquiggles } from "../../support/squiggles.ts";

const parse = (text: string): DocumentModel | undefined =>
	createDocumentParser().parse({ uri: "file:///r.yaml", languageId: "yaml", version: 1, text });

const regionsOf = (text: string): readonly string[] =>
	parse(text)?.regions.map(({ language, text: region, context }) => `${context.key ?? language}: ${region}`) ?? [];

describe("problems", () => {
	it.each(RULE_FILES)("$name", ({ marked }) => {
		const text = withoutMarks(marked);
		expect(drawSquiggles(text, parse(text)?.problems ?? [])).toBe(marked);
	});

	it.each(RULE_FILES)("$name, with CRLF", ({ marked }) => {
		const text = withoutMarks(marked);
		const crlf = text.replaceAll("\n", "\r\n");
		const describeAll = (model: DocumentModel | undefined, source: string) =>
			model?.problems.map(({ code, span }) => `${code} ${source.slice(span.start, span.end).replaceAll("\r", "")}`);
		expect(describeAll(parse(crlf), crlf)).toEqual(describeAll(parse(text), text));
	});

	it.each([
		[
			"group: []\ngroups:\n  - name: g\n    rules:\n      - record: a\n        expr: 1\n        lables: {}\n",
			"`labels`",
		],
		["groups:\n  - name: g\n    rules:\n      - alert: A\n        query: up\n", "`expr`"],
		["groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: up\n        summary: x\n", "It may have"],
	])("an unknown field comes with what was meant", (text, hint) => {
		expect(parse(text)?.problems.at(-1)?.message).toContain(hint);
	});

	it("says where the first of two keys stands", () => {
		const text = "groups:\n  - name: g\n    rules:\n      - record: a\n        expr: 1\n        expr: 2\n";
		const related = parse(text)?.problems[0]?.related?.[0]?.span;
		expect(text.slice(0, related?.start).split("\n").length).toBe(5);
	});
});

describe("recognition", () => {
	const rule = (annotation: string): string =>
		`groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: up\n        annotations:\n          ${annotation}\n`;
	const foreign: readonly (readonly [name: string, text: string])[] = [
		["Docker Compose", "services:\n  web:\n    image: nginx\n    group_add: [groups]\n"],
		["a GitHub workflow", "on: push\njobs:\n  a:\n    runs-on: ubuntu\n    concurrency:\n      groups: x\n"],
		["OpenAPI with groups", "openapi: 3.0.0\ngroups:\n  - name: users\npaths: {}\n"],
		["groups of something else", "groups:\n  - name: admins\n    members: [a, b]\n"],
		["groups with rules of something else", "groups:\n  - name: a\n    rules:\n      - if: x\n        then: y\n"],
		["groups with rules that are words", "groups:\n  - name: admins\n    rules:\n      - allow\n"],
		["groups as words", "groups: [admin, users]\n"],
		["cloud-init", "#cloud-config\ngroups:\n  - admins: [root]\nusers: []\n"],
		["another resource", "apiVersion: v1\nkind: ConfigMap\ndata:\n  groups: x\n"],
		["broken YAML of no kind", "groupsOf: 'x\n  - [\n"],
		["text", "groups are people\n"],
	];

	it.each(foreign)("%s is none of ours", (_, text) => {
		expect(parse(text)).toBeUndefined();
	});

	it.each([
		["groups alone", "groups:\n"],
		["a group that was just begun", "groups:\n  - name: g\n"],
		["a half-written group", "groups:\n  - na\n"],
		["a broken rule", "groups:\n  - name: g\n    rules:\n      - alert: 'A\n"],
		["a half-written key", "groups:\n  - name: g\n    rules:\n      - al\n"],
	])("%s is a rule file", (_, text) => {
		expect(parse(text)?.adapters).toEqual(["ruleFile"]);
	});

	it.each([
		[
			"labels with the names of Helm's data",
			rule("x: '{{ $labels.Release }} {{ .Labels.Template }} {{ $labels.Chart }}'"),
		],
		[
			"actions on lines of their own",
			rule('x: |\n            {{ range query "up" }}\n            {{ .Value }}\n            {{ end }}'),
		],
		["a template without its quotes", rule("x: {{ $labels.x }}")],
		["a function without quotes around it", rule("x: {{ humanize $value }}")],
	])("a file for Prometheus with %s is none of Helm's", (_, text) => {
		expect(parse(text)?.adapters).toEqual(["ruleFile"]);
	});
});

describe("regions", () => {
	const rules = (text: string): string => `groups:\n  - name: g\n    interval: 1m\n    rules:\n${text}`;

	it("are expressions and templates, in file order and with their context", () => {
		const text = rules(
			"      - alert: A\n        annotations:\n          summary: 'it is {{ $value }}'\n          plain: text\n        expr: up\n        labels:\n          a: '{{ $labels.a }}'\n      - record: r\n        expr: |\n          sum(up)\n        labels:\n          b: '{{ no template }}'\n",
		);
		expect(parse(text)?.regions.map(({ language, text: region, context }) => [language, region, context])).toEqual([
			[
				"gotemplate",
				"it is {{ $value }}",
				{ role: "annotation", key: "summary", alert: "A", groupIntervalSeconds: 60 },
			],
			["promql", "up", { role: "ruleExpression", alert: "A", groupIntervalSeconds: 60 }],
			["gotemplate", "{{ $labels.a }}", { role: "label", key: "a", alert: "A", groupIntervalSeconds: 60 }],
			["promql", "sum(up)\n", { role: "ruleExpression", record: "r", groupIntervalSeconds: 60 }],
		]);
	});

	it("are analysed once where an alias repeats them", () => {
		expect(regionsOf(rules("      - alert: A\n        expr: &e up\n      - alert: B\n        expr: *e\n"))).toEqual([
			"promql: up",
		]);
	});

	it("begin where an expression is yet to be written", () => {
		const text = rules("      - alert: A\n        expr: \n        for: 5m\n");
		const [region] = parse(text)?.regions ?? [];
		expect(region?.text).toBe("");
		expect(region?.hostSpan.end).toBe(text.indexOf("expr: ") + 6);
		expect(region?.encodeEdit({ span: { start: 0, end: 0 }, newText: "up" })?.newText).toBe("up");
	});

	it.each([
		[
			"vmalert's own dialect",
			"groups:\n  - name: g\n    type: graphite\n    rules:\n      - alert: A\n        expr: 'x'\n",
		],
		[
			"LogQL",
			'namespace: n\ngroups:\n  - name: g\n    rules:\n      - alert: A\n        expr: \'sum(rate({a="b"} |= "error" [5m]))\'\n',
		],
	])("are not made of %s", (_, text) => {
		expect(regionsOf(text)).toEqual([]);
		expect(parse(text)?.problems.filter(({ severity }) => severity === "error")).toEqual([]);
	});

	const faults: readonly (readonly [name: string, rule: string])[] = [
		["an open quote", "      - alert: 'B\n        expr: b\n"],
		["an open quote in the expression", '      - alert: B\n        expr: "b\n'],
		["an open bracket", "      - alert: B\n        labels: {a: b\n"],
		["bad indentation", "      - alert: B\n          expr: b\n       for: 5m\n"],
		["a dash too far left", "     - alert: B\n       expr: b\n"],
		["a dash too far right", "       - alert: B\n         expr: b\n"],
		["a tab", "      - alert: B\n\texpr: b\n"],
		["a half-typed key", "      - alert: B\n        ex\n"],
		["a half-typed key at the dash's column", "      - alert: B\n      ex\n"],
		["a word between the rules", "    foo\n"],
		["a dash alone", "      -\n"],
		["a half-typed item", "      - al\n"],
		["a stray bracket", "      - alert: B\n        expr: b\n      }\n"],
		["a block that ends too early", "      - alert: B\n        expr: |\n            b\n          c\n"],
	];

	it.each(faults)("of the rules around %s are still there", (_, broken) => {
		const before = "      - alert: A\n        expr: a\n        fro: 5m\n";
		const after = "      - record: c\n        expr: c\n        four: 5m\n";
		const group = "  - name: h\n    rules:\n      - record: d\n        expr: d\n";
		const model = parse(`${rules(before)}${broken}${after}${group}`);
		const regions = model?.regions.map(({ text }) => text.trim()) ?? [];
		expect(regions).toEqual(expect.arrayContaining(["a", "c", "d"]));
		const codes = model?.problems.filter(({ code }) => code === "rule/unknown-field") ?? [];
		expect(codes.length).toBe(2);
	});
});

describe("the model", () => {
	const text =
		"groups:\n  - name: g\n    interval: 1m30s\n    rules:\n      - alert: A\n        expr: up\n        for: 5m\n        keep_firing_for: 10m\n        labels:\n          severity: page\n        annotations:\n          summary: 'on {{ $value }}'\n      - record: r\n        expr: up\n";

	it("holds groups and rules with their places", () => {
		const [group] = parse(text)?.groups ?? [];
		const at = (span: { start: number; end: number } | undefined) => span && text.slice(span.start, span.end);
		expect(group?.intervalSeconds?.value).toBe(90);
		expect(at(group?.name?.span)).toBe("g");
		const [alert, record] = group?.rules ?? [];
		expect([alert?.kind, record?.kind]).toEqual(["alert", "record"]);
		expect(at(alert?.name?.span)).toBe("A");
		expect(at(alert?.span)).toMatch(/^- alert: A[\s\S]*\}\}'$/);
		expect([alert?.forSeconds?.value, alert?.keepFiringForSeconds?.value]).toEqual([300, 600]);
		expect(alert?.labels.map(({ key, value }) => [at(key.span), at(value.span)])).toEqual([["severity", "page"]]);
		expect(alert?.annotations[0]?.template?.text).toBe("on {{ $value }}");
		expect(alert?.expression).toBe(parse(text) && alert?.expression);
	});

	it("shares its regions between the list and the rules", () => {
		const model = parse(text);
		const [alert] = model?.groups[0]?.rules ?? [];
		expect(model?.regions).toContain(alert?.expression);
		expect(model?.regions).toContain(alert?.annotations[0]?.template);
	});

	it("has an outline", () => {
		const outline = parse(text)?.outline ?? [];
		expect(outline.map(({ name, detail }) => `${name}, ${detail}`)).toEqual(["g, 2 rules"]);
		expect(outline[0]?.children.map(({ name, detail }) => `${name}, ${detail}`)).toEqual([
			"A, page",
			"r, recording rule",
		]);
	});
});

describe("editing", () => {
	it("gives the same model as reading the file anew", () => {
		const rule = (name: string) =>
			`      - alert: ${name}\n        expr: up{a="${name}"}\n        annotations:\n          s: "{{ $value }}"\n`;
		const file = `groups:\n${["g", "h"].map((name) => `  - name: ${name}\n    rules:\n${Array.from({ length: 60 }, (_, index) => rule(`${name}${index}`)).join("")}`).join("")}`;
		const parser = createDocumentParser();
		const read = (text: string, version: number) =>
			parser.parse({ uri: "file:///a", languageId: "yaml", version, text });
		read(file, 1);
		for (const [version, [search, replacement]] of (
			[
				["g30\n", "longer\n"],
				["up{", "(up{"],
				["    rules:", "    interval: 1m\n    rules:"],
				["- name: h", "- name: 'h"],
				["groups:\n", "# above\ngroups:\n"],
			] as const
		).entries()) {
			const edited = file.replace(search, replacement);
			const known = read(edited, version + 2);
			const fresh = parse(edited);
			expect(known?.problems).toEqual(fresh?.problems);
			expect(known?.groups).toEqual(fresh?.groups);
			expect(known?.regions.map(({ text, hostSpan, context }) => [text, hostSpan, context])).toEqual(
				fresh?.regions.map(({ text, hostSpan, context }) => [text, hostSpan, context]),
			);
		}
	});
});
