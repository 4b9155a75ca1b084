import { parametersOf } from "../../../server/scaffold/ruleLibrary/fillEntry.ts";
import { RECORDING_GROUPS } from "../../../server/scaffold/ruleLibrary/library.ts";
import type { ScaffoldCase } from "../scaffoldCase.ts";

const id = "recordingRule";

/** Every entry as it is, and with all its parameters at another value. */
const entries: readonly ScaffoldCase[] = RECORDING_GROUPS.flatMap(({ name, entries: all }) => {
	const recordings = all.map((entry) => entry.id).join(", ");
	const settings = all.flatMap((entry) =>
		Object.entries(parametersOf(entry)).map(([parameter, { other }]) => `${entry.id}.${parameter}=${other}`),
	);
	return [
		{ id, title: `all of ${name}`, answers: { recordings } },
		{
			id,
			title: `all of ${name}, set otherwise`,
			answers: { recordings, tune: "change", settings: settings.join("; "), extras: "" },
		},
	];
});

const there = `groups:
  - name: hosts-recorded
    interval: 30s
    rules:
      - record: instance:node_load1:max
        expr: max by (instance) (node_load1)
`;

const forms: readonly ScaffoldCase[] = [
	{ id, title: "PrometheusRule", answers: { recordings: "host-cpu-ratio", output: "prometheusRule" } },
	{ id, title: "a scope", answers: { recordings: "namespace-cpu", scope: 'cluster="eu-1"' } },
	{
		id,
		title: "into a group that is there",
		answers: { recordings: "host-cpu-ratio, host-memory-ratio", file: "rules/hosts.yml" },
		scene: { files: { "rules/hosts.yml": there } },
	},
	{
		id,
		title: "a query",
		answers: { source: "expression", expression: 'sum by (job) (rate(jobs_total{queue="mail"}[5m]))' },
	},
	{
		id,
		title: "a query with a name of one's own",
		answers: { source: "expression", expression: "max by (queue) (jobs_waiting)", record: "queue:jobs_waiting:max" },
	},
];

export const recordingCases: readonly ScaffoldCase[] = [...entries, ...forms];
