import type { Span } from "../../text/span.ts";
import type { FileAdapter, FilePart } from "../adapter.ts";
import { createLinesRegion } from "../embedded/linesRegion.ts";
import type { EmbeddedRegion } from "../embedded/region.ts";
import { wholeLines } from "../embedded/wholeLines.ts";
import type { OutlineItem } from "../model.ts";
import { splitQueries } from "./splitQueries.ts";

/** Files of PromQL alone, with one or several queries and comments. */
export function createPromqlFileAdapter(): FileAdapter {
	return {
		id: "promqlFile",
		matches: ({ uri, languageId }) => languageId === "promql" || /\.promql$/i.test(uri),
		parse({ text }): FilePart {
			const queries = splitQueries(text).map((span) => createQueryRegion(text, span));
			const regions = [...queries, ...findBlankEnd(text, queries.at(-1)?.hostSpan.end)];
			return { problems: [], regions, groups: [], outline: queries.map((region) => outlineQuery(region)) };
		},
	};
}

/**
 * The blank lines at the end of a file, on which the next query will stand: those behind a blank line, or all in a file
 * without a query.
 */
function findBlankEnd(text: string, end: number | undefined): readonly EmbeddedRegion[] {
	const written = text.trimEnd().length;
	const lines = wholeLines(text, { start: written, end: text.length });
	// The first one is the rest of the last line that is written; the next one may go on with its query.
	const free = lines.slice(written === 0 ? 0 : end === undefined ? 1 : 2).slice(-mostBlankLines);
	return free.map((line) =>
		createLinesRegion(text, {
			lines: [{ start: line.end, end: line.end }],
			prefix: "",
			language: "promql",
			context: { role: "blank" },
		}),
	);
}

const mostBlankLines = 20;

/** A query in the lines of a file, of which `text` is the whole. */
function createQueryRegion(text: string, span: Span): EmbeddedRegion {
	const lines = wholeLines(text, span);
	return createLinesRegion(text, { lines, prefix: "", language: "promql", context: { role: "query" } });
}

/** A query's comment names it, else its own text. */
export function outlineQuery(region: EmbeddedRegion): OutlineItem {
	const comment = /^\s*#+\s*(\S.*)/.exec(region.text)?.[1]?.trim();
	const query = region.text
		.split("\n")
		.filter((line) => !line.trim().startsWith("#"))
		.join(" ")
		.replaceAll(/\s+/g, " ")
		.trim();
	const name = comment ?? query;
	return {
		name: name.length > 80 ? `${name.slice(0, 80)}…` : name,
		detail: comment === undefined ? "query" : query.slice(0, 80),
		kind: "query",
		span: region.hostSpan,
		nameSpan: region.hostSpan,
		children: [],
	};
}
