import { type Addition, planAdditions } from "./additions.ts";
import { createMerge, MergeRefusal } from "./merge.ts";
import { createYamlMerge } from "./mergeYaml.ts";
import { findEntry, type TreeMap, type TreeNode, valueAt } from "./tree.ts";

/**
 * Scrape jobs, rule files, Alertmanagers and remote write, in a configuration of Prometheus. What is set up already stays as
 * it is, whole: a job of the same name gets no further targets, and what holds globally is the file's own.
 */
export const mergePrometheus = createMerge(
	createYamlMerge((existing, addition) => {
		const [there, ...more] = existing.roots;
		const [wanted] = addition.roots;
		if (there?.kind !== "map" || more.length > 0) throw new MergeRefusal("it is no configuration of Prometheus.");
		return { additions: wanted?.kind === "map" ? planConfiguration(there, wanted) : [], documents: [] };
	}),
);

/** By what items of these lists are known; what is of another list is added item by item. */
const names: Readonly<Record<string, string>> = { scrape_configs: "job_name", remote_write: "url" };

function planConfiguration(existing: TreeMap, addition: TreeMap): readonly Addition[] {
	return addition.entries.flatMap((entry): readonly Addition[] => {
		if (entry.key === "global") return [];
		const found = findEntry(existing, entry.key);
		const { node } = entry;
		if (found === undefined) return [{ kind: "entry", into: existing, entry, value: node?.value ?? null, depth: 0 }];
		if (node === undefined || entry.key === "alerting") return [];
		if (found.node === undefined) {
			return [{ kind: "value", into: found, parent: existing, node, value: node.value, depth: 1 }];
		}
		const name = names[entry.key];
		return name === undefined ? planAdditions(found.node, node, 1) : planNamed(found.node, node, name, entry.key);
	});
}

function planNamed(existing: TreeNode, addition: TreeNode, name: string, key: string): readonly Addition[] {
	if (existing.kind !== "list" || addition.kind !== "list") {
		throw new MergeRefusal(`its ${key} is no list that can be added to.`);
	}
	const known = new Set(existing.items.map(({ node }) => valueAt(node?.value, name)));
	return addition.items
		.filter(({ node }) => !known.has(valueAt(node?.value, name)))
		.map((item) => ({ kind: "item", into: existing, item, value: item.node?.value ?? null, depth: 1 }));
}
