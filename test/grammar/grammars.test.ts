import { beforeAll, describe, expect, test } from "vitest";
import type textmate from "vscode-textmate";
import { loadGrammars, type ScopedToken, tokenize } from "../support/grammars.ts";

let registry: textmate.Registry;

beforeAll(async () => {
	registry = await loadGrammars();
});

async function tokensOf(scope: string, text: string): Promise<readonly ScopedToken[]> {
	const grammar = await registry.loadGrammar(scope);
	if (grammar === null) throw new Error(`There is no grammar for ${scope}.`);
	return tokenize(grammar, text);
}

/** Innermost scope of each token that is PromQL, in order, as `word scope`. */
const shown = (tokens: readonly ScopedToken[]): readonly string[] =>
	tokens
		.filter(({ scopes }) => scopes.some((scope) => scope.endsWith(".promql")))
		.map(({ text, scopes }) => `${text} ${scopes.at(-1)?.replace(/\.promql$/, "")}`);

interface Host {
	readonly name: string;
	readonly scope: string;
	readonly wrap: (expression: string) => string;
}

const rule = (value: string): string =>
	`groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: ${value}\n        for: 5m\n`;
const json = (text: string): string => JSON.stringify(text).slice(1, -1);
const panel = (expression: string): string =>
	`{\n  "panels": [\n    { "targets": [{ "expr": "${json(expression)}", "refId": "A" }] }\n  ]\n}`;

const HOSTS: readonly Host[] = [
	{ name: "a file of its own", scope: "source.promql", wrap: (text) => text },
	{ name: "a plain scalar", scope: "source.yaml", wrap: rule },
	{ name: "a literal block", scope: "source.yaml", wrap: (text) => rule(`|\n          ${text}`) },
	{ name: "a folded block, stripped", scope: "source.yaml", wrap: (text) => rule(`>-\n          ${text}`) },
	{ name: "single quotes", scope: "source.yaml", wrap: (text) => rule(`'${text}'`) },
	{ name: "double quotes", scope: "source.yaml", wrap: (text) => rule(`"${json(text)}"`) },
	{
		name: "an SLO specification",
		scope: "source.yaml",
		wrap: (text) =>
			`slos:\n  - name: a\n    sli:\n      events:\n        error_query: ${text}\n        total_query: up\n`,
	},
	{ name: "a dashboard", scope: "source.json", wrap: panel },
	{
		name: "a dashboard in a ConfigMap",
		scope: "source.yaml",
		wrap: (text) => `data:\n  a.json: |-\n${panel(text).replace(/^/gm, "    ")}\n`,
	},
	{
		name: "a Markdown fence",
		scope: "text.html.markdown",
		wrap: (text) => `# Runbook\n\n\`\`\`promql\n${text}\n\`\`\`\n`,
	},
];

describe.each(HOSTS)("in $name", ({ scope, wrap }) => {
	test("words have the colours of what they are", async () => {
		const tokens = shown(
			await tokensOf(scope, wrap('sum by (job) (rate(http_requests_total{code=~"5.."}[5m])) > 0.5')),
		);
		expect(tokens).toEqual(
			expect.arrayContaining([
				"sum support.function.aggregation",
				"by keyword.control.grouping",
				"job variable.parameter.label",
				"rate support.function",
				"http_requests_total variable.other.metric",
				"code variable.parameter.label",
				"=~ keyword.operator.matcher",
				"5m constant.numeric.duration",
				"> keyword.operator.comparison",
				"0.5 constant.numeric",
			]),
		);
		expect(tokens.some((token) => /^5\.\.\S* string\.quoted\.double$/.test(token))).toBe(true);
	});

	test("variables of dashboards stand out, also in strings", async () => {
		const tokens = shown(await tokensOf(scope, wrap('rate(x{job="$job", a=~"[[b]]"}[$__rate_interval]) + ${n:csv}')));
		for (const variable of ["$job", "[[b]]", "$__rate_interval", "${n:csv}"]) {
			expect(tokens).toContain(`${variable} variable.other.grafana`);
		}
	});

	test("what follows the expression is the host's again", async () => {
		const tokens = await tokensOf(scope, wrap("up == 0"));
		const after = tokens.slice(tokens.findLastIndex(({ text }) => text === "0") + 1);
		const promql = after.filter(({ scopes }) => scopes.some((name) => /metric|numeric.*promql/.test(name)));
		expect(promql.filter(({ text }) => text !== "up")).toEqual([]);
		if (scope !== "source.promql") expect(after.length).toBeGreaterThan(0);
	});
});

describe("comment toggling and brackets follow the embedded language", () => {
	test.each(HOSTS.slice(1))("in $name", async ({ scope, wrap }) => {
		const tokens = await tokensOf(scope, wrap("up == 0"));
		const metric = tokens.find(({ text, scopes }) => text === "up" && scopes.at(-1) === "variable.other.metric.promql");
		expect(metric?.scopes.filter((name) => /^meta\.embedded\.(?:block|inline)\.promql$/.test(name))).toHaveLength(1);
	});
});

describe("an action of a Go template", () => {
	const annotation = "annotations:\n  summary: '{{ $labels.pod | title }} is down'\n  runbook: https://x\n";

	test.each([
		["{{", "punctuation.section.embedded.begin.gotemplate"],
		["$labels", "variable.other.gotemplate"],
		[".pod", "variable.other.property.gotemplate"],
		["|", "keyword.operator.gotemplate"],
		["title", "support.function.gotemplate"],
		["}}", "punctuation.section.embedded.end.gotemplate"],
	])("in an annotation: %s", async (word, scope) => {
		const token = (await tokensOf("source.yaml", annotation)).find(({ text }) => text === word);
		expect(token?.scopes.at(-1)).toBe(scope);
	});

	test("ends where its braces do", async () => {
		const tokens = await tokensOf("source.yaml", annotation);
		const after = tokens.slice(tokens.findIndex(({ text }) => text === "}}") + 1);
		expect(after.filter(({ scopes }) => scopes.some((scope) => scope.includes("gotemplate")))).toEqual([]);
		expect(after.map(({ text }) => text)).toContain("runbook");
	});

	test("of a Helm template inside an expression", async () => {
		const tokens = await tokensOf("source.yaml", rule('up{job="{{ .Values.job }}"} == {{ .Values.limit }}'));
		const actions = tokens.filter(({ text }) => text === ".Values");
		expect(actions.map(({ scopes }) => scopes.at(-1))).toEqual([
			"variable.other.property.gotemplate",
			"variable.other.property.gotemplate",
		]);
	});

	test("is not what other languages write with a dollar sign before the braces", async () => {
		const tokens = await tokensOf("source.yaml", "run: echo ${{ secrets.x }}\n");
		expect(tokens.flatMap(({ scopes }) => scopes).filter((scope) => scope.includes("gotemplate"))).toEqual([]);
	});
});

describe("what is no PromQL has no colours of it", () => {
	test.each([
		["source.yaml", "query: SELECT a FROM b\n"],
		["source.yaml", "name: sum by (job)\n"],
		["source.json", '{ "description": "sum by (job) (up)", "expr2": "rate(x[5m])" }'],
		["text.html.markdown", "```sql\nSELECT 1\n```\n\nsum by (job) (up)\n"],
	])("%s: %s", async (scope, text) => {
		expect(shown(await tokensOf(scope, text))).toEqual([]);
	});
});
