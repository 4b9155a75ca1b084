import type { EditorView } from "@codemirror/view";
import type { LanguageType } from "@prometheus-io/codemirror-promql";
import { checkPromql } from "../server/promql/check.ts";
import { parsePromql } from "../server/promql/parse.ts";
import { RegularExpressions } from "../server/promql/regularExpressions.ts";
import { EditorState, PromQLExtension, promQLLanguage } from "./codemirrorPromql.ts";
import { readExpressions } from "./expressions.ts";
import { printTable } from "./measure.ts";

const ROUNDS = 15;
const promQL = "PromQL" as LanguageType.PromQL;

/**
 * From the text of an expression to its diagnostics, beside the linter that Prometheus's own web interface uses, in the
 * same run: of each expression the median of several rounds, and of those the median and the 95th percentile.
 */
export function measurePromqlCheck(): string {
	const { from, expressions } = readExpressions();
	const regularExpressions = new RegularExpressions();
	const ours = timeEach(expressions, (text) => checkPromql(parsePromql(text), { role: "query", regularExpressions }));
	const language = promQLLanguage(promQL);
	const lint = new PromQLExtension().getLinter().promQL();
	const theirs = timeEach(expressions, (text) => {
		const state = EditorState.create({ doc: text, extensions: [language] });
		// The linter looks at nothing but the state of its view.
		return lint({ state } as EditorView);
	});
	const title = `check an expression (${expressions.length}, ${from})`;
	return printTable(
		[title, "median", "p95", "flagged"],
		[
			["ours", ...describe(ours)],
			["codemirror-promql's linter", ...describe(theirs)],
		],
	);
}

interface Timed {
	/** Milliseconds for each expression. */
	readonly times: readonly number[];
	readonly flagged: number;
}

function timeEach(expressions: readonly string[], check: (text: string) => readonly unknown[] | unknown): Timed {
	const rounds = expressions.map((): number[] => []);
	const flagged = new Set<number>();
	for (let round = -5; round < ROUNDS; round += 1) {
		for (const [index, text] of expressions.entries()) {
			const began = performance.now();
			const found = check(text);
			if (round >= 0) rounds[index]?.push(performance.now() - began);
			if (Array.isArray(found) && found.length > 0) flagged.add(index);
		}
	}
	return { times: rounds.map((times) => at(times, 0.5)).sort((a, b) => a - b), flagged: flagged.size };
}

function describe({ times, flagged }: Timed): string[] {
	return [`${at(times, 0.5).toFixed(3)} ms`, `${at(times, 0.95).toFixed(3)} ms`, `${flagged}`];
}

function at(times: readonly number[], share: number): number {
	const sorted = times.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

if (import.meta.main) console.log(measurePromqlCheck());
