import fc from "fast-check";
import { describe, test } from "vitest";
import { promqlArbitrary, untidyPromqlArbitrary } from "../support/promqlArbitrary.ts";
import { createDocument } from "../support/testService.ts";
import { expressions } from "./expressionList.ts";
import { fuzz, type Random } from "./seeded.ts";
import { fileAround, pickOffsets, requireSoundExpression, requireSoundFile, startService } from "./soundness.ts";
import { mutateText, randomText } from "./textMutations.ts";

const tidy = promqlArbitrary({ depth: 3 });
const untidy = untidyPromqlArbitrary({ depth: 2, comments: true });

function generate(random: Random, count: number): string[] {
	return fc.sample(random.chance(0.5) ? tidy : untidy, { seed: random.below(0x7fff_ffff), numRuns: count });
}

/** The expression alone, and in a file at several places. */
async function requireSound(expression: string, random: Random, places = 2): Promise<void> {
	await requireSoundExpression(expression);
	const { text, start } = fileAround(expression);
	const offsets = pickOffsets(expression, random, places).map((offset) => Math.min(start + offset, text.length));
	await requireSoundFile(await startService(), createDocument(text), offsets);
}

fuzz("random text is answered", 0.1, async (random) => {
	await requireSound(randomText(random, random.chance(0.1) ? 2000 : 60), random, 3);
});

fuzz("generated expressions, and the same with slips, are answered", 0.14, async (random) => {
	const generated = generate(random, 12);
	for (const expression of generated) {
		let text = expression;
		for (let left = 1 + random.below(4); left > 0; left -= 1) text = mutateText(text, random, generated);
		await requireSoundExpression(expression);
		await requireSound(text, random);
	}
});

describe("of every expression of a list", () => {
	test("each prefix is answered", { timeout: 120_000 }, async () => {
		for (const expression of expressions) {
			for (let end = 0; end <= expression.length; end += 1) await requireSoundExpression(expression.slice(0, end));
		}
	});

	test("each rest without one character is answered", { timeout: 120_000 }, async () => {
		for (const expression of expressions) {
			for (let at = 0; at < expression.length; at += 1) {
				await requireSoundExpression(expression.slice(0, at) + expression.slice(at + 1));
			}
		}
	});
});

fuzz("prefixes and rests are answered in a file, with the cursor where they end", 0.1, async (random) => {
	const expression = random.pick(expressions);
	const at = random.below(expression.length + 1);
	const broken = random.chance(0.5) ? expression.slice(0, at) : expression.slice(0, at) + expression.slice(at + 1);
	const { text, start } = fileAround(broken);
	const cursor = start + JSON.stringify(broken.slice(0, at)).length - 2;
	await requireSoundFile(await startService(), createDocument(text), [Math.min(cursor, text.length)]);
});
