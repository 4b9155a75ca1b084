import { type LabelMatcher, writeSelector } from "../../metrics/selectorText.ts";
import { printGroupingLabel } from "../../promql/names.ts";

/** What a dashboard is about: which series, and among which labels its reader can choose. */
export interface DashboardScope {
	/** Hold for every selector. */
	readonly matchers: readonly LabelMatcher[];
	/** Labels that have a variable of their name, the widest first. */
	readonly variables: readonly string[];
	/** By variable, what is chosen when the dashboard opens. */
	readonly current: Readonly<Record<string, string>>;
}

/** A query of a panel, for whoever says how selectors and windows are written. */
export type QueryText = (write: QueryWriter) => string;

export interface QueryWriter {
	/** The window of a rate. */
	readonly window: string;
	select(metric: string, matchers?: readonly LabelMatcher[]): string;
	/** `rate(metric{…}[window])` */
	rate(metric: string, matchers?: readonly LabelMatcher[]): string;
}

/** As the dashboard asks: with its variables, over a window that goes with the step. */
export function writeForDashboard(scope: DashboardScope): QueryWriter {
	const chosen = scope.variables.map((name): LabelMatcher => ({ label: name, op: "=~", value: `$${name}` }));
	return createWriter("$__rate_interval", (metric, matchers) => {
		const fixed = [...scope.matchers, ...matchers];
		return appendMatchers(hideVariables(writeSelector(metric, fixed)), chosen);
	});
}

/** As a recording rule would ask: all that is in the dashboard's scope, over a fixed window. */
export function writePlainly(scope: DashboardScope, window: string): QueryWriter {
	const opened = scope.variables.flatMap((label): LabelMatcher[] => {
		const value = scope.current[label];
		return value === undefined ? [] : [{ label, op: "=", value }];
	});
	return createWriter(window, (metric, matchers) => writeSelector(metric, [...scope.matchers, ...opened, ...matchers]));
}

function createWriter(
	window: string,
	select: (metric: string, matchers: readonly LabelMatcher[]) => string,
): QueryWriter {
	return {
		window,
		select: (metric, matchers = []) => select(metric, matchers),
		rate: (metric, matchers = []) => `rate(${select(metric, matchers)}[${window}])`,
	};
}

/** Grafana replaces what looks like a variable wherever it stands; an escape of PromQL's keeps a user's dollar from it. */
export function hideVariables(promql: string): string {
	return promql.replaceAll("$", "\\x24").replaceAll("[[", "\\x5b[");
}

/** Puts matchers behind those of a selector. */
export function appendMatchers(selector: string, more: readonly LabelMatcher[]): string {
	if (more.length === 0) return selector;
	const added = writeSelector(undefined, more).slice(1, -1);
	if (!selector.endsWith("}")) return `${selector}{${added}}`;
	return selector.endsWith("{}") ? `${selector.slice(0, -1)}${added}}` : `${selector.slice(0, -1)},${added}}`;
}

/** ` by (route, status) ` or nothing. */
export function writeBy(labels: readonly string[]): string {
	return labels.length === 0 ? "" : ` by (${labels.map(printGroupingLabel).join(", ")}) `;
}

/** As a legend names a label's value; of a name that a legend cannot take, Grafana's own choice. */
export function nameByLabels(labels: readonly string[]): string {
	return labels.every((label) => /^[a-zA-Z_]\w*$/.test(label))
		? labels.map((label) => `{{${label}}}`).join(" ")
		: "__auto";
}
