import {
	type Alias,
	Composer,
	type CST,
	type Document,
	isAlias,
	isMap,
	isScalar,
	isSeq,
	Lexer,
	Parser,
	type Scalar,
	type YAMLMap,
	type YAMLSeq,
} from "yaml";
import type { Problem } from "../../text/problem.ts";
import { decodeScalar } from "../embedded/decodeScalar.ts";
import { restoreLineBreaks } from "./looseScalar.ts";
import type { ScalarStyle, YamlEntry, YamlItem, YamlMapping, YamlNode, YamlScalar, YamlSequence } from "./node.ts";
import { findScalarProblem } from "./scalarProblem.ts";
import {
	describeComplexKey,
	describeMissingKey,
	describeNestedTooDeep,
	describeSyntaxError,
	describeUnclosedBracket,
} from "./syntaxProblem.ts";

/** One YAML document, or a part of one that can be read by itself. Offsets are those of the composed text. */
export interface ComposedText {
	readonly node?: YamlNode;
	readonly problems: readonly Problem[];
	readonly anchors: readonly Anchor[];
}

export interface Anchor {
	readonly name: string;
	readonly node: YamlNode;
}

/** Collections nested deeper are not read: the package reads them by recursion, and rule files need ten levels. */
const maxNesting = 200;

/** Reads a text with the `yaml` package, without giving scalars a type and without resolving aliases. */
export function composeText(text: string): ComposedText {
	const tokens: CST.Token[] = [];
	const parser = new Parser();
	for (const lexeme of new Lexer().lex(text)) {
		for (const token of parser.next(lexeme)) tokens.push(token);
		if (parser.stack.length > maxNesting) {
			return { problems: [describeNestedTooDeep(parser.offset, text)], anchors: [] };
		}
	}
	tokens.push(...parser.end());
	const composer = new Composer({ keepSourceTokens: true, uniqueKeys: false, schema: "failsafe", strict: true });
	let document: Document.Parsed | undefined;
	for (const candidate of composer.compose(tokens, true, text.length)) document ??= candidate;
	if (document === undefined) return { problems: [], anchors: [] };
	const reader = new NodeReader(text);
	const node = reader.read(document.contents, false);
	const errors = [...document.errors, ...document.warnings];
	const problems = [...reader.problems];
	for (const error of errors) {
		const problem = describeSyntaxError(error, text);
		if (problem !== undefined) problems.push(problem);
	}
	problems.sort((a, b) => a.span.start - b.span.start);
	return { ...(node === undefined ? {} : { node }), problems, anchors: reader.anchors };
}

const styles: Readonly<Record<string, ScalarStyle>> = {
	PLAIN: "plain",
	QUOTE_SINGLE: "single",
	QUOTE_DOUBLE: "double",
	BLOCK_LITERAL: "literal",
	BLOCK_FOLDED: "folded",
};

class NodeReader {
	readonly problems: Problem[] = [];
	readonly anchors: Anchor[] = [];
	readonly #text: string;

	constructor(text: string) {
		this.#text = text;
	}

	read(node: unknown, flow: boolean): YamlNode | undefined {
		const read = this.#readUnnamed(node, flow);
		if (read?.anchor !== undefined) this.anchors.push({ name: read.anchor, node: read });
		return read;
	}

