import type { AlertTimes, StateSpan } from "../../../server/metrics/backtest/replay.ts";

interface Alert {
	state: "pending" | "firing" | "inactive";
	activeAt: number;
	keepFiringSince: number | undefined;
	resolvedAt: number | undefined;
}

const resolvedRetention = 15 * 60;

/**
 * Prometheus's definition of an alert, step by step and with all that it keeps, for comparison: one letter an evaluation
 * (`x`: the condition has a result, `!`: the evaluation fails, else none). Answers one letter an evaluation: `p`ending,
 * `F`iring or `.`.
 */
export function replayNaively(
	condition: string,
	{ forSeconds, keepFiringForSeconds, stepSeconds }: AlertTimes,
): string {
	const active = new Map<string, Alert>();
	let written = "";
	for (const [index, letter] of [...condition].entries()) {
		const now = index * stepSeconds;
		if (letter === "!") {
			written += ".";
			continue;
		}
		const results = new Set(letter === "x" ? ["alert"] : []);
		for (const key of results) {
			const known = active.get(key);
			if (known !== undefined && known.state !== "inactive") continue;
			active.set(key, { state: "pending", activeAt: now, keepFiringSince: undefined, resolvedAt: undefined });
		}
		let state = ".";
		for (const [key, alert] of active) {
			if (results.has(key)) {
				alert.keepFiringSince = undefined;
			} else {
				let keepsFiring = false;
				if (alert.state === "firing" && keepFiringForSeconds > 0) {
					alert.keepFiringSince ??= now;
					keepsFiring = now - alert.keepFiringSince < keepFiringForSeconds;
				}
				const forgotten = alert.resolvedAt !== undefined && now - alert.resolvedAt > resolvedRetention;
				if (alert.state === "pending" || forgotten) active.delete(key);
				if (alert.state !== "inactive" && !keepsFiring) {
					alert.state = "inactive";
					alert.resolvedAt = now;
				}
				if (!keepsFiring) continue;
			}
			if (alert.state === "pending" && now - alert.activeAt >= forSeconds) alert.state = "firing";
			state = alert.state === "firing" ? "F" : "p";
		}
		written += state;
	}
	return written;
}

/** As {@link replayNaively} writes it. */
export function writeSpans(spans: readonly StateSpan[], count: number): string {
	const letters = new Array<string>(count).fill(".");
	for (const { state, start, end } of spans) letters.fill(state === "firing" ? "F" : "p", start, end);
	return letters.join("");
}

/** The rows of one letter. */
export function readRuns(line: string, letter: string): readonly number[] {
	return [...line.matchAll(new RegExp(`${letter}+`, "g"))].flatMap(({ index, 0: row }) => [index, index + row.length]);
}
