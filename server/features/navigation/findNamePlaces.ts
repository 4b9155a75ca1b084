import type { EmbeddedRegion } from "../../documents/embedded/region.ts";
import type { AlertMatcher, Route } from "../../documents/model/alertmanagerConfig.ts";
import type { DocumentModel, Located } from "../../documents/model.ts";
import type { LabelMatcher, VectorSelector } from "../../promql/ast.ts";
import { parsePromql } from "../../promql/parse.ts";
import { walk } from "../../promql/visit.ts";
import { overlaps, type Span, shift, touches } from "../../text/span.ts";
import { findWritten } from "./encodings.ts";
import type { NameKind, NamePlace } from "./namePlace.ts";

/** Metrics of Prometheus's own that have a series for each alert. */
const alertMetrics: ReadonlySet<string> = new Set(["ALERTS", "ALERTS_FOR_STATE"]);

const alertNameLabel = "alertname";

/** As `findNamePlaces`, of those alone that `offset` is in or touches. */
export function findNamePlacesAt(model: DocumentModel, text: string, offset: number): readonly NamePlace[] {
	return collect(model, text, (span) => touches(span, offset)).filter(({ span }) => touches(span, offset));
}

/**
 * Every place of the file that names a metric, an alert, a receiver, a time interval or a dashboard, in order. What is
 * partly a variable or an action names nothing that could be found.
 */
export function findNamePlaces(model: DocumentModel, text: string): readonly NamePlace[] {
	return collect(model, text, () => true);
}

/** `wanted` says of a stretch of the file whether it is worth reading. */
function collect(model: DocumentModel, text: string, wanted: (span: Span) => boolean): readonly NamePlace[] {
	const found: NamePlace[] = [];
	const add = (kind: NameKind, role: NamePlace["role"], located: Located<string> | undefined): void => {
		if (located === undefined || located.value === "" || !wanted(located.span)) return;
		const place = placeOf(text, kind, role, located);
		if (place !== undefined) found.push(place);
	};
	for (const { rules, span } of model.groups) {
		if (!wanted(span)) continue;
		for (const { kind, name } of rules) {
			if (kind !== "incomplete") add(kind === "record" ? "metric" : "alert", "definition", name);
		}
	}
	for (const region of regionsIn(model.regions, wanted)) found.push(...findInExpression(region));
	for (const { tests } of model.ruleTests) {
		for (const { name, alertTests } of tests) {
			add("test", "definition", name);
			for (const { alert } of alertTests) add("alert", "use", alert);
		}
	}
	for (const { route, receivers, inhibitions, timeIntervals } of model.alertmanagers) {
		for (const { name } of receivers) add("receiver", "definition", name);
		for (const interval of timeIntervals) add("timeInterval", "definition", interval);
		for (const { receiver, matchers, muteTimeIntervals, activeTimeIntervals } of routesIn(route)) {
			add("receiver", "use", receiver);
			for (const interval of [...muteTimeIntervals, ...activeTimeIntervals]) add("timeInterval", "use", interval);
			found.push(...findInMatchers(matchers, text));
		}
		for (const { source, target } of inhibitions) found.push(...findInMatchers([...source, ...target], text));
	}
	for (const { uid } of model.dashboards) add("dashboard", "definition", uid);
	return withoutRepetitions(found);
}

/** All regions, those inside of templates too, in which PromQL stands that somebody asks or shows. */
function* regionsIn(regions: readonly EmbeddedRegion[], wanted: (span: Span) => boolean): Generator<EmbeddedRegion> {
	for (const region of regions) {
		if (!wanted(region.hostSpan)) continue;
		if (region.language === "promql" && region.context.role !== "blank") yield region;
		if (region.inner !== undefined) yield* regionsIn(region.inner, wanted);
	}
}

function placeOf(
	text: string,
	kind: NameKind,
	role: NamePlace["role"],
	{ value, span }: Located<string>,
): NamePlace | undefined {
	const inside = findWritten(text.slice(span.start, span.end), value);
	// What is written is not what is read: an action of a template stands in it, or escapes that nobody needs.
	if (inside === undefined) return undefined;
	return { kind, role, name: value, span: shift(inside, span.start), written: { kind: "scalar", span } };
}

function* findInExpression(region: EmbeddedRegion): Generator<NamePlace> {
	const { text, masks = [], map, context } = region;
	const parsed = parsePromql(text);
	// What only looks like PromQL counts where it reads as PromQL.
	if (context.role === "metricsql" && !parsed.wellFormed) return;
	const isMasked = (span: Span): boolean => masks.some((mask) => overlaps(mask.span, span));
	const place = (kind: NameKind, name: string, span: Span, string: boolean, pattern: boolean): NamePlace => {
		const quoted = string || /["'`]/.test(text[span.start] ?? "");
		const inside = quoted ? { start: span.start + 1, end: span.end - 1 } : span;
		return {
			kind,
			role: "use",
			name,
			...(pattern ? { pattern: true } : {}),
			span: map.toHostSpan(inside),
			written: { kind: string ? "string" : "identifier", region, span },
		};
	};
	for (const node of walk(parsed.expression)) {
		if (node.kind !== "selector") continue;
		const { name } = node;
		if (name !== undefined && name.span.end > name.span.start && !isMasked(name.span)) {
			yield place("metric", name.name, name.span, false, false);
		}
		for (const { kind, matcher, value } of matchersThatName(node)) {
			if (isMasked(value.span)) continue;
			const second = matcher.label.span.start === value.span.start;
			yield place(kind, value.value, value.span, !second, matcher.operator.endsWith("~"));
		}
	}
}

function* matchersThatName({ name, matchers }: VectorSelector) {
	for (const matcher of matchers) {
		const { label, value } = matcher;
		if (value.kind !== "string" || !value.terminated || value.value === "" || value.invalidUtf8) continue;
		const kind = kindOfMatcher(label.name, name?.name ?? nameMatched(matchers));
		if (kind !== undefined) yield { kind, matcher, value };
	}
}

function kindOfMatcher(label: string, metric: string | undefined): NameKind | undefined {
	if (label === "__name__") return "metric";
	return label === alertNameLabel && metric !== undefined && alertMetrics.has(metric) ? "alert" : undefined;
}

function nameMatched(matchers: readonly LabelMatcher[]): string | undefined {
	const matcher = matchers.find(({ label, operator }) => label.name === "__name__" && operator === "=");
	return matcher?.value.kind === "string" ? matcher.value.value : undefined;
}

/** The route and those below it, parents first. */
export function* routesIn(route: Route | undefined): Generator<Route> {
	if (route === undefined) return;
	yield route;
	for (const child of route.routes) yield* routesIn(child);
}

function* findInMatchers(matchers: readonly AlertMatcher[], text: string): Generator<NamePlace> {
	for (const { label, operator, value, span } of matchers) {
		if (label !== alertNameLabel) continue;
		const place = placeOf(text, "alert", "use", { value, span });
		if (place !== undefined) yield operator.endsWith("~") ? { ...place, pattern: true } : place;
	}
}

/** Aliases of YAML make one place stand for several. */
function withoutRepetitions(places: readonly NamePlace[]): readonly NamePlace[] {
	const seen = new Set<string>();
	return places
		.filter(({ kind, role, span }) => {
			const key = `${kind} ${role} ${span.start}`;
			return seen.size < seen.add(key).size;
		})
		.sort((a, b) => a.span.start - b.span.start);
}
