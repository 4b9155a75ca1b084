import type { Severity } from "../../text/problem.ts";
import type { CheckReport } from "../check/report.ts";
import type { Reporter } from "./reporter.ts";
import { describeRule } from "./ruleDescriptions.ts";

const levels: Readonly<Record<Severity, string>> = {
	error: "error",
	warning: "warning",
	information: "note",
	hint: "note",
};

/** SARIF 2.1.0 (OASIS), as GitHub's code scanning and others read it. */
export const reportSarif: Reporter = (report) => {
	const used = new Set(report.files.flatMap(({ problems }) => problems.map(({ code }) => code)));
	const rules = [...used].toSorted().map((id) => ({ id, ...describeRule(id) }));
	const places = new Map(rules.map(({ id }, index) => [id, index]));
	const run = {
		tool: { driver: { name: "observability-authoring", semanticVersion: report.version, rules } },
		columnKind: "utf16CodeUnits",
		invocations: [
			{
				executionSuccessful: report.unchecked.length === 0,
				toolExecutionNotifications: report.unchecked.map(({ path, reason }) => ({
					level: "error",
					message: { text: reason },
					locations: [{ physicalLocation: { artifactLocation: { uri: encodeURI(path) } } }],
				})),
			},
		],
		results: resultsOf(report, places),
	};
	return `${JSON.stringify({ $schema: schema, version: "2.1.0", runs: [run] }, undefined, 2)}\n`;
};

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

function resultsOf(report: CheckReport, places: ReadonlyMap<string, number>): readonly object[] {
	return report.files.flatMap(({ path, problems }) =>
		problems.map(({ code, severity, message, start, end, related, fingerprint }) => ({
			ruleId: code,
			ruleIndex: places.get(code),
			level: levels[severity],
			message: { text: message },
			locations: [locate(path, start, end)],
			...(related.length === 0
				? {}
				: {
						relatedLocations: related.map((one, index) => ({
							id: index,
							message: { text: one.message },
							...locate(path, one.start, one.end),
						})),
					}),
			partialFingerprints: { "observability/v1": fingerprint },
		})),
	);
}

function locate(path: string, start: Place, end: Place): object {
	const region = { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
	return { physicalLocation: { artifactLocation: { uri: encodeURI(path) }, region } };
}

interface Place {
	readonly line: number;
	readonly column: number;
}
