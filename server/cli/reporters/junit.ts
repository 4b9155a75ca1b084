import { type FileReport, isAtLeast } from "../check/report.ts";
import { plural } from "./plural.ts";
import type { Reporter } from "./reporter.ts";

/** JUnit's XML: one test case a file, failed where a problem in it fails the run. */
export const reportJunit: Reporter = ({ files, unchecked, failOn }) => {
	const cases = files.filter(({ kinds, problems }) => kinds.length > 0 || problems.length > 0);
	const failed = cases.filter((file) => fails(file));
	const body = [
		...cases.map((file) => {
			const open = `    <testcase name="${escapeXml(file.path)}" classname="observability"`;
			if (file.problems.length === 0) return `${open}/>`;
			const text = escapeXml(file.problems.map((problem) => describe(file.path, problem)).join("\n"));
			if (!fails(file)) return `${open}>\n      <system-out>${text}</system-out>\n    </testcase>`;
			const message = escapeXml(plural(file.problems.length, "problem"));
			return `${open}>\n      <failure message="${message}">${text}</failure>\n    </testcase>`;
		}),
		...unchecked.map(
			({ path, reason }) =>
				`    <testcase name="${escapeXml(path)}" classname="observability">\n      <error message="${escapeXml(reason)}"/>\n    </testcase>`,
		),
	];
	const total = cases.length + unchecked.length;
	return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="${total}" failures="${failed.length}" errors="${unchecked.length}">
  <testsuite name="observability check" tests="${total}" failures="${failed.length}" errors="${unchecked.length}">
${body.map((line) => `${line}\n`).join("")}  </testsuite>
</testsuites>
`;

	function fails({ problems }: FileReport): boolean {
		return problems.some(({ severity }) => isAtLeast(severity, failOn));
	}
};

function describe(path: string, problem: FileReport["problems"][number]): string {
	const { start, severity, code, message } = problem;
	return `${path}:${start.line}:${start.column}: ${severity} ${code}: ${message}`;
}

function escapeXml(text: string): string {
	return (
		text
			// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 allows none of these, not even escaped.
			.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
			.toWellFormed()
			.replaceAll("&", "&amp;")
			.replaceAll("<", "&lt;")
			.replaceAll(">", "&gt;")
			.replaceAll('"', "&quot;")
			.replaceAll("\n", "&#10;")
	);
}
