import fc from "fast-check";
import { expect, test } from "vitest";
import type { DocumentModel } from "../../../server/documents/model.ts";
import { createDocumentParser } from "../../../server/documents/registry.ts";

const target = (index: number) => ({
	refId: "A",
	expr: `sum by (job) (rate(requests_${index}_total{job=~"$job"}[$__rate_interval]))`,
	legendFormat: "{{job}}",
});

const panels = Array.from({ length: 60 }, (_, index) =>
	index % 10 === 0
		? { id: index, type: "row", title: `Row ${index}`, panels: [] }
		: {
				id: index,
				type: "timeseries",
				title: `Panel ${index}`,
				datasource: { type: "prometheus", uid: "$ds" },
				fieldConfig: { defaults: { unit: "reqps" } },
				targets: [target(index), target(index + 100)],
			},
);

const variables = [
	{ name: "ds", type: "datasource", query: "prometheus" },
	{ name: "job", type: "query", datasource: { uid: "$ds" }, query: "label_values(up, job)" },
];

const dashboard = JSON.stringify(
	{ title: "T", schemaVersion: 41, templating: { list: variables }, panels },
	undefined,
	2,
);

const source = (text: string, version: number) => ({ uri: "file:///d.json", languageId: "json", version, text });

/** All that a model says, with regions as where they stand and what is in them. */
function describeModel(model: DocumentModel | undefined): unknown {
	const regions = model?.regions.map(({ text, source: written, hostSpan, map, context, encodeEdit: _, ...rest }) => ({
		text,
		written,
		hostSpan,
		places: [0, 5, text.length].map((offset) => map.toHost(offset)),
		context,
		masks: rest.masks,
	}));
	const spans = new Map(model?.regions.map((region) => [region, region.hostSpan]));
	const dashboards = JSON.stringify(model?.dashboards ?? [], (key, value) =>
		key === "expression" ? (spans.get(value) ?? "not a region of the model") : value,
	);
	return { regions, dashboards: JSON.parse(dashboards), outline: model?.outline, problems: model?.problems };
}

test("a dashboard that was edited reads as one that is read for the first time", () => {
	const piece = fc.constantFrom("", " ", "x", "\n", '"', "}", "rollup_rate(", "loki", "Row", "$");
	const edits = fc.array(fc.tuple(fc.nat(dashboard.length - 20), fc.nat(6), piece), { minLength: 1, maxLength: 4 });
	fc.assert(
		fc.property(edits, (changes) => {
			const parser = createDocumentParser();
			parser.parse(source(dashboard, 1));
			let text = dashboard;
			for (const [index, [at, cut, added]] of changes.entries()) {
				text = text.slice(0, at) + added + text.slice(at + cut);
				const edited = parser.parse(source(text, index + 2));
				expect(describeModel(edited)).toEqual(describeModel(createDocumentParser().parse(source(text, 1))));
			}
		}),
		{ numRuns: 20 },
	);
});
