import { printDuration } from "../../promql/duration.ts";
import { shorten } from "../../promql/shorten.ts";
import type { GroupItem, NameUse } from "../../workspace/graph/indexedFile.ts";
import type { Place, WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "rule/lagging-chain",
	title: "Rule that reads what is recorded late",
	severity: "information",
	needs: ["workspace"],
	why: "Groups are evaluated independently of each other. A rule that reads what another group records gets a value that is up to that group's interval old, and through a chain of groups the intervals add up: an alert of every 30 seconds over a rule of every 10 minutes learns of an outage 10 minutes late, before its `for` begins.",
	fix: "Record it in the group of the rule that reads it, or shorten the interval of its group.",
	options: {
		maxLag: { kind: "duration", description: "How late a value may be.", default: "5m" },
	},
	differences: "A range or subquery over the recorded values is reported too: its newest sample is as late.",
	examples: [
		{
			title: "An alert over a slow group",
			bad: `groups:
  - name: alerts
    interval: 30s
    rules:
      - alert: Errors
        expr: job:errors:ratio > 0.1
              ^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: alerts
    interval: 30s
    rules:
      - record: job:errors:ratio
        expr: sum by (job) (rate(errors_total[5m])) / sum by (job) (rate(requests_total[5m]))
      - alert: Errors
        expr: job:errors:ratio > 0.1
`,
			others: {
				"slow.yaml": `groups:
  - name: slow
    interval: 10m
    rules:
      - record: job:errors:ratio
        expr: sum by (job) (rate(errors_total[5m])) / sum by (job) (rate(requests_total[5m]))
`,
			},
		},
	],
	visit: {
		graph({ file, graph, pathTo, uri }, { report, options }) {
			const own = (parent: number | undefined) => (parent === undefined ? undefined : file.items[parent]);
			for (const item of file.items) {
				if (item.kind !== "alert" && item.kind !== "record") continue;
				const group = own(item.parent);
				const told = new Set<string>();
				for (const use of item.uses) {
					if (!isRead(use) || told.has(use.name) || use.name === item.name) continue;
					const chain = slowestChain(use.name, group, graph, new Set());
					const lag = chain.reduce((sum, { interval }) => sum + interval, 0);
					const interval = group?.kind === "group" ? (group.intervalSeconds ?? 0) : 0;
					if (lag <= options.maxLag || lag <= interval) continue;
					told.add(use.name);
					const steps = chain.map(
						(step) =>
							`the group ${shorten(step.group.name)}${step.uri === uri ? "" : ` in ${pathTo(step.uri)}`} every ${printDuration(step.interval)}`,
					);
					report({
						at: use.span,
						message: `${shorten(use.name)} is recorded by ${steps.join(", which reads what is recorded by ")}, so what ${shorten(item.name)} reads here is up to ${printDuration(lag)} old. Record it in this group, or shorten the interval.`,
					});
				}
			}
		},
	},
});

function isRead({ kind, pattern }: NameUse): boolean {
	return kind === "metric" && pattern !== true;
}

interface Step {
	readonly group: GroupItem;
	readonly uri: string;
	/** In seconds. */
	readonly interval: number;
}

/** The groups through which a value comes that make it latest; none of its own, nor of one whose interval is not written. */
function slowestChain(
	name: string,
	reading: unknown,
	graph: WorkspaceGraph,
	seen: ReadonlySet<string>,
): readonly Step[] {
	if (seen.has(name) || seen.size > longest) return [];
	const chains = graph
		.definitionsOf({ kind: "metric", name })
		.filter(({ item }) => item.kind === "record")
		.map((place): readonly Step[] => {
			const step = stepOf(place);
			const before = place.item.uses
				.filter(isRead)
				.map((use) => slowestChain(use.name, step?.group, graph, new Set([...seen, name])));
			const slowest = before.reduce((a, b) => (lagOf(b) > lagOf(a) ? b : a), []);
			return step === undefined || step.group === reading ? slowest : [step, ...slowest];
		});
	// Of several rules of one name the fastest counts: which of them writes the series that is read is not known.
	const [first, ...others] = chains;
	return first === undefined ? [] : others.reduce((a, b) => (lagOf(b) < lagOf(a) ? b : a), first);
}

const longest = 10;

function stepOf({ item, file, uri }: Place): Step | undefined {
	const group = item.parent === undefined ? undefined : file.items[item.parent];
	if (group?.kind !== "group" || group.intervalSeconds === undefined) return undefined;
	return { group, uri, interval: group.intervalSeconds };
}

function lagOf(chain: readonly Step[]): number {
	return chain.reduce((sum, { interval }) => sum + interval, 0);
}
