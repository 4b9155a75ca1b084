import type { Language, Tree } from "web-tree-sitter";

/**
 * A named node of a syntax tree, as plain data: without punctuation and comments. What operators stand between two nodes
 * is read off the text. Copying the tree out of WASM at once costs as much as parsing, lets the tree be freed before
 * anything is looked at, and everything after it is plain JavaScript that can leak nothing.
 */
export interface SyntaxNode {
	readonly type: string;
	/** In UTF-16 code units of the text. */
	readonly start: number;
	readonly end: number;
	/** The field of its parent that it stands in. */
	readonly field: string | undefined;
	readonly parent: SyntaxNode | undefined;
	readonly children: readonly SyntaxNode[];
	/** What stands here could not be parsed, or was made up by the parser. */
	readonly broken: boolean;
}

interface OpenNode extends SyntaxNode {
	readonly children: OpenNode[];
}

/** Copies the named nodes out of `tree`; does not free it. Walks without recursion, as trees can be very deep. */
export function copyTree(tree: Tree, language: Language): SyntaxNode {
	const kept = new Set(
		Array.from({ length: language.nodeTypeCount }, (_, id) => id).filter((id) => {
			const type = language.nodeTypeForId(id) ?? "";
			return language.nodeTypeIsNamed(id) && !type.endsWith("comment");
		}),
	);
	const cursor = tree.walk();
	const root = nodeAt(undefined);
	let around = root;
	// The parents of what the cursor has gone down through; of what is not kept, nothing inside is either.
	if (cursor.gotoFirstChild()) {
		for (let depth = 1; depth > 0; ) {
			const id = cursor.nodeTypeId;
			if (kept.has(id) || id === errorId) {
				const node = nodeAt(around);
				around.children.push(node);
				if (cursor.gotoFirstChild()) {
					around = node;
					depth++;
					continue;
				}
			}
			while (depth > 0 && !cursor.gotoNextSibling()) {
				cursor.gotoParent();
				depth--;
				around = (around.parent as OpenNode | undefined) ?? root;
			}
		}
	}
	cursor.delete();
	return root;

	function nodeAt(parent: OpenNode | undefined): OpenNode {
		const id = cursor.nodeTypeId;
		return {
			type: id === errorId ? "ERROR" : (language.nodeTypeForId(id) ?? ""),
			start: cursor.startIndex,
			end: cursor.endIndex,
			field: language.fieldNameForId(cursor.currentFieldId) ?? undefined,
			parent,
			children: [],
			broken: id === errorId || cursor.nodeIsMissing,
		};
	}
}

/** The type that tree-sitter gives to stretches it could not parse. */
const errorId = 65_535;

export function fieldOf(node: SyntaxNode | undefined, field: string): SyntaxNode | undefined {
	return node?.children.find((child) => child.field === field);
}

export function childOf(node: SyntaxNode | undefined, ...types: readonly string[]): SyntaxNode | undefined {
	return node?.children.find((child) => types.includes(child.type));
}
