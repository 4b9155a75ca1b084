/**
 * Measures the PromQL checker against the verdicts of Prometheus's own parser, and the checks against those of pint.
 *
 * `npm run conformance -- FILE.json` reads an array of `{ expr, valid, errors: [{ message, start, end }] }`, where `start`
 * and `end` are byte offsets, and prints how far both agree. `npm run conformance -- checks FILE.json` reads an array of
 * `{ id, check, rules, problems }` as in scripts/conformance/checks.ts.
 */
import { readFileSync } from "node:fs";
import { checkPromql } from "../server/promql/check.ts";
import { parsePromql } from "../server/promql/parse.ts";
import { RegularExpressions } from "../server/promql/regularExpressions.ts";
import type { Problem } from "../server/text/problem.ts";
import type { Span } from "../server/text/span.ts";
import { type CheckCase, reportChecks } from "./conformance/checks.ts";

interface Case {
	readonly expr: string;
	readonly valid: boolean;
	readonly errors: readonly { readonly message: string; readonly start: number; readonly end: number }[];
}

const [first, second] = process.argv.slice(2);
const file = first === "checks" ? second : first;
if (file === undefined) {
	console.error("Usage: npm run conformance -- [checks] FILE.json");
	process.exit(2);
}
const cases: unknown = JSON.parse(readFileSync(file, "utf8"));
const agrees =
	first === "checks" ? await reportChecks(cases as readonly CheckCase[]) : report(cases as readonly Case[]);
process.exitCode = agrees ? 0 : 1;

/** Prints the result and claims that both agree on every case. */
function report(cases: readonly Case[]): boolean {
	const regularExpressions = new RegularExpressions();
	let agreeing = 0;
	let falseAlarms = 0;
	let misses = 0;
	let compared = 0;
	let overlapping = 0;
	let many = 0;
	for (const { expr, valid, errors } of cases) {
		const problems = checkPromql(parsePromql(expr), { role: "query", regularExpressions });
		const faults = problems.filter((problem) => problem.severity === "error");
		if ((faults.length === 0) === valid) agreeing++;
		else if (valid) {
			falseAlarms++;
			console.log(
				`false alarm  ${show(expr)}\n             ${faults.slice(0, 5).map(showProblem).join("\n             ")}`,
			);
		} else {
			misses++;
			console.log(`miss         ${show(expr)}\n             ${errors[0]?.message}`);
		}
		const [ours] = faults;
		const [theirs] = errors;
		if (valid || ours === undefined || theirs === undefined) continue;
		compared++;
		if (faults.length > errors.length) {
			many++;
			console.log(
				`more         ${show(expr)}\n             ${faults.slice(0, 5).map(showProblem).join("\n             ")}`,
			);
		}
		if (meets(ours.span, toUtf16(expr, theirs))) overlapping++;
		else {
			console.log(`elsewhere    ${show(expr)}\n             ${showProblem(ours)}`);
			console.log(`             reference: ${theirs.start}-${theirs.end} ${theirs.message}`);
		}
	}
	const invalid = cases.filter((entry) => !entry.valid).length;
	console.log(`cases        ${cases.length}: ${cases.length - invalid} valid, ${invalid} invalid`);
	console.log(`agreement    ${agreeing} of ${cases.length}`);
	console.log(`false alarms ${falseAlarms}`);
	console.log(`misses       ${misses}`);
	console.log(`same place   ${overlapping} of ${compared} (${percent(overlapping, compared)})`);
	console.log(`more faults than the reference reports: ${many}`);
	return agreeing === cases.length;
}

function percent(part: number, whole: number): string {
	return whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`;
}

/** The reference counts bytes of UTF-8. */
function toUtf16(text: string, span: Span): Span {
	const bytes = Buffer.from(text, "utf8");
	const offset = (byte: number) => bytes.subarray(0, byte).toString("utf8").length;
	return { start: offset(span.start), end: offset(span.end) };
}

/** Claims that both spans share a character, or that an empty one lies in or at the edge of the other. */
function meets(a: Span, b: Span): boolean {
	if (a.start === a.end || b.start === b.end) return a.start <= b.end && b.start <= a.end;
	return a.start < b.end && b.start < a.end;
}

function show(expr: string): string {
	return JSON.stringify(expr.length > 120 ? `${expr.slice(0, 120)}…` : expr);
}

function showProblem(problem: Problem): string {
	return `${problem.span.start}-${problem.span.end} ${problem.code}: ${problem.message}`;
}
