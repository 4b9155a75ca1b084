import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalPromql } from "../../server/promql/canonical.ts";
import { formatPromql } from "../../server/promql/format/format.ts";
import { untidyPromqlArbitrary } from "../support/promqlArbitrary.ts";

test("layout and comments make no difference", () => {
	fc.assert(
		fc.property(untidyPromqlArbitrary({ comments: true, depth: 4 }), (text) => {
			const formatted = formatPromql(text, { width: 60, flush: false, indent: "  " });
			if (formatted === undefined) throw new Error("left alone");
			expect(canonicalPromql(formatted)).toBe(canonicalPromql(text));
		}),
	);
});
