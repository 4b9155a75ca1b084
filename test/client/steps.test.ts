import { expect, test } from "vitest";
import { type GivenAnswers, type Prompted, runSteps, type Step, walkSteps } from "../../client/prompts/steps.ts";

/**
 * A user as a list of what they do, in order: a text answers, `<` goes back, `x` cancels. `asked` is what they saw.
 */
function user(...does: readonly string[]) {
	const asked: string[] = [];
	const remaining = [...does];
	const step = (id: string, applies: (answers: GivenAnswers) => boolean = () => true): Step => ({
		id,
		applies,
		async ask({ step: number, total, previous }): Promise<Prompted> {
			asked.push(`${id} ${number}/${total}${previous === undefined ? "" : ` (${previous})`}`);
			const action = remaining.shift() ?? "x";
			if (action === "<") return { kind: "back" };
			return action === "x" ? { kind: "cancel" } : { kind: "value", value: action };
		},
	});
	const steps = [
		step("kind"),
		step("bound", ({ kind }) => kind === "latency"),
		step("unit", ({ bound }) => bound !== undefined),
		step("objective"),
	];
	return { steps, asked };
}

test("asks those that apply, one after the other", async () => {
	const { steps, asked } = user("availability", "99");
	expect(await runSteps(steps)).toEqual({ kind: "availability", objective: "99" });
	expect(asked).toEqual(["kind 1/2", "objective 2/2"]);
});

test("goes back to the answer that was given, and drops what no longer applies", async () => {
	const { steps, asked } = user("latency", "0.3", "<", "<", "availability", "99");
	expect(await runSteps(steps)).toEqual({ kind: "availability", objective: "99" });
	expect(asked).toEqual([
		"kind 1/2",
		"bound 2/3",
		"unit 3/4",
		"bound 2/4 (0.3)",
		"kind 1/4 (latency)",
		"objective 2/2",
	]);
});

test("leaving at any step answers nothing", async () => {
	for (const does of [["x"], ["latency", "x"], ["latency", "1", "s", "x"]]) {
		expect(await runSteps(user(...does).steps)).toBeUndefined();
	}
});

test("begins again where it is told, with what was answered before", async () => {
	const given = { kind: "latency", bound: "1", unit: "s", objective: "99" };
	const last = user("98");
	expect(await runSteps(last.steps, given, "last")).toEqual({ ...given, objective: "98" });
	expect(last.asked).toEqual(["objective 4/4 (99)"]);

	const bound = user("2", "ms", "97");
	expect(await runSteps(bound.steps, given, { step: "bound" })).toEqual({
		kind: "latency",
		bound: "2",
		unit: "ms",
		objective: "97",
	});
	expect(bound.asked[0]).toBe("bound 2/4 (1)");
});

test("back at the first step stays there", async () => {
	const { steps, asked } = user("<", "availability", "99");
	expect(await runSteps(steps)).toEqual({ kind: "availability", objective: "99" });
	expect(asked).toEqual(["kind 1/2", "kind 1/2", "objective 2/2"]);
});

test("the first step leads back to what was asked before it, where there was something", async () => {
	const { steps } = user("latency", "<", "<");
	const walked = await walkSteps(steps, { given: {}, startAt: "first", mayLeave: true });
	expect(walked).toEqual({ kind: "back", answers: { kind: "latency" } });
});

test("asks nothing behind the last, but what has no answer yet", async () => {
	const given = { kind: "availability", objective: "99" };
	const { steps, asked } = user();
	expect(await walkSteps(steps, { given, startAt: "end", mayLeave: false })).toEqual({
		kind: "answered",
		answers: given,
	});
	expect(asked).toEqual([]);
});

test("foresees how many there will be by what most answer", async () => {
	const { steps, asked } = user("x");
	await runSteps(steps.map((step) => (step.id === "kind" ? { ...step, usual: "latency" } : step)));
	expect(asked).toEqual(["kind 1/3"]);
});
