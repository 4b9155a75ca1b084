import type { Severity } from "../../text/problem.ts";
import { uriOfPath } from "../check/displayPath.ts";
import { isAtLeast, type ReportedProblem, severities } from "../check/report.ts";
import { plural } from "./plural.ts";
import type { Reporter } from "./reporter.ts";
import { describeRule } from "./ruleDescriptions.ts";

const levels: Readonly<Record<Severity, string>> = {
	error: "error",
	warning: "warning",
	information: "note",
	hint: "note",
};

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/** GitHub refuses a run with more. Source: GitHub's documentation of SARIF for code scanning, limits, 2026. */
const MOST_RESULTS = 25_000;

interface Result {
	readonly path: string;
	readonly problem: ReportedProblem;
}

/** SARIF 2.1.0 (OASIS), as GitHub's code scanning and others read it. */
export const reportSarif: Reporter = ({ files, unchecked, interrupted, version }) => {
	const all = files.flatMap(({ path, problems }) => problems.map((problem) => ({ path, problem })));
	const results = chooseWorst(all);
	const worst = new Map<string, Severity>();
	for (const { code, severity } of results.map(({ problem }) => problem)) {
		const known = worst.get(code);
		if (known === undefined || isAtLeast(severity, known)) worst.set(code, severity);
	}
	const rules = [...worst]
		.toSorted(([a], [b]) => (a < b ? -1 : 1))
		.map(([id, severity]) => ({ id, ...describeRule(id), defaultConfiguration: { level: levels[severity] } }));
	const places = new Map(rules.map(({ id }, index) => [id, index]));
	const left = all.length - results.length;
	const notifications = [
		...(left === 0 ? [] : [notify("warning", `${plural(left, "more problem")} did not fit into this report.`)]),
		...(interrupted ? [notify("error", "The run was interrupted before everything was checked.")] : []),
		...unchecked.map(({ path, reason }) => notify("error", reason, path)),
	];
	const run = {
		tool: { driver: { name: "observability-authoring", semanticVersion: version, rules } },
		columnKind: "utf16CodeUnits",
		invocations: [
			{
				executionSuccessful: unchecked.length === 0 && !interrupted,
				toolExecutionNotifications: notifications,
			},
		],
		results: results.map((result) => describe(result, places)),
	};
	return `${JSON.stringify({ $schema: schema, version: "2.1.0", runs: [run] }, undefined, 2)}\n`;
};

/** All where they fit; else the worst, in their order. */
function chooseWorst(all: readonly Result[]): readonly Result[] {
	if (all.length <= MOST_RESULTS) return all;
	const ranked = severities.flatMap((severity) => all.filter(({ problem }) => problem.severity === severity));
	const chosen = new Set(ranked.slice(0, MOST_RESULTS));
	return all.filter((result) => chosen.has(result));
}

function notify(level: string, text: string, path?: string): object {
	const locations = path === undefined ? {} : { locations: [{ physicalLocation: placeOf(path) }] };
	return { level, message: { text }, ...locations };
}

function describe({ path, problem }: Result, places: ReadonlyMap<string, number>): object {
	const { code, severity, message, start, end, related, fingerprint } = problem;
	const others = related.map((one, id) => ({
		id,
		message: { text: one.message },
		...locate(path, one.start, one.end),
	}));
	return {
		ruleId: code,
		ruleIndex: places.get(code),
		level: levels[severity],
		message: { text: message },
		locations: [locate(path, start, end)],
		...(others.length === 0 ? {} : { relatedLocations: others }),
		partialFingerprints: { "observability/v1": fingerprint },
	};
}

function locate(path: string, start: Place, end: Place): object {
	const region = { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
	return { physicalLocation: { ...placeOf(path), region } };
}

function placeOf(path: string): object {
	return { artifactLocation: { uri: uriOfPath(path) } };
}

interface Place {
	readonly line: number;
	readonly column: number;
}
