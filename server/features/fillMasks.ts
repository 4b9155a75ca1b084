import { findGrafanaBuiltIn } from "../documents/embedded/masks/grafanaBuiltIns.ts";
import type { EmbeddedRegion, Mask, RegionContext } from "../documents/embedded/region.ts";
import { overlaps, type Span } from "../text/span.ts";

/** A query that a server can be asked: every variable whose value is known or can be assumed has it. */
export interface FilledText {
	readonly text: string;
	/** What was put in, once for each spelling, such as `$__rate_interval` as `5m`. */
	readonly assumed: readonly Assumption[];
	toFilled(offset: number): number;
	toRegion(span: Span): Span;
	/** Claims that a stand-in without a value is in the stretch of the region's text. */
	isOpen(span: Span): boolean;
}

export interface Assumption {
	readonly span: Span;
	readonly source: string;
	readonly value: string;
}

/** Puts sane values in the place of a region's masks; a mask without one keeps its stand-in. */
export function fillMasks({ text, masks = [], context }: EmbeddedRegion): FilledText {
	const assumed: Assumption[] = [];
	const open: Span[] = [];
	let filled = "";
	let done = 0;
	/** Where each mask ends, before and after. */
	const edges: { readonly before: Span; readonly after: Span }[] = [];
	for (const mask of masks) {
		const { span, source } = mask;
		filled += text.slice(done, span.start);
		const value = assumeValue(mask, context);
		const start = filled.length;
		filled += fitTo(text, span, value) ?? text.slice(span.start, span.end);
		edges.push({ before: span, after: { start, end: filled.length } });
		if (value === undefined || fitTo(text, span, value) === undefined) open.push(span);
		else assumed.push({ span, source, value });
		done = span.end;
	}
	const move = (offset: number, from: "before" | "after", to: "before" | "after"): number => {
		const edge = edges.findLast((candidate) => candidate[from].start <= offset);
		if (edge === undefined) return offset;
		return offset >= edge[from].end ? edge[to].end + offset - edge[from].end : edge[to].start;
	};
	return {
		text: filled + text.slice(done),
		assumed,
		toFilled: (offset) => move(offset, "before", "after"),
		toRegion: ({ start, end }) => ({ start: move(start, "after", "before"), end: move(end, "after", "before") }),
		isOpen: (span) => open.some((mask) => overlaps(mask, span)),
	};
}

/** A stand-in with quotes takes a value with quotes. */
function fitTo(text: string, span: Span, value: string | undefined): string | undefined {
	return value !== undefined && text.charAt(span.start) === '"' && !value.startsWith('"') ? `"${value}"` : value;
}

/** Without a field of the variable, and in a format that writes one value as it is. */
const plainSpelling = /^[^.:]*(?::(?:regex|pipe|csv|raw|text)\W*)?$/;

function assumeValue(mask: Mask, { variables }: RegionContext): string | undefined {
	if (mask.kind === "window") return "5m";
	if (mask.kind !== "grafanaVariable" || mask.name === undefined) return undefined;
	const own = variables?.find(({ name }) => name === mask.name)?.example;
	const value = own ?? findGrafanaBuiltIn(mask.name)?.value;
	if (value === undefined || !plainSpelling.test(mask.source)) return undefined;
	return fits(value, mask.role) ? value : undefined;
}

function fits(value: string, role: Mask["role"]): boolean {
	if (value === "" || value.startsWith("$")) return false;
	switch (role) {
		case "duration":
			return /^(?:\d+(?:ms|[smhdwy]))+$/.test(value);
		case "number":
			return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?(?:ms|[smhdwy])?$/i.test(value);
		case "name":
			return /^[a-zA-Z_:][\w:]*$/.test(value);
		case "text":
			return !/["'`\\\n]/.test(value);
		case "expression":
		case "matchers":
			return true;
		case "operator":
			return /^(?:[-+*/%^]|[=!<>]=|<|>|and|or|unless)$/.test(value);
		case "nothing":
			return false;
		default:
			return role satisfies never;
	}
}
