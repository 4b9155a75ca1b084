import type { Problem } from "../../text/problem.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/;
const newerVersion = /^%YAML[ \t]+(?!1\.1\b)\S+/m;

/** Finds what makes Go's YAML reader reject the whole stream, whatever its structure. */
export function findStreamProblems(text: string): readonly Problem[] {
	const problems: Problem[] = [];
	const control = forbidden.exec(text);
	if (control !== null) {
		const code = control[0].charCodeAt(0).toString(16).padStart(2, "0");
		problems.push({
			code: "yaml/control-character",
			severity: "error",
			span: { start: control.index, end: control.index + 1 },
			message: `The invisible control character 0x${code} stands here, and Prometheus rejects every file with one. Delete it, or write it as an escape in double quotes.`,
		});
	}
	const version = text.includes("%YAML") ? newerVersion.exec(text) : null;
	if (version !== null) {
		problems.push({
			code: "yaml/unsupported-version",
			severity: "error",
			span: { start: version.index, end: version.index + version[0].length },
			message: "Prometheus reads YAML 1.1 alone and rejects a file that announces another version. Delete this line.",
		});
	}
	return problems;
}
