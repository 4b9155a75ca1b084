import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TypingWatch } from "../../server/lsp/stillness.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const uri = "file:///a.yaml";

function open() {
	const typing = new TypingWatch();
	expect(typing.changed(uri)).toBe(false);
	return { typing, still: () => typing.of(uri).still };
}

test("a file that was just opened is at rest", () => {
	expect(open().still()).toBe(true);
});

test("a key stroke ends the rest for two seconds, and each begins them anew", async () => {
	const { typing, still } = open();
	const { version } = typing.of(uri);
	expect(typing.changed(uri)).toBe(true);
	const woken = typing.of(uri).wait();
	vi.advanceTimersByTime(1_900);
	typing.changed(uri);
	vi.advanceTimersByTime(1_900);
	expect([still(), typing.of(uri).version]).toEqual([false, version]);
	vi.advanceTimersByTime(100);
	await woken;
	expect([still(), typing.of(uri).version]).toEqual([true, version + 1]);
});

test("who saves has come to rest at once, and so has who closes", async () => {
	for (const end of ["rest", "closed"] as const) {
		const { typing, still } = open();
		typing.changed(uri);
		const woken = typing.of(uri).wait();
		typing[end](uri);
		await woken;
		expect(still()).toBe(true);
		expect(vi.getTimerCount()).toBe(0);
	}
});

test("one file's rest is not another's", () => {
	const { typing, still } = open();
	typing.changed("file:///b.yaml");
	typing.changed("file:///b.yaml");
	expect([still(), typing.of("file:///b.yaml").still]).toEqual([true, false]);
});
