import { faultCatalogue } from "../../server/checks/faultCatalogue.ts";
import { CHECKS } from "../../server/checks/registry.ts";
import { openCatalogue } from "../../server/node/catalogueFile.ts";
import { createLanguageService } from "../../server/service.ts";
import type { Problem } from "../../server/text/problem.ts";

/** A rule file with what pint says of it; lines count from 1 behind the head that wraps the rules. */
export interface CheckCase {
	readonly id: string;
	readonly check: string;
	readonly rules: string;
	readonly problems: readonly {
		readonly reporter: string;
		readonly summary: string;
		readonly lines: { readonly first: number; readonly last: number };
		readonly diagnostics: readonly { readonly message: string }[];
	}[];
}

interface Told {
	readonly problem: Problem;
	/** What pint calls it. */
	readonly reporters: readonly string[];
	readonly first: number;
	readonly last: number;
}

interface Tally {
	cases: number;
	agreeing: number;
	hits: number;
	misses: number;
	falseAlarms: number;
	falseErrors: number;
}

/** The head that the cases are wrapped in: `groups:`, the group's name, `rules:`. */
const HEAD_LINES = 3;

/** Prints how far both agree, by pint's check, and claims that they do on every case. */
export async function reportChecks(cases: readonly CheckCase[]): Promise<boolean> {
	const tallies = new Map<string, Tally>();
	const others = new Map<string, number>();
	for (const one of cases) {
		const tally = tallies.get(one.check) ?? {
			cases: 0,
			agreeing: 0,
			hits: 0,
			misses: 0,
			falseAlarms: 0,
			falseErrors: 0,
		};
		tallies.set(one.check, tally);
		await compare(one, tally, others);
	}
	const all = [...tallies].toSorted(([a], [b]) => a.localeCompare(b));
	const sum = (pick: (tally: Tally) => number): number => all.reduce((total, [, tally]) => total + pick(tally), 0);
	console.log("\npint's check            agreeing     problems found   missed   false alarms   errors of ours alone");
	for (const [check, tally] of [...all, ["all", totalOf(sum)] as const]) {
		const { cases: count, agreeing, hits, misses, falseAlarms, falseErrors } = tally;
		console.log(
			`${check.padEnd(22)} ${`${agreeing} of ${count}`.padStart(10)}   ${`${hits} of ${hits + misses}`.padStart(16)} ${String(misses).padStart(8)} ${String(falseAlarms).padStart(14)} ${String(falseErrors).padStart(22)}`,
		);
	}
	if (others.size > 0) {
		console.log("\nWhat else we report in these files, which pint was not asked about:");
		for (const [code, count] of [...others].toSorted(([, a], [, b]) => b - a))
			console.log(`${String(count).padStart(5)}  ${code}`);
	}
	return sum(({ cases: count, agreeing }) => count - agreeing) === 0;
}

function totalOf(sum: (pick: (tally: Tally) => number) => number): Tally {
	return {
		cases: sum((tally) => tally.cases),
		agreeing: sum((tally) => tally.agreeing),
		hits: sum((tally) => tally.hits),
		misses: sum((tally) => tally.misses),
		falseAlarms: sum((tally) => tally.falseAlarms),
		falseErrors: sum((tally) => tally.falseErrors),
	};
}

async function compare(one: CheckCase, tally: Tally, others: Map<string, number>): Promise<void> {
	const { text, headLines } = unwrapGroups(one.rules);
	const told = await diagnose(text);
	const ours = told.filter(({ reporters }) => reporters.includes(one.check));
	const theirs = one.problems.filter(({ reporter }) => reporter === one.check);
	const meets = ({ lines }: (typeof theirs)[number], { first, last }: Told): boolean =>
		keyLine(text, first) <= keyLine(text, lines.last + headLines) &&
		keyLine(text, lines.first + headLines) <= keyLine(text, last);
	const missed = theirs.filter((problem) => !ours.some((candidate) => meets(problem, candidate)));
	const alarms = ours.filter((candidate) => !theirs.some((problem) => meets(problem, candidate)));
	const errors = told.filter(
		({ problem, reporters }) => problem.severity === "error" && !reporters.includes(one.check),
	);
	const falseErrors = theirs.length === 0 ? errors : [];
	tally.cases += 1;
	tally.hits += theirs.length - missed.length;
	tally.misses += missed.length;
	tally.falseAlarms += alarms.length;
	tally.falseErrors += falseErrors.length;
	if (missed.length + alarms.length + falseErrors.length === 0) tally.agreeing += 1;
	else console.log(`\n${one.id}\n${indent(text)}`);
	for (const { summary, diagnostics, lines } of missed) {
		const messages = diagnostics.map(({ message }) => `${message}`).join(" ");
		console.log(`  missed, line ${lines.first + headLines}: ${summary}. ${messages}`);
	}
	for (const { problem, first } of alarms)
		console.log(`  false alarm, line ${first}: ${problem.code}: ${problem.message}`);
	for (const { problem, first } of falseErrors)
		console.log(`  error, line ${first}: ${problem.code}: ${problem.message}`);
	for (const { problem, reporters } of told) {
		if (reporters.includes(one.check)) continue;
		others.set(problem.code, (others.get(problem.code) ?? 0) + 1);
	}
}

/** Cases about groups are wrapped as if they were rules; what is meant is the group inside. */
function unwrapGroups(text: string): { readonly text: string; readonly headLines: number } {
	const lines = text.split("\n");
	if (!lines.slice(HEAD_LINES).some((line) => /^ {4}rules:/.test(line))) return { text, headLines: HEAD_LINES };
	return { text: ["groups:", ...lines.slice(HEAD_LINES)].join("\n"), headLines: 0 };
}

/** As everyone has it. */
const catalogue = openCatalogue(import.meta.dirname, (line) => console.error(line));

async function diagnose(text: string): Promise<readonly Told[]> {
	const service = createLanguageService({
		knowledge: () => undefined,
		catalogue,
		templates: { read: () => Promise.resolve(undefined) },
		log: (line) => console.error(line),
		now: () => 0,
		pause: () => Promise.resolve(),
	});
	const document = { uri: "file:///rules.yaml", languageId: "yaml", version: 1, text };
	const problems = (await service.diagnose(document, new AbortController().signal)) ?? [];
	return problems.map((problem) => {
		const first = lineOf(text, problem.span.start);
		return { problem, reporters: reportersOf(problem), first, last: Math.max(first, lineOf(text, problem.span.end)) };
	});
}

/** The line of the key whose value the line is part of: an expression or annotation is one place, however many lines. */
function keyLine(text: string, line: number): number {
	const lines = text.split("\n");
	for (let index = line - 1; index > 0; index -= 1) {
		if (/^\s*(?:- )?[\w.-]+:(?:\s|$)/.test(lines[index] ?? "")) return index + 1;
	}
	return line;
}

function lineOf(text: string, offset: number): number {
	return text.slice(0, offset).split("\n").length;
}

function reportersOf({ code }: Problem): readonly string[] {
	const check = CHECKS.find(({ id }) => id === code);
	if (check !== undefined) {
		return (check.equivalents ?? []).filter((name) => name.startsWith("pint ")).map((name) => name.slice(5));
	}
	if (!(code in faultCatalogue)) return [];
	if (code.startsWith("promql/")) return ["promql/syntax"];
	if (code.startsWith("template/")) return ["alerts/template"];
	return code.endsWith("duration") ? ["alerts/for", "yaml/parse"] : ["yaml/parse"];
}

function indent(text: string): string {
	return text.trimEnd().replace(/^/gm, "    ");
}
