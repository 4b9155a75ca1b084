import type { EmbeddedRegion } from "../../documents/embedded/region.ts";
import type { AlertMatcher, Route } from "../../documents/model/alertmanagerConfig.ts";
import type { DocumentModel } from "../../documents/model.ts";
import type { LabelMatcher, VectorSelector } from "../../promql/ast.ts";
import { parsePromql } from "../../promql/parse.ts";
import { walk } from "../../promql/visit.ts";
import type { Problem } from "../../text/problem.ts";
import type { Span } from "../../text/span.ts";
import type { IndexedFile } from "../../workspace/graph/indexedFile.ts";

/** Names that rules had and no rule has any more, each with where it was; plain data. */
export interface RemovedRules {
	readonly recordings: ReadonlyMap<string, string>;
	readonly alerts: ReadonlyMap<string, string>;
}

/** What `before` records and alerts and `after` does not; `undefined` where that is nothing. `placeOf` names a file. */
export function findRemoved(
	before: readonly IndexedFile[],
	after: readonly IndexedFile[],
	placeOf: (uri: string) => string,
): RemovedRules | undefined {
	const recorded = new Set<string>();
	const alerting = new Set<string>();
	for (const { items } of after) {
		for (const { kind, name } of items) {
			if (kind === "record") recorded.add(name);
			else if (kind === "alert") alerting.add(name);
		}
	}
	const recordings = new Map<string, string>();
	const alerts = new Map<string, string>();
	for (const file of before) {
		for (const { kind, name } of file.items) {
			if (kind === "record" && !recorded.has(name)) recordings.set(name, placeOf(file.uri));
			if (kind === "alert" && !alerting.has(name)) alerts.set(name, placeOf(file.uri));
		}
	}
	return recordings.size + alerts.size === 0 ? undefined : { recordings, alerts };
}

/** Every place of the file that still asks for what is gone, in order. */
export function findRemovedUses(model: DocumentModel, removed: RemovedRules): readonly Problem[] {
	const problems: Problem[] = [];
	const tell = (kind: keyof RemovedRules, name: string, span: Span): void => {
		const place = removed[kind].get(name);
		if (place !== undefined)
			problems.push({ code: "rule/removed-but-used", severity: "warning", span, message: describe(kind, name, place) });
	};
	const tellAlert = (name: string | undefined, span: Span): void => {
		if (name !== undefined) tell("alerts", name, span);
	};
	for (const region of model.regions) tellRegion(region, tell);
	for (const config of model.alertmanagers) {
		const matchers = config.inhibitions.flatMap(({ source, target }) => [...source, ...target]);
		for (const matcher of [...matchers, ...routeMatchers(config.route)]) tellAlert(alertOf(matcher), matcher.span);
	}
	for (const { tests } of model.ruleTests) {
		for (const { alert } of tests.flatMap(({ alertTests }) => alertTests))
			if (alert) tellAlert(alert.value, alert.span);
	}
	return problems.toSorted((a, b) => a.span.start - b.span.start);
}

function describe(kind: keyof RemovedRules, name: string, place: string): string {
	return kind === "recordings"
		? `Nothing records ${name} any more: ${place} did before this change. What asks for it here gets no series. Use its new name, or remove this.`
		: `No rule alerts by the name ${name} any more: one in ${place} did before this change. What asks for it here finds no alert. Use its new name, or remove this.`;
}

type Tell = (kind: keyof RemovedRules, name: string, span: Span) => void;

function tellRegion(region: EmbeddedRegion, tell: Tell): void {
	for (const inner of region.inner ?? []) tellRegion(inner, tell);
	// A series of a unit test is what the test brings along.
	if (region.language !== "promql" || ["metricsql", "blank", "series"].includes(region.context.role)) return;
	const { expression } = parsePromql(region.text);
	for (const part of walk(expression)) {
		if (part.kind !== "selector") continue;
		const asked = askedBy(part);
		const masked = region.masks?.some(
			({ span }) => asked && span.start < asked.span.end && asked.span.start < span.end,
		);
		if (asked !== undefined && masked !== true) tell(asked.kind, asked.name, region.map.toHostSpan(asked.span));
	}
}

interface AskedFor {
	readonly kind: keyof RemovedRules;
	readonly name: string;
	readonly span: Span;
}

function askedBy({ name, matchers }: VectorSelector): AskedFor | undefined {
	const metric = name === undefined ? equalTo(matchers, "__name__") : { name: name.name, span: name.span };
	if (metric?.name === "ALERTS" || metric?.name === "ALERTS_FOR_STATE") {
		const alert = equalTo(matchers, "alertname");
		return alert && { kind: "alerts", ...alert };
	}
	return metric && { kind: "recordings", ...metric };
}

function equalTo(
	matchers: readonly LabelMatcher[],
	label: string,
): { readonly name: string; readonly span: Span } | undefined {
	const found = matchers.find((matcher) => matcher.label.name === label && matcher.operator === "=");
	return found?.value.kind === "string" ? { name: found.value.value, span: found.value.span } : undefined;
}

function* routeMatchers(route: Route | undefined): Generator<AlertMatcher> {
	if (route === undefined) return;
	yield* route.matchers;
	for (const inner of route.routes) yield* routeMatchers(inner);
}

function alertOf({ label, operator, value }: AlertMatcher): string | undefined {
	return label === "alertname" && operator === "=" ? value : undefined;
}
