import { appendLines, createMerge, MergeRefusal } from "./merge.ts";

/** Variables of an .env file: those whose names are missing are added, with the comments above them. */
export const mergeEnv = createMerge((host, addition) => {
	const known = new Set(readVariables(host.text).map(({ name }) => name));
	const missing = readVariables(addition).filter(({ name }) => !known.has(name));
	const names = missing.map(({ name }) => name);
	return appendLines(
		host,
		missing.filter(({ name }, index) => names.indexOf(name) === index).flatMap(({ lines }) => lines),
	);
});

interface Variable {
	readonly name: string;
	/** As written, the comments above included. */
	readonly lines: readonly string[];
}

function readVariables(text: string): readonly Variable[] {
	const variables: Variable[] = [];
	const lines = text.split(/\r?\n/);
	let comments: string[] = [];
	for (let index = 0; index < lines.length; index++) {
		const line = lines[index] ?? "";
		const first = index;
		const assignment = /^\s*(?:export\s+)?([\w.-]+)\s*[=:](.*)$/.exec(line);
		if (assignment === null) {
			comments = line.trim().startsWith("#") ? [...comments, line] : [];
			continue;
		}
		const quote = /^\s*(["'`])/.exec(assignment[2] ?? "")?.[1];
		if (quote !== undefined && !closes(assignment[2]?.trim().slice(1) ?? "", quote)) {
			do index++;
			while (index < lines.length && !closes(lines[index] ?? "", quote));
			if (index === lines.length) throw new MergeRefusal(`line ${first + 1} opens a quote that is never closed.`);
		}
		variables.push({ name: assignment[1] ?? "", lines: [...comments, ...lines.slice(first, index + 1)] });
		comments = [];
	}
	return variables;
}

function closes(text: string, quote: string): boolean {
	return (quote === '"' ? text.replaceAll(/\\./g, "") : text).includes(quote);
}
