import { MergeRefusal } from "./merge.ts";
import {
	equal,
	findEntry,
	isMap,
	type TreeEntry,
	type TreeItem,
	type TreeList,
	type TreeMap,
	type TreeNode,
	valueAt,
} from "./tree.ts";

/** One thing that a file lacks. Of two at one place, that in the deeper node comes first in the text. */
export type Addition =
	| {
			readonly kind: "entry";
			readonly into: TreeMap;
			readonly entry: TreeEntry;
			readonly value: unknown;
			readonly depth: number;
	  }
	| {
			readonly kind: "item";
			readonly into: TreeList;
			readonly item: TreeItem;
			readonly value: unknown;
			readonly depth: number;
			/** The place among the items that are there; at the end where it is left out. */
			readonly before?: number;
	  }
	/** For a key that has nothing written as its value. */
	| {
			readonly kind: "value";
			readonly into: TreeEntry;
			readonly parent: TreeMap;
			readonly node: TreeNode;
			readonly value: unknown;
			readonly depth: number;
	  };

/** What of the addition is missing; whatever is there wins. */
export function planAdditions(existing: TreeNode, addition: TreeNode, depth = 0): readonly Addition[] {
	if (existing.kind === "alias") {
		if (!lacks(existing.value, addition.value)) return [];
		throw new MergeRefusal(
			"something would have to be added to what an alias (*) repeats; add it where its anchor (&) is.",
		);
	}
	if (existing.kind === "map" && addition.kind === "map") return planEntries(existing, addition, depth);
	if (existing.kind === "list" && addition.kind === "list") return planItems(existing, addition, depth);
	return [];
}

/** `except` says which keys are left out, as something that stands for them is there. */
export function planEntries(
	existing: TreeMap,
	addition: TreeMap,
	depth = 0,
	except: (key: string) => boolean = () => false,
): readonly Addition[] {
	return addition.entries.flatMap((entry): readonly Addition[] => {
		const found = findEntry(existing, entry.key);
		const value = entry.node?.value ?? null;
		if (found === undefined) {
			const merged = valueAt(existing.value, entry.key);
			if (merged !== undefined && lacks(merged, value)) {
				throw new MergeRefusal(`"${entry.key}" comes from a merged map (<<); add to it by hand.`);
			}
			if (merged !== undefined || except(entry.key)) return [];
			return [{ kind: "entry", into: existing, entry, value, depth }];
		}
		return planValue(existing, found, entry.node, depth + 1);
	});
}

/** What is missing in the value of a key that is there. */
export function planValue(
	parent: TreeMap,
	found: TreeEntry,
	node: TreeNode | undefined,
	depth: number,
): readonly Addition[] {
	if (node === undefined || node.value === null) return [];
	if (found.node !== undefined) return planAdditions(found.node, node, depth);
	return [{ kind: "value", into: found, parent, node, value: node.value, depth }];
}

function planItems(existing: TreeList, addition: TreeList, depth: number): readonly Addition[] {
	const taken = new Set<TreeItem>();
	const known = new Set<string>();
	const added: unknown[] = [];
	return addition.items.flatMap((item): readonly Addition[] => {
		const value = item.node?.value ?? null;
		const identity = identityOf(value);
		if (identity !== undefined && !known.has(identity)) {
			known.add(identity);
			const found = existing.items.find((each) => !taken.has(each) && identityOf(each.node?.value) === identity);
			if (found?.node !== undefined && item.node !== undefined) {
				taken.add(found);
				return planAdditions(found.node, item.node, depth + 1);
			}
		} else {
			const there = (each: unknown): boolean => (identity === undefined ? equal(each, value) : !lacks(each, value));
			if (existing.items.some((each) => there(each.node?.value ?? null)) || added.some(there)) return [];
		}
		added.push(value);
		return [{ kind: "item", into: existing, item, value, depth }];
	});
}

/** Keys by which items of lists are known, in Prometheus', Grafana's, Kubernetes' and Compose's files. */
const naturalKeys = [
	"name",
	"job_name",
	"alert",
	"record",
	"uid",
	"id",
	"url",
	"mountPath",
	"containerPort",
	"key",
	"input",
] as const;

function identityOf(value: unknown): string | undefined {
	if (!isMap(value)) return undefined;
	const key = naturalKeys.find((each) => typeof value[each] === "string" || typeof value[each] === "number");
	return key && `${key}\n${String(value[key])}`;
}

/** Claims that something of the addition is missing; a value that differs is there. */
export function lacks(existing: unknown, addition: unknown): boolean {
	if (addition === null || addition === undefined) return false;
	if (existing === null || existing === undefined) return true;
	if (Array.isArray(existing) && Array.isArray(addition)) {
		return addition.some((item) => {
			const identity = identityOf(item);
			return identity === undefined
				? !existing.some((each) => equal(each, item))
				: !existing.some((each) => identityOf(each) === identity && !lacks(each, item));
		});
	}
	if (isMap(existing) && isMap(addition)) {
		return Object.keys(addition).some((key) => !Object.hasOwn(existing, key) || lacks(existing[key], addition[key]));
	}
	return false;
}
