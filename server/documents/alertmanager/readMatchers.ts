import type { RegularExpressions } from "../../promql/regularExpressions.ts";
import { SegmentMap } from "../../text/segmentMap.ts";
import type { Span } from "../../text/span.ts";
import { decodeScalar } from "../embedded/decodeScalar.ts";
import type { AlertMatcher, OlderMatchers } from "../model/alertmanagerConfig.ts";
import type { Fields } from "../structure/fields.ts";
import type { PlacedNode } from "../yaml/node.ts";
import { isScalarNode, isSequenceNode, type YamlView } from "../yaml/yamlView.ts";
import { type MatcherFault, type ParsedMatcher, parseMatchers } from "./matcher.ts";

/** One text of a list of matchers, with spans in the file's offsets. */
export interface MatcherText {
	readonly matchers: readonly ParsedMatcher[];
	readonly fault?: MatcherFault;
	readonly text: string;
	readonly span: Span;
	/** The list is reached through an alias, so its faults are told at the anchor. */
	readonly borrowed: boolean;
}

/** What `matchers`, or whatever the key is called, holds: a list of texts with one or several matchers each. */
export function readMatcherTexts(
	fields: Fields,
	key: string,
	view: YamlView,
	regularExpressions: RegularExpressions,
): readonly MatcherText[] {
	const entry = fields.get(key);
	const value = entry?.value;
	if (entry === undefined || value === undefined) return [];
	const items = isSequenceNode(value) ? view.items(value) : [{ value, borrowed: false }];
	return items.flatMap((item) =>
		isScalarNode(item.value) ? [readMatcherText(item.value, entry.borrowed || item.borrowed, regularExpressions)] : [],
	);
}

export function readMatcherText(
	placed: PlacedNode,
	borrowed: boolean,
	regularExpressions: RegularExpressions,
): MatcherText {
	const { node, base } = placed;
	if (node.kind !== "scalar") return { matchers: [], text: "", span: { start: base, end: base }, borrowed };
	const start = node.start + base;
	const span = { start, end: node.end + base };
	const decoded = decodeScalar(node.style, node.raw, node.parentIndent);
	const map = new SegmentMap(decoded.segments, decoded.start, start);
	const reading = parseMatchers(decoded.text, regularExpressions);
	const place = (inside: Span): Span => map.toHostSpan(inside);
	if (reading.matchers === undefined) {
		const fault = { ...reading.fault, span: place(reading.fault.span) };
		return { matchers: [], fault, text: decoded.text, span, borrowed };
	}
	const matchers = reading.matchers.map((matcher) => ({
		...matcher,
		span: place(matcher.span),
		labelSpan: place(matcher.labelSpan),
		valueSpan: place(matcher.valueSpan),
	}));
	return { matchers, text: decoded.text, span, borrowed };
}

/** Every matcher of a route or of one side of an inhibition, in the order of the file; `prefix` is such as `source_`. */
export function readAlertMatchers(
	fields: Fields,
	prefix: string,
	view: YamlView,
	regularExpressions: RegularExpressions,
): readonly AlertMatcher[] {
	const newer = readMatcherTexts(fields, `${prefix}matchers`, view, regularExpressions).flatMap(({ matchers }) =>
		matchers.map(({ label, operator, value, span, valueSpan }) => ({
			label,
			operator,
			value,
			span,
			valueSpan,
			deprecated: false,
		})),
	);
	const older = readOlderMatchers(fields, prefix).flatMap(({ matchers }) => matchers);
	return [...newer, ...older].sort((a, b) => a.span.start - b.span.start);
}

/** The older mappings of a route or of one side of an inhibition. */
export function readOlderMatchers(fields: Fields, prefix: string): readonly OlderMatchers[] {
	const newerKey = `${prefix}matchers`;
	return (["match", "match_re"] as const).flatMap((word): readonly OlderMatchers[] => {
		const entry = fields.get(`${prefix}${word}`);
		if (entry === undefined) return [];
		const value = entry.value?.node;
		const matchers = fields.pairs(entry.key).map(({ key: label, value }) => ({
			label: label.value,
			operator: word === "match" ? ("=" as const) : ("=~" as const),
			value: value.value,
			span: { start: label.span.start, end: Math.max(label.span.end, value.span.end) },
			valueSpan: value.span,
			deprecated: true,
		}));
		const inFlow = value?.kind === "mapping" && value.flow;
		return [
			{
				key: { value: entry.key, span: entry.keySpan },
				newerKey,
				span: {
					start: entry.keySpan.start,
					end: Math.max(entry.valueSpan.end, ...matchers.map(({ span }) => span.end)),
				},
				matchers,
				fixed: entry.borrowed || inFlow || fields.has(newerKey),
			},
		];
	});
}
