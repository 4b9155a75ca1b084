import { describe, expect, test } from "vitest";
import { CHECKS } from "../../server/checks/registry.ts";
import { CheckRunner } from "../../server/checks/run.ts";
import type { DocumentModel } from "../../server/documents/model.ts";
import { createDocumentParser } from "../../server/documents/registry.ts";
import { LARGEST_TEXT } from "../../server/documents/tooLarge.ts";
import type { Problem } from "../../server/text/problem.ts";
import { createFakePrometheus } from "../support/fakePrometheus.ts";
import { ALL_HOSTS, HOSTS } from "../support/hosts.ts";
import { drawSquiggles } from "../support/squiggles.ts";
import { createDocument, createTestService, never } from "../support/testService.ts";

async function diagnose(text: string): Promise<string> {
	const service = createTestService();
	const problems = await service.diagnose(createDocument(text), never);
	expect(service.logged).toEqual([]);
	return drawSquiggles(text, problems ?? []);
}

const literal = HOSTS.find(({ name }) => name === "literal")?.wrap ?? String;

/** An SLO's query has to say for which time, which these expressions do not. */
const isOfExpression = ({ code }: Problem): boolean => code !== "slo/missing-window";

describe.each(ALL_HOSTS)("in a scalar that is $name", ({ wrap, holds, illustrates }) => {
	test.each(
		[
			["sum(up{job=`a`)", ")", "promql/unexpected-character"],
			["rate(up)", "up", "promql/argument-type"],
			["sum(rate(up[5m])", ")", "promql/unclosed"],
			["up == bool foo{a=~`(`}", "`(`", "promql/bad-regular-expression"],
			["nosuch(up)", "nosuch", "promql/unknown-function"],
		].filter(([expression = ""]) => holds(expression)),
	)("%s is marked at %s", async (expression, under, code) => {
		const service = createTestService();
		const text = wrap(expression);
		const problems = ((await service.diagnose(createDocument(text), never)) ?? []).filter(isOfExpression);
		expect(problems.map(({ span }) => text.slice(span.start, span.end))).toEqual([under]);
		const severity = illustrates === true ? "warning" : "error";
		expect(problems.map((problem) => [problem.code, problem.severity])).toEqual([[code, severity]]);
	});

	test("a valid expression has no problem", async () => {
		const service = createTestService();
		const document = createDocument(wrap("sum by (job) (rate(up[5m])) > 0"));
		expect(service.kindOf(document).promql).toBe(true);
		expect((await service.diagnose(document, never))?.filter(isOfExpression)).toEqual([]);
		expect(service.logged).toEqual([]);
	});
});

test("every fault of a file is marked where it is", async () => {
	const text = `groups:
  - name: g
    rules:
      - alert: A
        expr: |
          sum by (job (
            rate(up[5m])
          )
        fro: 5m
        annotations:
          summary: "{{ $labels.job }"
      - record: a:b
        expr: rate(up)
`;
	expect(await diagnose(text)).toMatchInlineSnapshot(`
		"groups:
		  - name: g
		    rules:
		      - alert: A
		        expr: |
		          sum by (job (
		                      ^ promql/unexpected-token
		            rate(up[5m])
		          )
		        fro: 5m
		        ^^^ rule/unknown-field
		        annotations:
		          summary: "{{ $labels.job }"
		                                   ^ template/unclosed-action
		      - record: a:b
		        expr: rate(up)
		                   ^^ promql/argument-type
		"
	`);
});

