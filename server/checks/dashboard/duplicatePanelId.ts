import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "dashboard/duplicate-panel-id",
	title: "Two panels with one id",
	severity: "warning",
	why: "Links to a panel, alerts, public dashboards and panels that reuse another one's result name it by its id. With two of an id they lead to one of them, and Grafana renumbers the other when it loads the dashboard, so that the file and what is shown no longer agree.",
	fix: "Give one of them an id that no other panel has.",
	examples: [
		{
			title: "A copied panel",
			file: "dashboard.json",
			bad: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "id": 1, "type": "timeseries", "title": "Up", "targets": [{ "expr": "up" }] },
    { "id": 1, "type": "timeseries", "title": "Down", "targets": [{ "expr": "up == 0" }] }
            ^
  ]
}
`,
			good: `{
  "title": "API", "schemaVersion": 41,
  "panels": [
    { "id": 1, "type": "timeseries", "title": "Up", "targets": [{ "expr": "up" }] },
    { "id": 2, "type": "timeseries", "title": "Down", "targets": [{ "expr": "up == 0" }] }
  ]
}
`,
		},
	],
	visit: {
		dashboard({ dashboard }, { report }) {
			const first = new Map<number, (typeof dashboard.panels)[number]>();
			let next = Math.max(0, ...dashboard.panels.map(({ id }) => id?.value ?? 0)) + 1;
			for (const panel of dashboard.panels) {
				if (panel.id === undefined) continue;
				const { value, span } = panel.id;
				const other = first.get(value);
				if (other?.id === undefined) {
					first.set(value, panel);
					continue;
				}
				const free = next++;
				report({
					at: span,
					message: `The panel ${shorten(other.title?.value ?? "before")} has the id ${value} already, so links and alerts by it lead to one of the two. Give this one another, such as ${free}.`,
					related: [{ at: other.id.span, message: "The first panel with this id." }],
					fix: { title: `Give it the id ${free}`, edits: [{ at: span, newText: String(free) }] },
				});
			}
		},
	},
});
