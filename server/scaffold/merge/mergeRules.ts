import type { Addition } from "./additions.ts";
import { createMerge, MergeRefusal } from "./merge.ts";
import { createYamlMerge, identityOfResource } from "./mergeYaml.ts";
import { equal, findEntry, findNode, isMap, type TreeItem, type TreeList, type TreeNode, valueAt } from "./tree.ts";

/**
 * Rules by their groups, in a rule file or a PrometheusRule. A group keeps its own interval and everything else that it
 * says; a rule that is there under the same name and labels with something else in it is the user's to decide on.
 */
export const mergeRules = createMerge(
	createYamlMerge((existing, addition) => {
		const additions: Addition[] = [];
		const documents: number[] = [];
		for (const [index, root] of addition.roots.entries()) {
			const groups = groupsOf(root);
			if (groups === undefined) throw new MergeRefusal("there are no rule groups to be added.");
			const home = findHome(existing.roots, root);
			if (home === undefined) documents.push(index);
			else additions.push(...planGroups(home, groups));
		}
		return { additions, documents };
	}),
);

function groupsOf(root: TreeNode): TreeList | undefined {
	const groups = findNode(root, "groups") ?? findNode(root, "spec", "groups");
	return groups?.kind === "list" ? groups : undefined;
}

/** The document that groups are added to; a resource of another name stays a document of its own. */
function findHome(roots: readonly TreeNode[], addition: TreeNode): TreeNode | undefined {
	const resource = identityOfResource(addition.value);
	const homes = roots.filter((root) => isRuleFile(root.value) || isRuleResource(root.value));
	const [home] = homes;
	if (home === undefined) {
		if (roots.length > 0 && resource === undefined) {
			throw new MergeRefusal('it is no rule file: it has no "groups" and is no PrometheusRule.');
		}
		return undefined;
	}
	if (resource !== undefined) {
		const same = homes.find((root) => identityOfResource(root.value) === resource);
		if (same !== undefined) return same;
		return isRuleFile(home.value) ? home : undefined;
	}
	if (homes.length > 1) throw new MergeRefusal("it has several documents with rule groups; choose one by hand.");
	return home;
}

function isRuleFile(value: unknown): boolean {
	return isMap(value) && Object.hasOwn(value, "groups") && !Object.hasOwn(value, "kind");
}

function isRuleResource(value: unknown): boolean {
	return /^(?:PrometheusRule|GlobalRuleGroup|Rules|VMRule)$/.test(String(valueAt(value, "kind")));
}

function planGroups(home: TreeNode, groups: TreeList): readonly Addition[] {
	const holder = isRuleFile(home.value) ? home : findNode(home, "spec");
	const found = findEntry(holder, "groups");
	if (holder?.kind !== "map" || found === undefined) {
		throw new MergeRefusal('its PrometheusRule has no "spec.groups" to add to.');
	}
	const there = found.node;
	if (there === undefined || there.value === null) {
		if (there !== undefined) throw new MergeRefusal('its "groups" is null; write "groups: []" or leave it empty.');
		return [{ kind: "value", into: found, parent: holder, node: groups, value: groups.value, depth: 1 }];
	}
	if (there.kind !== "list") throw new MergeRefusal('its "groups" is no list that can be added to.');
	const added = new Set<string>();
	return groups.items.flatMap((item): readonly Addition[] => {
		const name = String(valueAt(item.node?.value, "name"));
		const same = there.items.find((each) => valueAt(each.node?.value, "name") === name);
		if (same === undefined) {
			if (added.has(name)) throw new MergeRefusal(`what was to be added has two groups called "${name}".`);
			added.add(name);
			return [{ kind: "item", into: there, item, value: item.node?.value ?? null, depth: 2 }];
		}
		return planRules(name, same.node, item.node);
	});
}

function planRules(group: string, existing: TreeNode | undefined, addition: TreeNode | undefined): readonly Addition[] {
	const wanted = findNode(addition, "rules");
	if (wanted?.kind !== "list") return [];
	if (existing?.kind !== "map") throw new MergeRefusal(`its group "${group}" is an alias; add to it by hand.`);
	const found = findEntry(existing, "rules");
	if (found === undefined) {
		const entry = findEntry(addition, "rules");
		if (entry === undefined) return [];
		return [{ kind: "entry", into: existing, entry, value: wanted.value, depth: 3 }];
	}
	const rules = found.node;
	if (rules === undefined) {
		return [{ kind: "value", into: found, parent: existing, node: wanted, value: wanted.value, depth: 4 }];
	}
	if (rules.kind !== "list")
		throw new MergeRefusal(`the rules of its group "${group}" are no list that can be added to.`);
	return wanted.items.filter((item) => isMissing(group, rules, wanted, item)).map((item) => addRule(rules, item));
}

function addRule(rules: TreeList, item: TreeItem): Addition {
	return { kind: "item", into: rules, item, value: item.node?.value ?? null, depth: 4 };
}

/** Refuses a rule that is there with other contents, unless the addition has that one as well. */
function isMissing(group: string, rules: TreeList, wanted: TreeList, { node }: TreeItem): boolean {
	const rule = readRule(node?.value);
	const alike = rules.items
		.map((item) => readRule(item.node?.value))
		.filter((each) => equal(each.identity, rule.identity));
	if (alike.some((each) => equal(each.content, rule.content))) return false;
	const ours = wanted.items.map((item) => readRule(item.node?.value));
	const foreign = alike.find((each) => !ours.some((own) => equal(own, each)));
	if (foreign === undefined) return true;
	const keys = [...new Set([...Object.keys(rule.content), ...Object.keys(foreign.content)])];
	const differing = keys.filter((key) => !equal(rule.content[key], foreign.content[key]));
	throw new MergeRefusal(
		`its group "${group}" has ${rule.name} already, with the same labels and another ${differing.join(" and ")}.`,
	);
}

interface ReadRule {
	readonly name: string;
	readonly identity: unknown;
	readonly content: Readonly<Record<string, unknown>>;
}

/** Blanks at the ends of expressions and texts, and between the words of an expression, say nothing. */
function readRule(value: unknown): ReadRule {
	const rule = isMap(value) ? value : {};
	const { alert, record, labels, ...content } = rule;
	const [kind, name] = alert === undefined ? ["the record", record] : ["the alert", alert];
	return {
		name: `${kind} ${String(name)}`,
		identity: [alert ?? null, record ?? null, isMap(labels) ? labels : {}],
		content: Object.fromEntries(Object.entries(content).map(([key, each]) => [key, plain(key, each)])),
	};
}

function plain(key: string, value: unknown): unknown {
	if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(name, each)]));
	if (typeof value !== "string") return key === "expr" ? String(value) : value;
	// In quotes blanks count; an expression with other quotes than these is compared as it is.
	if (key === "expr" && !/["'`#]/.test(value)) return value.replaceAll(/\s+/g, " ").trim();
	return value.trim();
}
