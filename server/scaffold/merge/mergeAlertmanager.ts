import { type Addition, lacks, planAdditions, planEntries, planValue } from "./additions.ts";
import { createMerge, MergeRefusal } from "./merge.ts";
import { createYamlMerge, pairDocuments } from "./mergeYaml.ts";
import {
	equal,
	findEntry,
	findNode,
	isMap,
	type TreeItem,
	type TreeList,
	type TreeMap,
	type TreeNode,
	valueAt,
} from "./tree.ts";

/**
 * Receivers, routes, inhibition rules and time intervals, in Alertmanager's configuration or an AlertmanagerConfig. The
 * file's root route stays what it is: routes of the addition's root become children of it, before a child that takes
 * everything.
 */
export const mergeAlertmanager = createMerge(
	createYamlMerge((existing, addition) => {
		const pairs = pairDocuments(existing.roots, addition.roots);
		const additions: Addition[] = [];
		const documents: number[] = [];
		for (const [index, root] of addition.roots.entries()) {
			const found = pairs[index];
			if (found !== undefined) additions.push(...planConfiguration(rootOf(found), rootOf(root)));
			else if (root.kind === "map" && existing.roots.some((each) => each.kind !== "map")) {
				throw new MergeRefusal("it is no configuration of Alertmanager: it is no map.");
			} else documents.push(index);
		}
		return { additions, documents };
	}),
);

function rootOf(root: TreeNode): TreeMap {
	const spec = valueAt(root.value, "kind") === "AlertmanagerConfig" ? findNode(root, "spec") : root;
	if (spec?.kind !== "map") throw new MergeRefusal("it is no configuration of Alertmanager.");
	return spec;
}

/** Lists whose items have a name of their own, so that one of the same name is the same. */
const named: ReadonlySet<string> = new Set([
	"receivers",
	"time_intervals",
	"mute_time_intervals",
	"muteTimeIntervals",
	"timeIntervals",
]);

function planConfiguration(existing: TreeMap, addition: TreeMap): readonly Addition[] {
	return addition.entries.flatMap((entry): readonly Addition[] => {
		const value = entry.node?.value ?? null;
		const found = findEntry(existing, entry.key);
		if (found === undefined) return [{ kind: "entry", into: existing, entry, value, depth: 0 }];
		const { node } = entry;
		const there = found.node;
		if (there === undefined || node === undefined) return planValue(existing, found, node, 1);
		if (entry.key === "route") return planRoute(there, node, "the root route", 1);
		if (entry.key === "global" && there.kind === "map" && node.kind === "map") return planGlobal(there, node);
		if (named.has(entry.key) && there.kind === "list" && node.kind === "list") {
			return planNamed(entry.key, there, node);
		}
		return planAdditions(there, node, 1);
	});
}

/** Of a setting and its file (`slack_api_url`, `slack_api_url_file`) Alertmanager takes one alone. */
function planGlobal(existing: TreeMap, addition: TreeMap): readonly Addition[] {
	const other = (key: string): string => (key.endsWith("_file") ? key.slice(0, -"_file".length) : `${key}_file`);
	return planEntries(existing, addition, 1, (key) => findEntry(existing, other(key)) !== undefined);
}

function planNamed(key: string, existing: TreeList, addition: TreeList): readonly Addition[] {
	return addition.items.flatMap((item): readonly Addition[] => {
		const value = item.node?.value ?? null;
		const name = valueAt(value, "name");
		const found = existing.items.find((each) => valueAt(each.node?.value, "name") === name);
		if (found?.node === undefined || item.node === undefined) {
			return [{ kind: "item", into: existing, item, value, depth: 1 }];
		}
		if (!lacks(found.node.value, value)) {
			if (agrees(found.node.value, value)) return [];
		} else if (agrees(found.node.value, value) && Object.keys(found.node.value as object).length === 1) {
			// A receiver that has nothing but its name.
			return planAdditions(found.node, item.node, 2);
		}
		throw new MergeRefusal(`its ${key} has "${String(name)}" already, and it says something else.`);
	});
}

/** Claims that nothing of the addition is contradicted by what is there. */
function agrees(existing: unknown, addition: unknown): boolean {
	if (isMap(existing) && isMap(addition)) {
		return Object.entries(addition).every(([key, value]) => !(key in existing) || agrees(existing[key], value));
	}
	if (Array.isArray(existing) && Array.isArray(addition)) {
		return addition.every((item) => existing.some((each) => equal(each, item)));
	}
	return equal(existing, addition);
}

/** Adds the routes below a route that stand in none of the same matchers; settings of the route itself stay. */
function planRoute(existing: TreeNode, addition: TreeNode, name: string, depth: number): readonly Addition[] {
	const wanted = findEntry(addition, "routes");
	if (wanted?.node === undefined) return [];
	if (existing.kind !== "map") throw new MergeRefusal(`${name} is no map that can be added to.`);
	const found = findEntry(existing, "routes");
	if (found === undefined) {
		return [{ kind: "entry", into: existing, entry: wanted, value: wanted.node.value, depth }];
	}
	if (found.node === undefined) return planValue(existing, found, wanted.node, depth + 1);
	const routes = found.node;
	if (routes.kind !== "list" || wanted.node.kind !== "list") {
		throw new MergeRefusal(`the routes of ${name} are no list that can be added to.`);
	}
	return wanted.node.items.flatMap((item) => planChild(routes, item, depth + 2));
}

function planChild(routes: TreeList, item: TreeItem, depth: number): readonly Addition[] {
	const value = item.node?.value ?? null;
	if (routes.items.some((each) => equal(each.node?.value, value))) return [];
	const matchers = matchersOf(value);
	const same = routes.items.filter(({ node }) => equal(matchersOf(node?.value), matchers));
	const receiver = valueAt(value, "receiver");
	const twin = same.find(({ node }) => equal(valueAt(node?.value, "receiver"), receiver))?.node;
	if (twin !== undefined && item.node !== undefined) {
		return planRoute(twin, item.node, `the route to ${String(receiver)}`, depth + 1);
	}
	const taker = same.find(({ node }) => valueAt(node?.value, "continue") !== true);
	if (taker !== undefined) {
		const target = String(valueAt(taker.node?.value, "receiver") ?? "the receiver above it");
		throw new MergeRefusal(
			`a route with the matchers ${matchers.join(", ") || "of everything"} is there, and it leads to ${target}.`,
		);
	}
	// What stands behind a route that takes everything is never reached.
	const before = routes.items.findIndex(
		({ node }) => matchersOf(node?.value).length === 0 && valueAt(node?.value, "continue") !== true,
	);
	const place = before === -1 || routes.flow ? {} : { before };
	return [{ kind: "item", into: routes, item, value, depth, ...place }];
}

/** In one form, whichever of the three forms they are written in. */
function matchersOf(route: unknown): readonly string[] {
	const { match, match_re: expressions, matchers } = isMap(route) ? route : {};
	const written = Array.isArray(matchers) ? matchers : [];
	return [
		...Object.entries(isMap(match) ? match : {}).map(([label, value]) => `${label}="${String(value)}"`),
		...Object.entries(isMap(expressions) ? expressions : {}).map(([label, value]) => `${label}=~"${String(value)}"`),
		...written.map((each) => (typeof each === "string" ? plainMatcher(each) : JSON.stringify(each))),
	].toSorted();
}

function plainMatcher(text: string): string {
	const parts = /^\s*([^\s=!~]+)\s*(=~|!~|!=|=)\s*"?(.*?)"?\s*$/.exec(text);
	return parts === null ? text.trim() : `${parts[1]}${parts[2]}"${parts[3]}"`;
}