	#readUnnamed(node: unknown, flow: boolean): YamlNode | undefined {
		if (isScalar(node)) return this.#readScalar(node, flow);
		if (isMap(node)) return this.#readMapping(node);
		if (isSeq(node)) return this.#readSequence(node);
		if (isAlias(node)) return this.#readAlias(node);
		return undefined;
	}

	#readScalar(node: Scalar, flow: boolean): YamlScalar | undefined {
		const [start, end] = node.range ?? [0, 0];
		if (start === end && node.anchor === undefined && node.tag === undefined) return undefined;
		const raw = this.#text.slice(start, end);
		const style = styles[node.type ?? "PLAIN"] ?? "plain";
		const token = node.srcToken;
		const parentIndent = token?.type === "block-scalar" ? token.indent : -1;
		// Go's reader knows one escape more than the library.
		const value = raw.includes("\\'") ? decodeScalar(style, raw, parentIndent).text : (node.source ?? "");
		const scalar: YamlScalar = {
			kind: "scalar",
			start,
			end,
			...propertiesOf(node),
			aliased: false,
			style,
			flow,
			value,
			raw,
			parentIndent,
		};
		const restored = restoreLineBreaks(scalar);
		const problem = findScalarProblem(restored, this.#text);
		if (problem !== undefined) this.problems.push(problem);
		return restored;
	}

	#readMapping(node: YAMLMap): YamlMapping {
		const [start, end] = node.range ?? [0, 0];
		const flow = node.flow === true;
		const entries: YamlEntry[] = [];
		for (const pair of node.items) {
			const key = this.read(pair.key, flow);
			const value = this.read(pair.value, flow);
			const colon = pair.srcToken?.sep?.find((token) => token.type === "map-value-ind")?.offset;
			if (key === undefined) {
				const explicit = pair.srcToken?.start.some((token) => token.type === "explicit-key-ind") === true;
				if (!explicit && !flow && colon !== undefined) this.problems.push(describeMissingKey(colon));
				continue;
			}
			if (key.kind === "mapping" || key.kind === "sequence") this.problems.push(describeComplexKey(key));
			entries.push({
				key,
				...(value === undefined ? {} : { value }),
				...(colon === undefined ? {} : { colon }),
				...(colon === undefined || value !== undefined ? {} : { blanks: this.#countBlanks(colon + 1) }),
			});
		}
		if (flow) this.#checkClosed(node, start);
		const aliased = entries.some((entry) => entry.key.aliased || entry.value?.aliased === true);
		return { kind: "mapping", start, end: this.#trimEnd(start, end), ...propertiesOf(node), aliased, flow, entries };
	}

	#countBlanks(start: number): number {
		let end = start;
		while (this.#text[end] === " " || this.#text[end] === "\t") end++;
		return end - start;
	}

	#readSequence(node: YAMLSeq): YamlSequence {
		const [start, end] = node.range ?? [0, 0];
		const flow = node.flow === true;
		const token = node.srcToken;
		const items = node.items.map((item, index): YamlItem => {
			const read = this.read(item, flow);
			const source = token?.type === "block-seq" ? token.items[index] : undefined;
			const dash = source?.start.find((candidate) => candidate.type === "seq-item-ind")?.offset;
			const itemStart = dash ?? read?.start ?? start;
			return {
				start: itemStart,
				end: Math.max(read?.end ?? itemStart, itemStart + 1),
				base: 0,
				...(read === undefined ? {} : { node: read }),
			};
		});
		if (flow) this.#checkClosed(node, start);
		const aliased = items.some((item) => item.node?.aliased === true);
		return { kind: "sequence", start, end: this.#trimEnd(start, end), ...propertiesOf(node), aliased, flow, items };
	}

	#checkClosed(node: YAMLMap | YAMLSeq, start: number): void {
		const token = node.srcToken;
		if (token?.type !== "flow-collection") return;
		const wanted = token.start.source === "{" ? "flow-map-end" : "flow-seq-end";
		const closing = token.end.some(({ type }) => type === wanted);
		if (!closing) this.problems.push(describeUnclosedBracket(start, token.start.source));
	}

	/** The library counts the blank lines behind a block collection to it. */
	#trimEnd(start: number, end: number): number {
		let trimmed = end;
		while (trimmed > start && this.#text.charCodeAt(trimmed - 1) <= 32) trimmed--;
		return trimmed;
	}

	#readAlias(node: Alias): YamlNode {
		const [start, end] = node.range ?? [0, 0];
		return { kind: "alias", start, end, aliased: true, name: node.source };
	}
}

function propertiesOf(node: Scalar | YAMLMap | YAMLSeq): { anchor?: string; tag?: string } {
	return {
		...(node.anchor === undefined ? {} : { anchor: node.anchor }),
		...(node.tag === undefined ? {} : { tag: node.tag }),
	};
}
