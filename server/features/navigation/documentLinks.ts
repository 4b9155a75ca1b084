import { decodePercent } from "../../base/decodePercent.ts";
import type { Span } from "../../text/span.ts";
import type { Location } from "../answers.ts";
import { findWritten } from "./encodings.ts";
import { findFilePatterns, findMatchingFiles } from "./filePatterns.ts";
import type { Navigation } from "./navigation.ts";
import { definitionsOf } from "./target.ts";

/** A text of the file that leads somewhere. */
export interface DocumentLink {
	readonly span: Span;
	/** A place in the workspace, or an address of `http` or `https`. */
	readonly target: Location | { readonly url: string };
	readonly tooltip: string;
}

/**
 * The links of a file: pages and files of the workspace that it names, the first file of a list's pattern, addresses in
 * annotations. What a template fills in, or what is not there, is no link.
 */
export function findDocumentLinks(navigation: Navigation): readonly DocumentLink[] {
	const { uri, file, graph } = navigation;
	const links: DocumentLink[] = [];
	const add = (link: DocumentLink): void => {
		if (!links.some(({ span }) => span.start < link.span.end && link.span.start < span.end)) links.push(link);
	};
	for (const pattern of findFilePatterns(file.model, file.text)) {
		const found = findMatchingFiles(graph, uri, pattern);
		const [first] = found;
		if (first === undefined) continue;
		const more = found.length === 1 ? "" : `, the first of ${found.length} files`;
		add({
			span: pattern.span,
			target: { uri: first, span: { start: 0, end: 0 } },
			tooltip: `Open ${nameOf(first)}${more}`,
		});
	}
	for (const { uses } of file.indexed?.items ?? []) {
		for (const { kind, name, span, pattern } of uses) {
			if ((kind !== "file" && kind !== "dashboard") || pattern === true || span.end > file.text.length) continue;
			// What the graph knows may be of an earlier version; a template leads nowhere.
			const written = file.text.slice(span.start, span.end);
			if (written.includes("{{") || !standsFor(written, name)) continue;
			const [target] = definitionsOf(graph, { kind: kind === "file" ? "runbook" : kind, name });
			if (target !== undefined) add({ span, target, tooltip: `Open ${nameOf(name)}` });
		}
	}
	for (const { rules } of file.model.groups) {
		for (const { annotations } of rules) {
			for (const { value } of annotations) {
				if (!/^https?:\/\/[^\s{}]+$/.test(value.value)) continue;
				const inside = findWritten(file.text.slice(value.span.start, value.span.end), value.value);
				if (inside === undefined) continue;
				const span = { start: value.span.start + inside.start, end: value.span.start + inside.end };
				add({ span, target: { url: value.value }, tooltip: "Open in the browser" });
			}
		}
	}
	return links.sort((a, b) => a.span.start - b.span.start);
}

/** Claims that the text still ends in the file's name, as every way of naming a file does. */
function standsFor(written: string, uri: string): boolean {
	const [path = ""] = uri.split("#");
	const last = path.slice(path.lastIndexOf("/") + 1).replace(/\.\w+$/, "");
	return written.includes(last) || decodePercent(written).includes(decodePercent(last));
}

function nameOf(uri: string): string {
	return decodePercent(uri.slice(uri.lastIndexOf("/") + 1));
}
