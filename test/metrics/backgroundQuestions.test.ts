import { expect, test } from "vitest";
import { BackgroundQuestions, type QuestionManners } from "../../server/metrics/backgroundQuestions.ts";
import type { Answer } from "../../server/metrics/port.ts";

interface Word {
	readonly text: string;
}

/** A clock and a server that are told what to do. */
function setUp(manners: Partial<QuestionManners> = {}) {
	const time = { now: 0 };
	const waits: { readonly milliseconds: number; readonly resolve: () => void }[] = [];
	const questions = new BackgroundQuestions({
		now: () => time.now,
		wait: (milliseconds) => new Promise((resolve) => waits.push({ milliseconds, resolve })),
		atOnce: 1,
		perMinute: 6_000,
		perAsker: 100,
		slowMs: 1_000,
		...manners,
	});
	const asked: string[] = [];
	const open = new Map<string, (answer: Answer<Word>) => void>();
	const peek = (key: string, asker = "a", mayAsk = true) =>
		questions.peek<Word>(
			asker,
			key,
			() => {
				asked.push(key);
				return new Promise((resolve) => open.set(key, resolve));
			},
			mayAsk,
		)?.text;
	const answer = async (key: string, given: Answer<Word> = { kind: "ok", value: { text: `of ${key}` } }) => {
		open.get(key)?.(given);
		await settle();
	};
	return { questions, time, waits, asked, peek, answer };
}

async function settle(): Promise<void> {
	for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

const down: Answer<never> = { kind: "unavailable", cause: "refused", reason: "Nobody is there." };
const rejected: Answer<never> = { kind: "unavailable", cause: "badQuery", reason: "It makes no sense." };

test("an answer is there when it has come, and is not asked for again while it is fresh", async () => {
	const { questions, peek, answer, asked } = setUp();
	expect(peek("x")).toBeUndefined();
	expect(peek("x")).toBeUndefined();
	const version = questions.version;
	await answer("x");
	expect([peek("x"), asked, questions.version > version]).toEqual(["of x", ["x"], true]);
});

test("an old answer is given while a new one is fetched", async () => {
	const { peek, answer, asked, time } = setUp();
	peek("x");
	await answer("x");
	time.now += 3_600_000;
	expect([peek("x"), asked]).toEqual(["of x", ["x", "x"]]);
});

test("one question is under way after the other", async () => {
	const { peek, answer, asked } = setUp();
	for (const key of ["x", "y", "z"]) peek(key);
	expect(asked).toEqual(["x"]);
	await answer("x");
	expect(asked).toEqual(["x", "y"]);
});

test("so many are asked in a minute, and the rest after a pause", async () => {
	const { peek, answer, asked, waits, time } = setUp({ perMinute: 8, atOnce: 10 });
	for (const key of ["x", "y", "z"]) peek(key);
	expect(asked).toEqual(["x", "y"]);
	expect(waits.map(({ milliseconds }) => milliseconds)).toEqual([7_500]);
	time.now += 7_500;
	waits[0]?.resolve();
	await settle();
	expect(asked).toEqual(["x", "y", "z"]);
	await answer("z");
	expect(peek("z")).toBe("of z");
});

test("one file has so many questions", async () => {
	const { peek, answer, asked, time } = setUp({ perAsker: 2, atOnce: 10 });
	for (const key of ["x", "y", "z"]) peek(key, "a");
	peek("w", "b");
	expect(asked).toEqual(["x", "y", "w"]);
	for (const key of ["x", "y", "w"]) await answer(key);
	time.now += 700_000;
	peek("z", "a");
	expect(asked.at(-1)).toBe("z");
});

test("nobody asks for a text that is being typed, but what is known is given", async () => {
	const { peek, answer, asked, questions } = setUp();
	expect(peek("x", "a", false)).toBeUndefined();
	expect([asked, questions.pending("a")]).toEqual([[], undefined]);
	peek("x");
	await answer("x");
	expect(peek("x", "a", false)).toBe("of x");
});

test.each([
	["fails", down, 0],
	["is slow", undefined, 5_000],
])("a server that %s is left in peace, and what waits is dropped", async (_, given, takes) => {
	const { peek, answer, asked, questions, time } = setUp();
	for (const key of ["x", "y", "z"]) peek(key);
	const told = questions.pending("a");
	time.now += takes;
	await answer("x", given);
	await told;
	for (const key of ["y", "z", "w"]) expect(peek(key)).toBeUndefined();
	expect([asked, questions.pending("a")]).toEqual([["x"], undefined]);
	time.now += 200_000;
	peek("y");
	expect(asked).toEqual(["x", "y"]);
});

test("a query that the server rejects, or a page that it does not have, is no fault of the server", async () => {
	const { peek, answer, asked, time } = setUp();
	peek("x");
	await answer("x", rejected);
	peek("y");
	await answer("y", { kind: "unsupported", what: "such a page" });
	peek("z");
	await answer("z");
	expect([peek("x"), peek("y"), peek("z"), asked]).toEqual([undefined, undefined, "of z", ["x", "y", "z"]]);
	time.now += 86_400_000;
	peek("y");
	expect(asked).toEqual(["x", "y", "z"]);
});

test("an asker is told when all of its answers are there", async () => {
	const { peek, answer, questions, time } = setUp();
	time.now = 10_000;
	for (const key of ["w", "x", "y"]) peek(key, "a");
	peek("z", "b");
	const told: string[] = [];
	const tell = (asker: string) => void questions.pending(asker)?.then(() => told.push(asker));
	tell("a");
	await answer("w");
	expect(told).toEqual(["a"]);
	tell("a");
	tell("b");
	await answer("x");
	// It was told a moment ago.
	expect(told).toEqual(["a"]);
	await answer("y");
	expect(told).toEqual(["a", "a"]);
	await answer("z");
	expect(told).toEqual(["a", "a", "b"]);
	expect([questions.pending("a"), questions.pending("b")]).toEqual([undefined, undefined]);
});

test("an answer that came while nobody listened is told at the next chance, once", async () => {
	const { peek, answer, questions } = setUp();
	peek("x");
	await answer("x");
	const news = questions.pending("a");
	expect(news).toBeInstanceOf(Promise);
	await news;
	expect(questions.pending("a")).toBeUndefined();
});

test("what only one asker wanted is taken back with it", async () => {
	const { peek, answer, asked, questions } = setUp();
	for (const key of ["x", "y", "z"]) peek(key, "a");
	peek("z", "b");
	const told = questions.pending("a");
	questions.drop("a");
	await answer("x");
	await told;
	expect(asked).toEqual(["x", "z"]);
});

test("after it forgets nothing of before arrives, and everybody is let go", async () => {
	const { peek, answer, questions } = setUp();
	peek("x");
	peek("y");
	const told = questions.pending("a");
	questions.forget();
	await told;
	await answer("x");
	expect([peek("x"), questions.pending("a") === undefined]).toEqual([undefined, false]);
});

test("while nobody looks nothing more is sent, and what was put goes on afterwards", async () => {
	const { questions, peek, answer, asked } = setUp();
	peek("x");
	questions.hold(true);
	peek("y");
	await answer("x");
	peek("z");
	expect([peek("x"), asked]).toEqual(["of x", ["x"]]);
	questions.hold(false);
	await answer("y");
	await answer("z");
	expect(asked).toEqual(["x", "y", "z"]);
});
