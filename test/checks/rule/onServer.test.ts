import { expect, test } from "vitest";
import type { Check } from "../../../server/checks/check.ts";
import missedEvaluations from "../../../server/checks/group/missedEvaluations.ts";
import type { CheckKnowledge, EvaluatedRule } from "../../../server/checks/knowledge.ts";
import { LiveKnowledge } from "../../../server/checks/liveKnowledge.ts";
import failingOnServer from "../../../server/checks/rule/failingOnServer.ts";
import slowOnServer from "../../../server/checks/rule/slowOnServer.ts";
import { briskManners } from "../../../server/metrics/backgroundQuestions.ts";
import type { RuleGroupState } from "../../../server/metrics/port.ts";
import { runCheck } from "../../support/checkExamples.ts";
import { createFakePrometheus } from "../../support/fakePrometheus.ts";

const text = `groups:
  - name: g
    rules:
      - alert: A
        expr: |
          up == 0
      - record: r
        expr: sum(up)
`;

async function find(
	check: Check,
	evaluated: ReturnType<CheckKnowledge["ruleOnServer"]>,
	options?: Readonly<Record<string, unknown>>,
	file = text,
) {
	const knowledge: Partial<CheckKnowledge> = { ruleOnServer: () => evaluated };
	const example = { title: "", bad: "", good: "", knowledge, ...(options === undefined ? {} : { options }) };
	const { problems } = await runCheck(check, example, file);
	return problems.map(({ span, message }) => `${file.slice(span.start, span.end)}: ${message}`);
}

const ok: EvaluatedRule = { health: "ok", intervalSeconds: 60 };

test("what fails is told with what the server says, and what that means", async () => {
	expect(await find(failingOnServer, { ...ok, health: "err", lastError: "found duplicate\n series" })).toEqual([
		"up == 0: The server fails to evaluate A, so the alert cannot fire: found duplicate series. Mend the expression, and see that it works with “Observability: Run Query”.",
		"sum(up): The server fails to evaluate r, so nothing is recorded: found duplicate series. Mend the expression, and see that it works with “Observability: Run Query”.",
	]);
	expect((await find(failingOnServer, { ...ok, health: "err" }))[0]).toContain("the alert cannot fire. Mend");
});

test.each([failingOnServer, slowOnServer, missedEvaluations])(
	"$id is silent where nothing is certain",
	async (check) => {
		expect(await find(check, undefined)).toEqual([]);
		expect(await find(check, "elsewhere")).toEqual([]);
		expect(await find(check, ok)).toEqual([]);
		expect(await find(check, { ...ok, health: "unknown", intervalSeconds: 0, evaluationSeconds: 1 })).toEqual([]);
		expect(await find(check, { ...ok, evaluationSeconds: 15, groupEvaluationSeconds: 60, behindSeconds: 180 })).toEqual(
			[],
		);
	},
);

test("a rule is slow by its share of the interval", async () => {
	const slow = { ...ok, evaluationSeconds: 16 };
	expect(await find(slowOnServer, slow)).toEqual([
		"up == 0: The last evaluation of A took 16 s of the group's interval of 1m, and holds up the rules after it. Record its dear part once and read that, or narrow the selectors.",
		expect.stringContaining("sum(up): The last evaluation of r took 16 s"),
	]);
	expect(await find(slowOnServer, slow, { share: 0.5 })).toEqual([]);
});

test("a group that takes longer than its interval, or is left behind, is told once", async () => {
	const [long, ...others] = await find(missedEvaluations, { ...ok, groupEvaluationSeconds: 61 });
	expect(others).toEqual([]);
	expect(long).toMatch(/^g: The last evaluation of the group g took 1m 1s, which is more than its interval of 1m/);
	const [behind] = await find(missedEvaluations, { ...ok, behindSeconds: 3600 });
	expect(behind).toMatch(/^g: The server has not evaluated the group g for 1h, though its interval is 1m/);
});

test("what a chart renders is compared with nothing", async () => {
	const chart = text.replace("up == 0", "up == {{ .Values.limit }}").replace("name: g", "name: {{ .Release.Name }}");
	expect(await find(failingOnServer, { ...ok, health: "err" }, undefined, chart)).not.toContain("up ==");
});

test("a server is asked once for all rules, and only what is the same rule is said of one", async () => {
	const states: readonly RuleGroupState[] = [
		{
			name: "g",
			file: "/etc/rules.yaml",
			intervalSeconds: 60,
			evaluationSeconds: 2,
			lastEvaluation: 1000,
			rules: [
				{ kind: "alert", name: "A", query: "up == 0", labels: {}, health: "err", lastError: "no", alerts: [] },
				{ kind: "record", name: "r", query: "sum(other)", labels: {}, health: "err", alerts: [] },
			],
		},
		{ name: "h", file: "/etc/h.yaml", intervalSeconds: 60, lastEvaluation: 1400, rules: [] },
	];
	const api = createFakePrometheus({ ruleStates: states });
	const manners = { ...briskManners, now: () => 0, wait: () => Promise.resolve() };
	const live = new LiveKnowledge({ api, manners, now: () => 0 });
	const offline = { version: 0, results: { metadata: () => undefined, recorded: () => [] } };
	const known = live.of("file:///rules.yaml", offline);
	const ask = (kind: "alert" | "record", name: string, expression: string) =>
		known.ruleOnServer({ kind, group: "g", name, expression, labels: {} });
	expect(ask("alert", "A", "up==0")).toBeUndefined();
	await known.pending?.();
	expect(ask("alert", "A", "up==0")).toEqual({
		health: "err",
		lastError: "no",
		intervalSeconds: 60,
		groupEvaluationSeconds: 2,
		behindSeconds: 400,
	});
	expect(ask("record", "r", "sum(up)")).toBe("elsewhere");
	expect(ask("record", "none", "sum(up)")).toBe("elsewhere");
	expect(api.asked).toEqual(["rules"]);
	const version = (): number => live.of("file:///rules.yaml", offline).version;
	const before = version();
	const [g, h] = states;
	const later = (seconds: number, health: "ok" | "err" = "err", evaluationSeconds = 2) =>
		[g, h].flatMap((group) =>
			group === undefined
				? []
				: {
						...group,
						evaluationSeconds,
						lastEvaluation: (group.lastEvaluation ?? 0) + seconds,
						rules: group.rules.map((rule) => ({ ...rule, health })),
					},
		);
	// What another has been told counts for the checks, and is news only where they would say something else.
	expect(live.learnRuleStates(later(60))).toBe(false);
	expect(version()).toBe(before);
	expect(live.learnRuleStates(later(120, "err", 61))).toBe(true);
	expect(live.learnRuleStates(later(180, "ok"))).toBe(true);
	expect(version()).not.toBe(before);
	expect(
		live
			.of("file:///rules.yaml", offline)
			.ruleOnServer({ kind: "alert", group: "g", name: "A", expression: "up==0", labels: {} }),
	).toMatchObject({ health: "ok" });
	expect(api.asked).toEqual(["rules"]);
});

test("rules that no check has wanted to know of are not learnt", () => {
	const manners = { ...briskManners, now: () => 0, wait: () => Promise.resolve() };
	const live = new LiveKnowledge({ api: createFakePrometheus({}), manners, now: () => 0 });
	expect([live.wantsRuleStates, live.learnRuleStates([])]).toEqual([false, false]);
});
