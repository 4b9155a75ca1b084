import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DiagnosticsScheduler } from "../../server/lsp/diagnosticsScheduler.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const fail = (error: unknown): never => {
	throw error;
};

test("changes in a row are one piece of work, for the last of them", async () => {
	const done: string[] = [];
	const scheduler = new DiagnosticsScheduler(async (uri) => void done.push(uri), fail);
	scheduler.schedule("a");
	scheduler.schedule("a");
	scheduler.schedule("b");
	await vi.runAllTimersAsync();
	expect(done).toEqual(["a", "b"]);
});

test("a newer change cancels the work under way", async () => {
	const signals: AbortSignal[] = [];
	const scheduler = new DiagnosticsScheduler(async (_, signal) => {
		signals.push(signal);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}, fail);
	scheduler.schedule("a");
	await vi.advanceTimersByTimeAsync(10);
	scheduler.schedule("a");
	await vi.runAllTimersAsync();
	expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
});

test("work that is slow waits for a pause in typing, work that is fast begins at once", async () => {
	const begun: number[] = [];
	let cost = 200;
	const scheduler = new DiagnosticsScheduler(async () => {
		begun.push(Date.now());
		await new Promise((resolve) => setTimeout(resolve, cost));
	}, fail);
	scheduler.schedule("a");
	await vi.runAllTimersAsync();
	cost = 1;
	let changed = Date.now();
	scheduler.schedule("a");
	await vi.runAllTimersAsync();
	expect((begun.at(-1) ?? 0) - changed).toBeGreaterThanOrEqual(190);
	changed = Date.now();
	scheduler.schedule("a");
	await vi.runAllTimersAsync();
	expect((begun.at(-1) ?? 0) - changed).toBeLessThan(5);
});

test("a closed document is no longer worked on, and a fault stops nothing else", async () => {
	const done: string[] = [];
	const errors: unknown[] = [];
	const scheduler = new DiagnosticsScheduler(
		async (uri) => {
			if (uri === "bad") throw new Error("a fault");
			done.push(uri);
		},
		(error) => errors.push(error),
	);
	scheduler.schedule("closed");
	scheduler.schedule("bad");
	scheduler.schedule("good");
	scheduler.drop("closed");
	await vi.runAllTimersAsync();
	expect(done).toEqual(["good"]);
	expect(errors.map(String)).toEqual(["Error: a fault"]);
});
