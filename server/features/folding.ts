import type { EmbeddedRegion } from "../documents/embedded/region.ts";
import type { DocumentModel } from "../documents/model.ts";
import { lex } from "../promql/lexer.ts";
import { findIndentedBlocks } from "../text/indentedBlocks.ts";
import { LineIndex } from "../text/lineIndex.ts";
import type { FoldingRange } from "./answers.ts";

/**
 * What can be folded: every block of the file by its indentation (groups, rules, annotations, expressions), regions
 * marked by comments, and what stands between brackets on several lines of PromQL.
 *
 * An editor that is given ranges gives up its own, so all that it would fold by indentation must be here as well.
 */
export function findFoldingRanges(model: DocumentModel, text: string): readonly FoldingRange[] {
	const lines = new LineIndex(text);
	const ranges: FoldingRange[] = [...findIndentedBlocks(text, lines), ...findMarkedRegions(text, lines)];
	for (const region of model.regions) {
		const { start, end } = region.hostSpan;
		if (region.language !== "promql" || lines.lineAt(start) === lines.lineAt(end)) continue;
		ranges.push(...findBracketRanges(region, lines));
	}
	const sorted = ranges.sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
	// A line has one place to fold it: of two that begin there, the larger one stays.
	return sorted.filter(({ startLine }, index) => sorted[index - 1]?.startLine !== startLine);
}

/** The line with the closing bracket stays visible. */
function findBracketRanges({ text, map }: EmbeddedRegion, lines: LineIndex): FoldingRange[] {
	const ranges: FoldingRange[] = [];
	const open: number[] = [];
	for (const { kind, start } of lex(text).tokens) {
		if (kind === "(" || kind === "{" || kind === "[") open.push(start);
		if (kind !== ")" && kind !== "}" && kind !== "]") continue;
		const opening = open.pop();
		if (opening === undefined) continue;
		const startLine = lines.lineAt(map.toHost(opening));
		const endLine = lines.lineAt(map.toHost(start)) - 1;
		if (endLine > startLine) ranges.push({ startLine, endLine });
	}
	return ranges;
}

const marker = /^[ \t]*#[ \t]*(end)?region\b/gm;

/** `# region` and `# endregion`, as editors know them in YAML. */
function findMarkedRegions(text: string, lines: LineIndex): FoldingRange[] {
	const ranges: FoldingRange[] = [];
	const open: number[] = [];
	for (const match of text.matchAll(marker)) {
		const line = lines.lineAt(match.index);
		if (match[1] === undefined) {
			open.push(line);
			continue;
		}
		const startLine = open.pop();
		if (startLine !== undefined) ranges.push({ startLine, endLine: line, kind: "region" });
	}
	return ranges;
}
