import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatPromql } from "../../server/promql/format/format.ts";
import { untidyPromqlArbitrary } from "../support/promqlArbitrary.ts";
import { type RealPrometheus, startRealPrometheus } from "../support/realPrometheus.ts";

let prometheus: RealPrometheus;

beforeAll(async () => {
	prometheus = await startRealPrometheus();
});
afterAll(async () => {
	await prometheus?.stop();
});

/** Prometheus's own formatter: comments gone, matchers sorted, numbers and strings written its way. */
async function formatByPrometheus(query: string): Promise<string> {
	const response = await fetch(`${prometheus.url}/api/v1/format_query`, {
		method: "POST",
		body: new URLSearchParams({ query }),
	});
	const { data, error } = (await response.json()) as { readonly data?: string; readonly error?: string };
	if (data === undefined) throw new Error(error);
	return data;
}

/** The syntax of the oldest Prometheus that the suite may meet. */
const language = { version3: false, depth: 4 };

test("Prometheus reads the same from an expression after formatting as before", async () => {
	const written = untidyPromqlArbitrary({ ...language, comments: true });
	const options = fc.record({ flush: fc.boolean(), width: fc.constantFrom(20, 100) });
	await fc.assert(
		fc.asyncProperty(written, options, async (text, layout) => {
			const formatted = formatPromql(text, layout);
			if (formatted === undefined) throw new Error("left alone");
			expect(await formatByPrometheus(formatted)).toBe(await formatByPrometheus(text));
		}),
		{ numRuns: 300 },
	);
});

test("what Prometheus has laid out stays as it is", async () => {
	await fc.assert(
		fc.asyncProperty(untidyPromqlArbitrary(language), async (text) => {
			const layout = await formatByPrometheus(text);
			// It forgets the indentation before a subquery that fits on one line, which we do not.
			const lines = (laidOut: string | undefined): string | undefined =>
				/\[[^\]]*:/.test(text) ? laidOut?.replaceAll(/^ +/gm, "") : laidOut;
			expect(lines(formatPromql(layout))).toBe(lines(layout));
		}),
		{ numRuns: 500 },
	);
});
