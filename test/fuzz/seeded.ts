import { availableParallelism } from "node:os";
import { test } from "vitest";
import { seed as commonSeed } from "../support/seed.ts";

/**
 * Tests over random cases for a time instead of a number of cases.
 *
 * `FUZZ_SECONDS` is the time of the whole suite. `FUZZ_SEED` (or `TEST_SEED`) repeats a run; with `FUZZ_CASE` it begins at that case, so
 * that the two numbers of a failure lead straight back to it, however fast the machine is.
 */
const seconds = readNumber("FUZZ_SECONDS") ?? 45;
const seed = readNumber("FUZZ_SEED") ?? commonSeed;
const firstCase = readNumber("FUZZ_CASE") ?? 0;

/** Runs `body` with fresh random cases for `share` of the suite's time, at least once. */
export function fuzz(name: string, share: number, body: (random: Random) => void | Promise<void>): void {
	const budget = seconds * share * 1000;
	test(name, { timeout: budget + 120_000 }, async () => {
		const end = performance.now() + budget;
		let index = firstCase;
		do {
			await runCase(name, index, body);
			index += 1;
		} while (performance.now() < end);
		console.log(`${name}: ${index - firstCase} cases, FUZZ_SEED=${seed}`);
	});
}

async function runCase(name: string, index: number, body: (random: Random) => void | Promise<void>): Promise<void> {
	try {
		await body(new Random(mix(seed, hash(name), index)));
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		const repeat = `FUZZ_SEED=${seed} FUZZ_CASE=${index}`;
		throw new Error(`“${name}” fails with ${repeat}: ${reason.slice(0, 4000)}`, { cause: error });
	}
}

/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Random {
	#state: number;

	constructor(state: number) {
		this.#state = state >>> 0;
	}

	/** From 0 up to, but never, 1. */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let value = this.#state;
		value = Math.imul(value ^ (value >>> 15), value | 1);
		value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
		return ((value ^ (value >>> 14)) >>> 0) / 0x1_0000_0000;
	}

	/** A whole number from 0 to `bound` - 1. */
	below(bound: number): number {
		return Math.floor(this.next() * bound);
	}

	/** Claims with the given probability. */
	chance(probability: number): boolean {
		return this.next() < probability;
	}

	pick<T>(values: readonly [T, ...T[]]): T;
	pick<T>(values: readonly T[]): T;
	pick<T>(values: readonly T[]): T {
		if (values.length === 0) throw new Error("There is nothing to pick from.");
		return values[this.below(values.length)] as T;
	}
}

/**
 * How long one answer about a text may take, in milliseconds: a bound that only something worse than linear breaks, also
 * on a machine that is busy with the other suites.
 */
export function timeBound(characters: number): number {
	const base = availableParallelism() > 2 ? 1_500 : 3_000;
	return base + characters / 400;
}

/** Answers of `work`, which may take as long as `timeBound` says. */
export async function withinBound<T>(what: string, text: string, work: () => T | Promise<T>): Promise<T> {
	const began = performance.now();
	const answer = await work();
	const took = performance.now() - began;
	if (took > timeBound(text.length)) throw new Error(`${what} took ${Math.round(took)} ms for ${preview(text)}`);
	return answer;
}

/** A text as a message can show it. */
export function preview(text: string): string {
	return text.length > 3000
		? `${JSON.stringify(text.slice(0, 300))}… (${text.length} characters)`
		: JSON.stringify(text);
}

function readNumber(name: string): number | undefined {
	const value = process.env[name];
	if (value === undefined || value === "") return undefined;
	const number = Number(value);
	if (!Number.isFinite(number) || number < 0) throw new Error(`${name} must be a number, not ${value}.`);
	return number;
}

function hash(text: string): number {
	let value = 0x811c9dc5;
	for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
	return value >>> 0;
}

function mix(...parts: readonly number[]): number {
	let value = 0;
	for (const part of parts) value = Math.imul((value ^ part) >>> 0, 0x9e3779b1) ^ (value >>> 13);
	return value >>> 0;
}
