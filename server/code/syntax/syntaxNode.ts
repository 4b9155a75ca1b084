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
	/** Something in it could not be parsed, or was made up by the parser. */
	readonly broken: boolean;
}

interface OpenNode extends SyntaxNode {
	readonly parent: OpenNode | undefined;
	readonly children: OpenNode[];
	broken: boolean;
}

/** A grammar, and what is asked of it for every node. */
export interface Grammar {
	readonly language: Language;
	/** By the number of the type; nothing for punctuation and comments. */
	readonly keptTypes: readonly (string | undefined)[];
}

export function grammarOf(language: Language): Grammar {
	const keptTypes = Array.from({ length: language.nodeTypeCount }, (_, id) => {
		const type = language.nodeTypeForId(id) ?? "";
		return language.nodeTypeIsNamed(id) && !type.endsWith("comment") ? type : undefined;
	});
	return { language, keptTypes };
}

/** Copies the named nodes out of `tree`; does not free it. Walks without recursion, as trees can be very deep. */
export function copyTree(tree: Tree, { language, keptTypes }: Grammar): SyntaxNode {
	const cursor = tree.walk();
	const anyBroken = tree.rootNode.hasError;
	const root = nodeAt(undefined);
	let around = root;
	// The parents of what the cursor has gone down through; of what is not kept, nothing inside is either.
	if (cursor.gotoFirstChild()) {
		for (let depth = 1; depth > 0; ) {
			const id = cursor.nodeTypeId;
			// What is missing may be a bracket, which is not kept.
			if (anyBroken && (id === errorId || cursor.nodeIsMissing)) markBroken(around);
			if (keptTypes[id] !== undefined || id === errorId) {
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
				around = around.parent ?? root;
			}
		}
	}
	cursor.delete();
	return root;

	function markBroken(node: OpenNode): void {
		for (let outer: OpenNode | undefined = node; outer !== undefined && !outer.broken; outer = outer.parent) {
			outer.broken = true;
		}
	}

	function nodeAt(parent: OpenNode | undefined): OpenNode {
		const id = cursor.nodeTypeId;
		return {
			type: keptTypes[id] ?? "ERROR",
			start: cursor.startIndex,
			end: cursor.endIndex,
			field: language.fieldNameForId(cursor.currentFieldId) ?? undefined,
			parent,
			children: [],
			broken: anyBroken && (id === errorId || cursor.nodeIsMissing),
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
