import type { Severity } from "../../text/problem.ts";
import type { Reporter } from "./reporter.ts";

const commands: Readonly<Record<Severity, string>> = {
	error: "error",
	warning: "warning",
	information: "notice",
	hint: "notice",
};

/** Workflow commands, which GitHub Actions turns into annotations of the lines. */
export const reportGithub: Reporter = ({ files, unchecked }) => {
	const lines = files.flatMap(({ path, problems }) =>
		problems.map(({ severity, start, end, code, message }) => {
			// A column range is only understood within one line.
			const columns = start.line === end.line ? `,col=${start.column},endColumn=${end.column}` : "";
			const place = `file=${escapeProperty(path)},line=${start.line},endLine=${end.line}${columns}`;
			return `::${commands[severity]} ${place},title=${escapeProperty(code)}::${escapeData(message)}`;
		}),
	);
	const failures = unchecked.map(
		({ path, reason }) => `::error file=${escapeProperty(path)},title=not checked::${escapeData(reason)}`,
	);
	return [...lines, ...failures].map((line) => `${line}\n`).join("");
};

function escapeData(text: string): string {
	return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
	return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
