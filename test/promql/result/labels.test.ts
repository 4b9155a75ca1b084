import fc from "fast-check";
import { expect, test } from "vitest";
import {
	exclude,
	factOf,
	joinFacts,
	joinLabels,
	type LabelFact,
	type LabelsShape,
	meetFacts,
	meetLabels,
} from "../../../server/promql/result/labels.ts";

/** A series' label: its value, or nothing where the series does not have it. */
type Held = string | undefined;

function holds({ presence, values }: LabelFact, held: Held): boolean {
	if (held === undefined) return presence !== "sure";
	return presence !== "never" && values?.includes(held) !== false;
}

const reason = { span: { start: 0, end: 0 }, text: "said" };
const held: fc.Arbitrary<Held> = fc.constantFrom(undefined, "a", "b", "c");
const fact: fc.Arbitrary<LabelFact> = fc
	.record({
		presence: fc.constantFrom("sure" as const, "possible" as const, "never" as const),
		values: fc.option(fc.subarray(["a", "b", "c"], { minLength: 1 }), { nil: undefined }),
	})
	.map(({ presence, values }) => ({
		presence,
		reason,
		...(values === undefined || presence === "never" ? {} : { values }),
	}));
const names = ["job", "pod", "zone"];
const labels: fc.Arbitrary<LabelsShape> = fc
	.tuple(fc.uniqueArray(fc.tuple(fc.constantFrom(...names), fact), { selector: ([name]) => name }), fact)
	.map(([named, { presence }]) => ({ named: new Map(named), others: { presence, reason } }));

test("a label of either side is as the join of both says", () => {
	fc.assert(
		fc.property(fact, fact, held, (a, b, value) => {
			if (holds(a, value) || holds(b, value)) expect(holds(joinFacts(a, b), value)).toBe(true);
		}),
	);
});

test("a label that is alike on both sides is as the meet of both says", () => {
	fc.assert(
		fc.property(fact, fact, held, (a, b, value) => {
			if (!holds(a, value) || !holds(b, value)) return;
			expect(holds(meetFacts(a, b), value)).toBe(true);
			expect(exclude(a, b)).toBe(false);
		}),
	);
});

test("joining is as wide as it must be and no wider: what neither side holds only comes in with the values", () => {
	fc.assert(
		fc.property(fact, fact, (a, b) => {
			const joined = joinFacts(a, b);
			expect(joined.presence === "sure").toBe(a.presence === "sure" && b.presence === "sure");
			expect(joined.presence === "never").toBe(a.presence === "never" && b.presence === "never");
		}),
	);
});

test("the order of the sides does not matter", () => {
	fc.assert(
		fc.property(labels, labels, (a, b) => {
			const tell = (shape: LabelsShape) =>
				[...names, "other"].map((name) => {
					const { presence, values } = factOf(shape, name);
					return [presence, [...(values ?? [])].sort()];
				});
			expect(tell(joinLabels(a, b))).toEqual(tell(joinLabels(b, a)));
			expect(tell(meetLabels(a, b))).toEqual(tell(meetLabels(b, a)));
		}),
	);
});
