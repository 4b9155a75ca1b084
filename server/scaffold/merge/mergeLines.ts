import { appendLines, createMerge } from "./merge.ts";

/**
 * Files of lines that stand for themselves: .gitignore, requirements.txt, .dockerignore. A requirement of the same name
 * is left at the version that it has. Comments come along with the first of the lines below them that is added.
 */
export const mergeLines = createMerge((host, addition) => {
	const lines = host.text.split("\n").map((line) => line.trim());
	const known = new Set(lines);
	const required = new Set(lines.flatMap((line) => requirementOf(line) ?? []));
	const added: string[] = [];
	let comments: string[] = [];
	let open = false;
	for (const raw of addition.split("\n")) {
		const line = raw.trimEnd();
		const text = line.trim();
		if (text === "" || text.startsWith("#")) {
			if (text === "") comments = [];
			else comments = open ? [...comments, line] : [line];
			open = text !== "";
			continue;
		}
		open = false;
		const name = requirementOf(text);
		if (!known.has(text) && !(name !== undefined && required.has(name))) {
			added.push(...comments.filter((comment) => !known.has(comment.trim())), line);
			for (const each of [...comments, line]) known.add(each.trim());
			if (name !== undefined) required.add(name);
		}
	}
	return appendLines(host, added);
});

/** The name of a line of pip's, as PyPI compares names; `undefined` where the line can be none. */
function requirementOf(line: string): string | undefined {
	const parts = /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(?:(?:[=!<>~]=|===|[<>@;#]).*|\\)?$/.exec(
		line,
	);
	return parts?.[1]?.toLowerCase().replaceAll(/[-_.]+/g, "-");
}
