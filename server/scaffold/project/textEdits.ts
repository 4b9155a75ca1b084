export type LineEnd = "\n" | "\r\n";

export function lineEndOf(text: string): LineEnd {
	return text.includes("\r\n") ? "\r\n" : "\n";
}

export interface Insertion {
	/** The start of a line, or the end of the text. */
	readonly at: number;
	readonly lines: readonly string[];
}

/** Puts lines in, with the line ends that the text has. Several at one place stand in the order in which they are given. */
export function insertLines(text: string, insertions: readonly Insertion[]): string {
	const end = lineEndOf(text);
	let result = text;
	for (const { at, lines } of [...insertions].reverse().sort((one, other) => other.at - one.at)) {
		if (lines.length === 0) continue;
		const before = result.slice(0, at);
		const gap = before === "" || before.endsWith("\n") ? "" : end;
		result = `${before}${gap}${lines.join(end)}${end}${result.slice(at)}`;
	}
	return result;
}

export interface CodeStyle {
	readonly indent: "tabs" | "two" | "four";
	readonly quote: '"' | "'";
	readonly semicolons: boolean;
	readonly lineEnd: LineEnd;
}

/** How a file is written, as far as what is put into it has to be the same. */
export function readStyle(text: string): CodeStyle {
	const tabs = count(text, /^\t/gm);
	const two = count(text, /^ {2}\S/gm);
	const four = count(text, /^ {4}\S/gm);
	const indent = tabs > two + four ? "tabs" : two > 0 || four === 0 ? "two" : "four";
	const quote = count(text, /'/g) > count(text, /"/g) ? "'" : '"';
	const semicolons = text === "" || count(text, /;\s*$/gm) > 0;
	return { indent, quote, semicolons, lineEnd: lineEndOf(text) };
}

function count(text: string, pattern: RegExp): number {
	return text.match(pattern)?.length ?? 0;
}
