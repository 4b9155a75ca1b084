import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJsonInPieces } from "../../server/base/parseJsonInPieces.ts";

/** More space than the bound below which a text is parsed at once. */
const space = " ".repeat(300_000);

function parse(text: string, mostItems?: number) {
	let clock = 0;
	let pauses = 0;
	const options = {
		now: () => {
			clock += 1;
			return clock;
		},
		pause: async () => {
			pauses += 1;
		},
		...(mostItems === undefined ? {} : { mostItems }),
	};
	return parseJsonInPieces(text + space, options).then((value) => ({ value, pauses }));
}

test("gives what JSON.parse gives", async () => {
	await fc.assert(
		fc.asyncProperty(fc.json({ maxDepth: 6 }), fc.constantFrom(0, 1, 3), async (json, indent) => {
			const text = JSON.stringify(JSON.parse(json), undefined, indent);
			expect((await parse(text)).value).toEqual(JSON.parse(text));
		}),
	);
});

test("rejects whatever JSON.parse rejects near the root", async () => {
	for (const text of [
		"",
		"{",
		"[",
		"[1",
		"[1,",
		"[1,]",
		'{"a"',
		'{"a":}',
		'{"a":1',
		'{"a" 1}',
		'"a',
		"[1] 2",
		"nul",
		"[1 2]",
	]) {
		await expect(parse(text), text).rejects.toThrow(SyntaxError);
	}
});

test("takes a cut text for what it is", async () => {
	await fc.assert(
		fc.asyncProperty(fc.json({ maxDepth: 5 }), fc.nat(), async (json, at) => {
			const text = `{"data":${json}}`;
			const cut = text.slice(0, at % text.length);
			await expect(parse(cut)).rejects.toThrow(SyntaxError);
		}),
	);
});

test("makes no more items of a list than are wanted, and lets other work come first", async () => {
	const items = Array.from({ length: 1000 }, (_, index) => ({ metric: { i: `${index}"]}` }, value: [1, "1"] }));
	const text = JSON.stringify({ status: "success", data: { result: items, resultType: "vector" } });
	const { value, pauses } = await parse(text, 11);
	expect(value).toEqual({ status: "success", data: { result: items.slice(0, 11), resultType: "vector" } });
	expect(pauses).toBeGreaterThan(100);
});
