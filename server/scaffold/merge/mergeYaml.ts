import { type Addition, planAdditions } from "./additions.ts";
import { appendLines, createMerge, type HostText, MergeRefusal } from "./merge.ts";
import { readYamlTree, type YamlTree } from "./readYamlTree.ts";
import { isMap, keeps, type TreeNode, valueAt } from "./tree.ts";
import { writeYaml } from "./writeYaml.ts";

/** Says what the documents of one file lack of another's, and which documents are missing whole, by their index. */
export type YamlPlan = (
	existing: YamlTree,
	addition: YamlTree,
) => {
	readonly additions: readonly Addition[];
	readonly documents: readonly number[];
};

/**
 * A merge of YAML by a plan. What comes out is read again: nothing that was there may have changed, and nothing more may
 * be missing; otherwise the file is left alone.
 */
export function createYamlMerge(plan: YamlPlan): (host: HostText, addition: string) => string {
	return (host, addition) => {
		const existing = readYamlTree(host.text);
		const wanted = readAddition(addition);
		if (existing.roots.length === 0) return appendLines(host, linesOf(addition));
		const { additions, documents } = plan(existing, wanted);
		if (additions.length === 0 && documents.length === 0) return host.text;
		const written = writeYaml(host, existing.roots, addition, additions);
		const result = documents.reduce((text, index) => {
			const { start, end } = wanted.spans[index] ?? { start: 0, end: 0 };
			return appendLines({ ...host, text }, ["---", ...linesOf(addition.slice(start, end))]);
		}, written);
		if (!isSound(existing, wanted, result, plan)) {
			throw new MergeRefusal("it is written in a way that cannot be added to safely; add to it by hand.");
		}
		return result;
	};
}

function isSound(existing: YamlTree, wanted: YamlTree, result: string, plan: YamlPlan): boolean {
	try {
		const after = readYamlTree(result);
		const kept = existing.roots.every((root, index) => keeps(root.value, after.roots[index]?.value));
		const { additions, documents } = plan(after, wanted);
		return kept && additions.length === 0 && documents.length === 0;
	} catch (error) {
		if (error instanceof MergeRefusal) return false;
		throw error;
	}
}

/** A fault of the template's is not the file's. */
function readAddition(addition: string): YamlTree {
	try {
		return readYamlTree(addition);
	} catch (error) {
		if (!(error instanceof MergeRefusal)) throw error;
		throw new MergeRefusal(`what was to be added cannot be read: ${error.message}`);
	}
}

function linesOf(text: string): readonly string[] {
	return text.replace(/^\n+/, "").trimEnd().split("\n");
}

/** Pairs the documents of two files: those of the same resource, or, where one of each has no name, in their order. */
export function pairDocuments(
	existing: readonly TreeNode[],
	addition: readonly TreeNode[],
): readonly (TreeNode | undefined)[] {
	const taken = new Set<TreeNode>();
	return addition.map((root) => {
		const identity = identityOfResource(root.value);
		const found = existing.find(
			(each) => !taken.has(each) && each.kind === root.kind && identityOfResource(each.value) === identity,
		);
		if (found !== undefined) taken.add(found);
		return found;
	});
}

/** Of Kubernetes; `undefined` of any other document. */
export function identityOfResource(value: unknown): string | undefined {
	const kind = valueAt(value, "kind");
	const metadata = valueAt(value, "metadata");
	if (typeof kind !== "string" || !isMap(metadata)) return undefined;
	return JSON.stringify([
		valueAt(value, "apiVersion") ?? null,
		kind,
		metadata["namespace"] ?? null,
		metadata["name"] ?? metadata["generateName"] ?? null,
	]);
}

/** Deep: missing keys of maps and missing items of lists are added; what is there wins. */
export const mergeYaml = createMerge(
	createYamlMerge((existing, addition) => {
		const pairs = pairDocuments(existing.roots, addition.roots);
		const additions: Addition[] = [];
		const documents: number[] = [];
		for (const [index, root] of addition.roots.entries()) {
			const found = pairs[index];
			if (found === undefined) documents.push(index);
			else additions.push(...planAdditions(found, root));
		}
		return { additions, documents };
	}),
);
