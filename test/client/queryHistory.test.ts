import { expect, test } from "vitest";
import { mostKept, QueryHistory } from "../../client/queryHistory.ts";

function storeOf(kept?: unknown) {
	const values = new Map<string, unknown>([["observability.queryHistory", kept]]);
	return {
		get: (key: string) => values.get(key),
		update: async (key: string, value: unknown) => void values.set(key, value),
	} as ConstructorParameters<typeof QueryHistory>[0];
}

test("the newest comes first, each expression once, and not more than fifty", async () => {
	const history = new QueryHistory(storeOf());
	for (let at = 0; at < 60; at += 1) await history.remember({ expression: `up == ${at}`, at, server: "demo" });
	await history.remember({ expression: "up == 30", at: 100 });
	expect(history.all()).toHaveLength(mostKept);
	expect(history.all().slice(0, 2)).toEqual([
		{ expression: "up == 30", at: 100 },
		{ expression: "up == 59", at: 59, server: "demo" },
	]);
	expect(history.all().filter(({ expression }) => expression === "up == 30")).toHaveLength(1);
	await history.forget();
	expect(history.all()).toEqual([]);
});

test("nothing is kept of an empty query, of one that is no query of a person, and of another shape", async () => {
	const history = new QueryHistory(storeOf([{ expression: "up", at: 1 }, { expression: 5 }, null, "x"]));
	await history.remember({ expression: "  ", at: 2 });
	await history.remember({ expression: "a".repeat(30_000), at: 2 });
	expect(history.all()).toEqual([{ expression: "up", at: 1 }]);
	expect(new QueryHistory(storeOf("broken")).all()).toEqual([]);
});
