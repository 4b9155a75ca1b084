import type { FileAdapter, FilePart, NestedDocument } from "../adapter.ts";
import { createLinesRegion } from "../embedded/linesRegion.ts";
import { createMaskedRegion } from "../embedded/masks/createMaskedRegion.ts";
import { findGrafanaVariables } from "../embedded/masks/grafanaVariables.ts";
import type { EmbeddedRegion } from "../embedded/region.ts";
import { outlineQuery } from "../promqlFile/promqlFile.ts";
import { splitQueries } from "../promqlFile/splitQueries.ts";
import { type Fence, findFences } from "./findFences.ts";

const nestedLanguages: Readonly<Record<string, "yaml" | "json">> = { yaml: "yaml", yml: "yaml", json: "json" };

/** Markdown, such as runbooks: queries, rule files and dashboards in its code fences. */
export function createMarkdownAdapter(): FileAdapter {
	return {
		id: "markdown",
		matches: ({ uri, languageId }) => languageId === "markdown" || /\.(?:md|markdown)$/i.test(uri),
		parse({ text }): FilePart | undefined {
			const fences = findFences(text).filter(({ lines }) => lines.length > 0);
			const regions = fences
				.filter(({ language }) => language === "promql")
				.flatMap((fence) => readQueries(text, fence));
			const nested = fences.flatMap((fence, index) => readNestedFile(text, fence, index));
			if (regions.length === 0 && nested.length === 0) return undefined;
			return {
				problems: [],
				regions,
				groups: [],
				outline: regions.filter(({ context }) => context.role !== "blank").map(outlineQuery),
				nested,
				carrier: regions.length === 0,
				illustrates: true,
			};
		},
	};
}

function readQueries(text: string, fence: Fence): readonly EmbeddedRegion[] {
	const { lines, prefix } = fence;
	const context = { role: "query", place: "code block" } as const;
	const whole = createLinesRegion(text, { lines, prefix, language: "promql", context });
	const [first] = lines;
	if (whole.text.trim() === "" && first !== undefined) {
		return [
			createLinesRegion(text, { lines: [first], prefix, language: "promql", context: { ...context, role: "blank" } }),
		];
	}
	return splitQueries(whole.text).map((span) => {
		const start = whole.map.toHost(span.start);
		const end = whole.map.toHost(span.end, "end");
		const own = lines
			.filter((line) => line.end >= start && line.start <= end)
			.map((line) => ({ start: Math.max(line.start, start), end: Math.min(line.end, end) }));
		const region = createLinesRegion(text, { lines: own, prefix, language: "promql", context });
		// Queries are copied out of dashboards with their variables.
		return createMaskedRegion(region, findGrafanaVariables);
	});
}

function readNestedFile(text: string, fence: Fence, index: number): readonly NestedDocument[] {
	const languageId = Object.hasOwn(nestedLanguages, fence.language) ? nestedLanguages[fence.language] : undefined;
	if (languageId === undefined) return [];
	const { lines, prefix, languageSpan } = fence;
	const region = createLinesRegion(text, { lines, prefix, language: "promql", context: { role: "query" } });
	return [{ name: `block-${index + 1}.${languageId}`, nameSpan: languageSpan, region, languageId, illustrates: true }];
}
