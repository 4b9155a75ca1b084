import type { LabelSet } from "../../metrics/port.ts";
import type { Grouping } from "../../promql/ast.ts";
import type { Groups } from "./explanation.ts";

const MOST_GROUPS = 50;

/** The groups that an aggregation makes of series, as Prometheus's engine does: `without` drops the metric's name too. */
export function describeGroups(
	grouping: Grouping | undefined,
	series: readonly { readonly labels: LabelSet }[],
): Groups {
	const named = new Set(grouping?.labels.map(({ name }) => name));
	const without = grouping?.without === true;
	const counts = (label: string): boolean => (without ? label !== "__name__" && !named.has(label) : named.has(label));
	const groups = new Map<string, { readonly labels: LabelSet; series: number }>();
	for (const { labels } of series) {
		const own = Object.entries(labels)
			.filter(([label, value]) => value !== "" && counts(label))
			.sort(([a], [b]) => (a < b ? -1 : 1));
		const key = JSON.stringify(own);
		const group = groups.get(key) ?? { labels: Object.fromEntries(own), series: 0 };
		group.series += 1;
		groups.set(key, group);
	}
	const sorted = [...groups.values()].toSorted((a, b) => b.series - a.series);
	return {
		without,
		by: [...named],
		count: groups.size,
		largest: sorted.slice(0, MOST_GROUPS),
		smallest: sorted.at(-1)?.series ?? 0,
	};
}
