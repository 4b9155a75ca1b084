import fc from "fast-check";
import { expect, test } from "vitest";
import { MetricNames } from "../../../server/workspace/graph/metricNames.ts";

test("whatever is added and taken away, the list is that of the names that are there, in order", () => {
	const name = fc.constantFrom(..."abcdefgh".split("").flatMap((a) => [a, `${a}_total`, `job:${a}:rate5m`, `é${a}`]));
	const step = fc.oneof(
		fc.record({ do: fc.constant("add" as const), name }),
		fc.record({ do: fc.constant("delete" as const), name }),
		fc.record({ do: fc.constant("list" as const), name }),
	);
	fc.assert(
		fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
			const names = new MetricNames();
			const there = new Set<string>();
			for (const one of steps) {
				if (one.do === "list") {
					expect(names.sorted).toEqual([...there].sort());
					expect(names.sorted).toBe(names.sorted);
				} else if (one.do === "add" && !there.has(one.name)) {
					names.add(one.name);
					there.add(one.name);
				} else if (one.do === "delete") {
					names.delete(one.name);
					there.delete(one.name);
				}
			}
			expect(names.sorted).toEqual([...there].sort());
		}),
	);
});
