import { appendLines, createMerge } from "./merge.ts";

/** A page of Markdown: what is added comes behind it, unless a heading of the page says the same as its first one. */
export const mergeMarkdown = createMerge((host, addition) => {
	const [first] = headingsOf(addition);
	if (first === undefined || headingsOf(host.text).includes(first)) return host.text;
	const lines = addition.trimEnd().split("\n");
	return appendLines({ ...host, text: host.text.replace(/(?:\r?\n)*$/, host.lineBreak) }, ["", ...lines]);
});

/** Headings outside of code, by their text as it is written. */
export function headingsOf(text: string): readonly string[] {
	const headings: string[] = [];
	let fence: string | undefined;
	for (const line of text.split(/\r?\n/)) {
		const opening = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
		if (fence !== undefined) {
			if (opening?.startsWith(fence) === true) fence = undefined;
			continue;
		}
		if (opening !== undefined) {
			fence = opening;
			continue;
		}
		const heading = /^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$/.exec(line)?.[1];
		if (heading !== undefined) headings.push(heading);
	}
	return headings;
}