test("broken YAML in one rule does not silence the others", async () => {
	const text = `groups:
  - name: g
    rules:
      - alert: A
        expr: sum(
      - alert: "B
        expr: up
      - alert: C
        expr: rate(up)
`;
	const drawn = await diagnose(text);
	expect(drawn).toMatch(/expr: sum\(\n\s+\^+ promql/);
	expect(drawn).toMatch(/yaml\//);
});

test("a check that throws is logged and silences no other", async () => {
	const logged: string[] = [];
	const document = createDocument(literal("rate(up)"));
	const model = createDocumentParser().parse(document);
	const runner = new CheckRunner({
		log: (line) => logged.push(line),
		pause: () => Promise.resolve(),
		checks: [],
		textChecks: [
			{
				id: "test/broken",
				language: "promql",
				run: () => {
					throw new Error("a fault of ours");
				},
			},
			{
				id: "test/works",
				language: "promql",
				run: (text) => [{ code: "test/works", severity: "hint", span: { start: 0, end: text.length }, message: text }],
			},
		],
	});
	const result = await runner.run(document, model as DocumentModel, never);
	expect(result?.problems.map(({ message }) => message)).toEqual(["vector(1)", "rate(up)\n"]);
	expect(logged[0]).toContain("test/broken");
	expect(logged[0]).toContain("a fault of ours");
});

test("work that is cancelled ends at its next pause", async () => {
	const controller = new AbortController();
	const rules = Array.from(
		{ length: 3000 },
		(_, index) => `      - record: a:b${index}\n        expr: sum(rate(x_${index}[5m]))\n`,
	);
	const document = createDocument(`groups:\n  - name: g\n    rules:\n${rules.join("")}`);
	const model = createDocumentParser().parse(document);
	let pauses = 0;
	const runner = new CheckRunner({
		log: () => {},
		checks: [],
		pause: async () => {
			pauses += 1;
			controller.abort();
		},
	});
	expect(await runner.run(document, model as DocumentModel, controller.signal)).toBeUndefined();
	expect(pauses).toBe(1);
});

test("a file that is too large says so once and costs nothing", async () => {
	const service = createTestService();
	const text = `groups:\n${"#".repeat(LARGEST_TEXT)}`;
	const problems = await service.diagnose(createDocument(text), never);
	expect(problems?.map(({ code, severity, span }) => [code, severity, span])).toEqual([
		["file/too-large", "information", { start: 0, end: 7 }],
	]);
});

test("of very many problems the first are shown, and that there are more", async () => {
	const rule = (_: unknown, index: number): string => `        a${index}: 1\n`;
	const text = `groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: up\n${Array.from({ length: 1500 }, rule).join("")}`;
	const service = createTestService();
	const problems = (await service.diagnose(createDocument(text), never)) ?? [];
	expect(service.logged).toEqual([]);
	expect(problems).toHaveLength(1001);
	expect(problems.at(-1)).toMatchObject({ code: "file/too-many-problems", severity: "information" });
	expect(problems.at(-1)?.message).toContain("500 more");
	expect(text.slice(problems.at(-1)?.span.start, problems.at(-1)?.span.end)).toBe("a1000");
});

test.each(["", "foo: bar\n", "- just\n- a list\n", "\u0000", "{", "groups: 5\n", "---\n---\n", "\ufeffgroups: []\n"])(
	"any text has an answer: %j",
	async (text) => {
		await diagnose(text);
	},
);

test("pages and source code are judged among the files of the workspace without asking a server", async () => {
	const fake = createFakePrometheus({});
	let asked = 0;
	const metadata: typeof fake.metadata = (options) => {
		asked += 1;
		return fake.metadata(options);
	};
	const service = createTestService({ ...fake, metadata }, CHECKS);
	const page = { uri: "file:///runbooks/Down.md", languageId: "markdown", version: 1, text: "# Down\n\nRestart it.\n" };
	await service.diagnose(page, never);
	const code = { uri: "file:///src/a.ts", languageId: "typescript", version: 1, text: "" };
	await service.diagnoseCode(code, [], never);
	expect(service.graph.file(page.uri)).toBeDefined();
	expect(asked).toBe(0);
	await service.diagnose(
		createDocument("groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: up\n"),
		never,
	);
	expect(asked).toBe(1);
});
