import type { Problem } from "../text/problem.ts";
import type { Span } from "../text/span.ts";
import { SpanIndex } from "../text/spanIndex.ts";
import type { FilePart } from "./adapter.ts";
import type { DocumentModel, OutlineItem } from "./model.ts";
import type { FindPosition, ReadNested } from "./reading.ts";

/** What was read of one document of a file, with the texts that are nested in it. */
export interface ReadPart {
	readonly id: string;
	readonly part: FilePart & { readonly ids?: readonly string[] };
	readonly nested: readonly ReadNested[];
	/** Of the document's own language. */
	readonly syntaxProblems: readonly Problem[];
	/** Left out of a file that is one document. */
	readonly span?: Span;
	/** Outside of what is nested. */
	readonly findPosition?: FindPosition;
}

/** One model of all that a file holds. */
export function joinModel(
	text: string,
	parts: readonly ReadPart[],
): { readonly model: DocumentModel; readonly findPosition: FindPosition } {
	const syntaxProblems = parts.flatMap((part) => part.syntaxProblems);
	const models = parts.flatMap(({ part, nested }) => [part, ...nested.map(({ model }) => model)]);
	const isNested = models.length > parts.length;
	const inOrder = <T>(items: readonly T[], spanOf: (item: T) => Span): readonly T[] =>
		isNested ? items.toSorted((a, b) => spanOf(a).start - spanOf(b).start) : items;
	const bySpan = <T extends { readonly span: Span }>(items: readonly T[]) => inOrder(items, ({ span }) => span);
	const findPosition = (written: string, offset: number) => findPositionIn(parts, written, offset);
	const slos = bySpan(models.flatMap(({ slos }) => slos ?? []));
	const model: DocumentModel = {
		adapters: [
			...new Set(
				parts.flatMap(({ id, part, nested }) => [
					...(part.ids ?? [id]),
					...nested.flatMap(({ model: { adapters } }) => adapters),
				]),
			),
		],
		problems: sortOnce([
			...syntaxProblems,
			...withoutConsequences(
				models.flatMap(({ problems }) => problems),
				syntaxProblems,
				text,
			),
		]),
		regions: inOrder(
			models.flatMap(({ regions }) => regions),
			({ hostSpan }) => hostSpan,
		),
		groups: bySpan(models.flatMap(({ groups }) => groups)),
		outline: bySpan(parts.flatMap(outlinePart)),
		dashboards: bySpan(models.flatMap(({ dashboards }) => dashboards ?? [])),
		alertmanagers: bySpan(models.flatMap(({ alertmanagers }) => alertmanagers ?? [])),
		prometheusConfigs: bySpan(models.flatMap(({ prometheusConfigs }) => prometheusConfigs ?? [])),
		ruleTests: bySpan(models.flatMap(({ ruleTests }) => ruleTests ?? [])),
		...(slos.length === 0 ? {} : { slos }),
		...(parts.some(({ part }) => part.illustrates) ? { illustrates: true as const } : {}),
		hostPositionAt: (offset) => findPosition(text, offset),
	};
	return { model, findPosition };
}

function findPositionIn(parts: readonly ReadPart[], text: string, offset: number) {
	const found = parts.find(({ span }) => span === undefined || (span.start <= offset && offset <= span.end));
	if (found === undefined) return undefined;
	const nested = found.nested.findLast(({ document }) => document.region.hostSpan.start <= offset);
	return nested?.findPosition(text, offset) ?? found.findPosition?.(text, offset);
}

/** What is nested hangs under an item of its own name, and that under the item that the adapter says. */
function outlinePart({ part, nested }: ReadPart): readonly OutlineItem[] {
	if (nested.length === 0) return part.outline;
	const itemOf = ({ document, model }: ReadNested): OutlineItem => ({
		name: document.name,
		detail: "",
		kind: "section",
		span: { start: document.nameSpan.start, end: Math.max(document.nameSpan.end, document.region.hostSpan.end) },
		nameSpan: document.nameSpan,
		children: model.outline,
	});
	const top = nested.filter(({ document }) => document.under === undefined).map(itemOf);
	const outline = part.outline.map((item, index) => {
		const under = nested.filter(({ document }) => document.under === index).map(itemOf);
		if (under.length === 0) return item;
		const children = [...item.children, ...under].sort((a, b) => a.span.start - b.span.start);
		return { ...item, children };
	});
	return [...outline, ...top];
}

/** On a line whose YAML is broken, what seems to be wrong with the structure follows from that. */
function withoutConsequences(
	problems: readonly Problem[],
	syntaxProblems: readonly Problem[],
	text: string,
): readonly Problem[] {
	if (syntaxProblems.length === 0) return problems;
	const broken = new SpanIndex(
		syntaxProblems.map(({ span }) => {
			const lineFeed = text.indexOf("\n", span.end);
			return { start: text.lastIndexOf("\n", span.start - 1) + 1, end: lineFeed === -1 ? text.length : lineFeed };
		}),
	);
	return problems.filter(({ span }) => !broken.touches(span));
}

/** In file order; what is reached through several aliases is told once. */
function sortOnce(problems: readonly Problem[]): readonly Problem[] {
	const seen = new Set<string>();
	return problems
		.filter(({ code, span }) => {
			const key = `${code} ${span.start}`;
			if (seen.has(key)) return false;
			seen.add(key);
			return true;
		})
		.sort((a, b) => a.span.start - b.span.start);
}
