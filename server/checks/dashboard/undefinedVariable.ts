import { findGrafanaBuiltIn } from "../../documents/embedded/masks/grafanaBuiltIns.ts";
import type { EmbeddedRegion } from "../../documents/embedded/region.ts";
import type { Dashboard } from "../../documents/model/dashboard.ts";
import { findNearestName } from "../../documents/structure/nearestName.ts";
import { shorten } from "../../promql/shorten.ts";
import type { Span } from "../../text/span.ts";
import { defineCheck } from "../check.ts";
import { findMentions } from "./usedVariables.ts";

export default defineCheck({
	id: "dashboard/undefined-variable",
	title: "Variable that the dashboard does not have",
	severity: "warning",
	why: "Grafana replaces the variables that the dashboard defines and leaves every other as it is: Prometheus gets the text `$name`, which it cannot read or which no label has as its value. The panel shows an error, or nothing.",
	fix: "Correct the name, or add the variable under `templating`.",
	differences:
		"Told at the first query that uses it. What an import fills in, such as `${DS_PROMETHEUS}`, is not reported, nor is anything where the dashboard has no variables at all and names one as its data source: a generator completes that.",
	examples: [
		{
			title: "A slip of the pen",
			file: "dashboard.json",
			bad: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "timeseries", "title": "Up", "targets": [{ "expr": "up{job=~\\"$jbo\\"}" }] }
                                                                            ^^^^
  ],
  "templating": { "list": [{ "name": "job", "type": "query", "query": "label_values(up, job)" }] }
}
`,
			good: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "type": "timeseries", "title": "Up", "targets": [{ "expr": "up{job=~\\"$job\\"}" }] }
  ],
  "templating": { "list": [{ "name": "job", "type": "query", "query": "label_values(up, job)" }] }
}
`,
		},
	],
	visit: {
		dashboard({ dashboard }, { report }) {
			// A library panel uses the variables of whatever dashboard it is put into.
			if (dashboard.form === "libraryPanel") return;
			const names = [
				...dashboard.variables.map(({ name }) => name.value),
				...dashboard.inputs.map(({ value }) => value),
			];
			const outside = [...namesOutside(dashboard)];
			// Without a single variable, and not even one for its data source, it is a part that a generator completes.
			if (dashboard.variables.length === 0 && outside.some(({ name, datasource }) => datasource && isOwn(name))) return;
			const told = new Set<string>();
			for (const region of regionsOf(dashboard)) {
				// A replacement of label_replace can name a group of its expression.
				if (region.source?.includes("(?P<") === true) continue;
				for (const { kind, name = "", span, source } of region.masks ?? []) {
					if (kind !== "grafanaVariable" || !isOwn(name) || names.includes(name) || told.has(name)) continue;
					told.add(name);
					const near = findNearestName(name, names);
					const hint = near === undefined ? "" : ` Is $${shorten(near)} meant?`;
					report({
						at: { region, span },
						evenMasked: true,
						message: `This dashboard has no variable ${shorten(name)}, so Grafana sends the text ${shorten(source)} to Prometheus as it is. Correct the name, or define the variable.${hint}`,
					});
				}
			}
			for (const { name, span, what } of outside) {
				if (!isOwn(name) || names.includes(name) || told.has(name)) continue;
				told.add(name);
				const near = findNearestName(name, names);
				const hint = near === undefined ? "" : ` Is ${shorten(near)} meant?`;
				report({
					at: span,
					message: `This dashboard has no variable ${shorten(name)}, ${what}. Correct the name, or define the variable.${hint}`,
				});
			}
		},
	},
});

/** Not one of Grafana's, nor what an import or a provisioning script fills in. */
function isOwn(name: string): boolean {
	return !/^(?:__|DS_|VAR_|\d)/.test(name) && findGrafanaBuiltIn(name) === undefined;
}

function* regionsOf({ panels, variables, annotations }: Dashboard): Generator<EmbeddedRegion> {
	for (const { targets } of panels)
		for (const { expression } of targets) if (expression !== undefined) yield expression;
	for (const { expressions } of variables) yield* expressions;
	for (const { expression } of annotations) if (expression !== undefined) yield expression;
}

interface OutsideName {
	readonly name: string;
	readonly span: Span;
	readonly datasource: boolean;
	/** What comes of it, as the end of a sentence. */
	readonly what: string;
}

/** The variables that are named elsewhere than in queries: as data sources, and to repeat something for each value. */
function* namesOutside({ panels, rows, variables }: Dashboard): Generator<OutsideName> {
	const datasources = [...panels, ...panels.flatMap(({ targets }) => targets), ...variables];
	for (const { datasource } of datasources) {
		const { reference, referenceSpan: span } = datasource ?? {};
		if (reference === undefined || span === undefined) continue;
		const [mention] = findMentions(reference);
		if (mention?.source !== reference) continue;
		yield {
			name: mention.name,
			span,
			datasource: true,
			what: "so Grafana finds no data source here and shows an error",
		};
	}
	for (const { repeat } of [...panels, ...rows]) {
		if (repeat === undefined) continue;
		yield {
			name: repeat.value,
			span: repeat.span,
			datasource: false,
			what: "so nothing is repeated for each of its values",
		};
	}
}
