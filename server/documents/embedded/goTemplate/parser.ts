import type { Problem } from "../../../text/problem.ts";
import type { Span } from "../../../text/span.ts";
import type { Command, Operand, Pipeline, TemplateNode } from "./ast.ts";
import {
	type Context,
	explainBadNumber,
	explainMissingValue,
	explainUndefinedVariable,
	explainUnexpected,
	explainUnknownFunction,
	type Visible,
} from "./explain.ts";
import type { TemplateFault } from "./faults.ts";
import { notificationFunctions, predeclaredVariables, type TemplateData, templateFunctions } from "./functions.ts";
import { lexTemplate } from "./lexer.ts";
import { isCharacter, isComplex, isNumber, unquoteString } from "./literals.ts";
import type { Token, TokenKind } from "./tokens.ts";
import { findUnclosedAction } from "./unclosedAction.ts";

export interface ParsedTemplate {
	/** What was read before the first fault. */
	readonly nodes: readonly TemplateNode[];
	/** The first fault, as Go stops there; `undefined` where Prometheus takes the template. */
	readonly problem: Problem | undefined;
}

/**
 * Reads a template of an alert's label or annotation as Prometheus does when it loads a rule file.
 *
 * Invariants: never throws; accepts exactly what text/template's own parser accepts with Prometheus's functions, and
 * `$labels`, `$externalLabels`, `$externalURL` and `$value` declared before it; stops at the same first fault. Templates
 * of Alertmanager's notifications have its functions and no such variables.
 */
export function parseTemplate(text: string, data: TemplateData = "alert"): ParsedTemplate {
	const nodes: TemplateNode[] = [];
	const tokens = lexTemplate(text);
	try {
		new Parser(tokens, data).parseAll(nodes);
		return { nodes, problem: undefined };
	} catch (error) {
		if (error instanceof TooDeep) return { nodes, problem: undefined };
		if (!(error instanceof FaultFound)) throw error;
		const { span, fault } = findUnclosedAction(text, tokens, error.span) ?? error;
		return { nodes, problem: { code: fault.code, severity: "error", span, message: fault.message } };
	}
}

/** Ends the parse at the first fault, from however deep. */
class FaultFound extends Error {
	readonly span: Span;
	readonly fault: TemplateFault;

	constructor(span: Span, fault: TemplateFault) {
		super(fault.message);
		this.span = span;
		this.fault = fault;
	}
}

/** Deeper than anybody nests, and than this parser's stack: what follows is not judged. */
class TooDeep extends Error {}
const maxDepth = 300;

const functionNames: Readonly<Record<TemplateData, ReadonlySet<string>>> = {
	alert: new Set(templateFunctions.map(({ name }) => name)),
	notification: new Set(notificationFunctions),
};
const variableNames: Readonly<Record<TemplateData, readonly string[]>> = {
	alert: predeclaredVariables,
	notification: ["$"],
};

interface Opened {
	readonly token: Token;
	readonly keyword: string;
}

/** What closes a list of nodes: `{{end}}` or `{{else}}`. */
interface Closing {
	readonly keyword: "end" | "else";
	readonly span: Span;
}

/** What belongs to one template of the file's set: those in `define` and `block` see none of the outer variables. */
interface Scope extends Visible {
	readonly variables: string[];
	ranges: number;
}

class Parser {
	readonly #tokens: readonly Token[];
	readonly #definitions = new Map<string, boolean>();
	readonly #data: TemplateData;
	#scope: Scope;
	#position = 0;
	#depth = 0;

	constructor(tokens: readonly Token[], data: TemplateData) {
		this.#tokens = tokens;
		this.#data = data;
		this.#scope = { variables: [...variableNames[data]], ranges: 0, inDefinition: false };
	}

	parseAll(nodes: TemplateNode[]): void {
		while (this.#peek().kind !== "end") {
			const start = this.#position;
			const delimiter = this.#next();
			if (delimiter.kind === "leftDelimiter") {
				const keyword = this.#nextWord();
				if (keyword.kind === "keyword" && keyword.text === "define") {
					nodes.push(this.#parseDefinition({ token: delimiter, keyword: "define" }));
					continue;
				}
			}
			this.#position = start;
			const item = this.#parseItem();
			if ("closing" in item) {
				this.#fail(item.closing.span, {
					code: "template/unexpected-end",
					message: `This {{${item.closing.keyword}}} closes nothing, as no {{if}}, {{with}} or {{range}} is open. Remove it, or open the block it belongs to.`,
				});
			}
			nodes.push(item.node);
		}
	}

	#parseDefinition(opened: Opened): TemplateNode {
		const nameToken = this.#nextWord();
		if (nameToken.kind !== "string" && nameToken.kind !== "rawString") this.#unexpected(nameToken, "define");
		const name = this.#unquote(nameToken);
		const close = this.#nextWord();
		if (close.kind !== "rightDelimiter") this.#unexpected(close, "define");
		const { body, end } = this.#parseOwnBody(opened, name);
		return { kind: "define", span: { start: opened.token.span.start, end: end.end }, name, body };
	}

	/** The body of a `define` or `block`, up to its end. */
	#parseOwnBody(opened: Opened, name: string): { readonly body: readonly TemplateNode[]; readonly end: Span } {
		const outer = this.#scope;
		this.#scope = { variables: ["$"], ranges: 0, inDefinition: true };
		const { body, closing } = this.#parseBody(opened);
		if (closing.keyword !== "end") {
			this.#fail(closing.span, {
				code: "template/unexpected-end",
				message: `A {{${opened.keyword}}} has no {{else}}. Remove it, or close the {{${opened.keyword}}} with {{end}} first.`,
			});
		}
		this.#scope = outer;
		this.#define(opened, name, body);
		return { body, end: closing.span };
	}

	/** Only one of several definitions of a name may say something. */
	#define(opened: Opened, name: string, body: readonly TemplateNode[]): void {
		const says = body.some((node) => node.kind !== "text" || !isBlank(node.text));
		if (says && this.#definitions.get(name) === true) {
			this.#fail(opened.token.span, {
				code: "template/repeated-definition",
				message: `The template “${name}” is defined a second time, and Prometheus takes only one. Give this one another name.`,
			});
		}
		this.#definitions.set(name, says || this.#definitions.get(name) === true);
	}

	/** Nodes up to the `{{end}}` or `{{else}}` that belongs to `opened`. */
	#parseBody(opened: Opened): { readonly body: readonly TemplateNode[]; readonly closing: Closing } {
		const body: TemplateNode[] = [];
		while (this.#peekWord().kind !== "end") {
			const item = this.#parseItem();
			if ("closing" in item) return { body, closing: item.closing };
			body.push(item.node);
		}
		return this.#fail(opened.token.span, {
			code: "template/missing-end",
			message: `This {{${opened.keyword}}} is never closed, so Prometheus rejects the whole rule file. Add {{end}} where it should stop.`,
		});
	}

	#parseItem(): { readonly node: TemplateNode } | { readonly closing: Closing } {
		const token = this.#nextWord();
		if (token.kind === "text") return { node: { kind: "text", span: token.span, text: token.text } };
		if (token.kind === "leftDelimiter") return this.#parseAction(token);
		return this.#unexpected(token, "text");
	}

	#parseAction(open: Token): { readonly node: TemplateNode } | { readonly closing: Closing } {
		const word = this.#nextWord();
		if (word.kind === "keyword") {
			const opened = { token: this.#joinTokens(open, word), keyword: word.text };
			switch (word.text) {
				case "if":
				case "with":
				case "range":
					return { node: this.#parseControl(opened, word.text, open.span.start) };
				case "end":
					return { closing: { keyword: "end", span: this.#closeAction(open, "end") } };
				case "else": {
					const next = this.#peekWord();
					// The block that is open decides whether the “if” or “with” may follow.
					if (next.kind === "keyword" && (next.text === "if" || next.text === "with")) {
						return { closing: { keyword: "else", span: opened.token.span } };
					}
					return { closing: { keyword: "else", span: this.#closeAction(open, "else") } };
				}
				case "break":
				case "continue":
					return { node: this.#parseJump(open, word.text) };
				case "template":
					return { node: this.#parseTemplateCall(open) };
				case "block":
					return { node: this.#parseBlock(opened) };
				default:
			}
		}
		this.#position -= 1;
		const pipeline = this.#parsePipeline("action", "rightDelimiter");
		return { node: { kind: "action", span: { start: open.span.start, end: this.#lastEnd() }, pipeline } };
	}

	#parseControl(opened: Opened, keyword: "if" | "with" | "range", start: number): TemplateNode {
		return this.#deeper(() => {
			const scope = this.#scope;
			const outside = scope.variables.length;
			const pipeline = this.#parsePipeline(keyword, "rightDelimiter");
			if (keyword === "range") scope.ranges += 1;
			const { body, closing } = this.#parseBody(opened);
			if (keyword === "range") scope.ranges -= 1;
			const otherwise = closing.keyword === "else" ? this.#parseElse(opened, keyword) : [];
			// Variables live until the end of their block; the other branch still sees the first one's.
			scope.variables.length = outside;
			return { kind: keyword, span: { start, end: this.#lastEnd() }, pipeline, body, otherwise };
		});
	}

	#parseElse(opened: Opened, keyword: "if" | "with" | "range"): readonly TemplateNode[] {
		const next = this.#peek();
		if (next.kind === "keyword" && next.text === keyword && keyword !== "range") {
			this.#next();
			// Its end is the end of the whole chain.
			return [this.#parseControl({ token: next, keyword: `else ${keyword}` }, keyword, next.span.start)];
		}
		const { body, closing } = this.#parseBody(opened);
		if (closing.keyword !== "end") {
			this.#fail(closing.span, {
				code: "template/unexpected-end",
				message: `This {{${opened.keyword}}} has an {{else}} already. Remove one of them, or make the first {{else if …}}.`,
			});
		}
		return body;
	}

	#parseJump(open: Token, keyword: "break" | "continue"): TemplateNode {
		const span = this.#closeAction(open, keyword);
		if (this.#scope.ranges === 0) {
			this.#fail(span, {
				code: "template/misplaced-keyword",
				message: `{{${keyword}}} stands outside of any {{range}}, where it has nothing to act on. Move it into a {{range}}, or remove it.`,
			});
		}
		return { kind: keyword, span };
	}

	#parseTemplateCall(open: Token): TemplateNode {
		const name = this.#parseTemplateName("template");
		const end = this.#peekWord();
		if (end.kind === "rightDelimiter") {
			this.#nextWord();
			return { kind: "template", span: { start: open.span.start, end: end.span.end }, name };
		}
		const pipeline = this.#parsePipeline("template", "rightDelimiter");
		return { kind: "template", span: { start: open.span.start, end: this.#lastEnd() }, name, pipeline };
	}

	#parseBlock(opened: Opened): TemplateNode {
		const name = this.#parseTemplateName("block");
		const pipeline = this.#parsePipeline("block", "rightDelimiter");
		const { body, end } = this.#deeper(() => this.#parseOwnBody(opened, name));
		return { kind: "block", span: { start: opened.token.span.start, end: end.end }, name, pipeline, body };
	}

	#parseTemplateName(context: Context): string {
		const token = this.#nextWord();
		if (token.kind !== "string" && token.kind !== "rawString") this.#unexpected(token, context);
		return this.#unquote(token);
	}

	#parsePipeline(context: Context, end: TokenKind): Pipeline {
		const start = this.#peekWord().span.start;
		const declared = this.#parseDeclarations(context);
		const assigns = declared.length > 0 && this.#tokens[this.#position - 1]?.kind === "assign";
		const commands: Command[] = [];
		for (;;) {
			const token = this.#nextWord();
			if (token.kind === end) {
				this.#checkPipeline(commands, token, context);
				const span = { start, end: token.span.start };
				return { span, declared, commands, ...(assigns ? { assigns } : {}) };
			}
			if (!operandKinds.has(token.kind)) this.#unexpected(token, context);
			this.#position -= 1;
			commands.push(this.#parseCommand());
		}
	}

	/** `$x :=`, `$x =`, and `$index, $element :=` of a range. */
	#parseDeclarations(context: Context): readonly Operand[] {
		const declared: Operand[] = [];
		while (this.#peekWord().kind === "variable") {
			const start = this.#position;
			const variable = this.#next();
			const next = this.#nextWord();
			if (next.kind === "assign" || next.kind === "declare") {
				declared.push(this.#declare(variable));
				break;
			}
			if (next.kind !== "punctuation" || next.text !== ",") {
				this.#position = start;
				break;
			}
			declared.push(this.#declare(variable));
			if (context !== "range" || declared.length > 1) {
				this.#fail(next.span, {
					code: "template/syntax",
					message:
						context === "range"
							? "A {{range}} declares two variables at most, the index and the element. Remove the others."
							: "Only {{range}} declares several variables at once. Declare each in an action of its own.",
				});
			}
			const second = this.#peekWord();
			if (second.kind !== "variable" && second.kind !== "rightDelimiter" && second.kind !== "rightParen") {
				if (second.kind === "fault") this.#unexpected(second, context);
				this.#fail(second.span, {
					code: "template/syntax",
					message: `“${second.text}” cannot be declared, as a variable's name begins with $. Write a name such as $element.`,
				});
			}
		}
		return declared;
	}

	#declare(token: Token): Operand {
		this.#scope.variables.push(token.text);
		return { kind: "variable", span: token.span, text: token.text, fields: [] };
	}

	#checkPipeline(commands: readonly Command[], end: Token, context: Context): void {
		if (commands.length === 0) {
			const start = this.#tokens.indexOf(end);
			const before = this.#tokens[Math.max(0, start - 1)] ?? end;
			this.#fail(
				{ start: before.span.start, end: end.span.end },
				{ code: "template/missing-value", message: explainMissingValue(context) },
			);
		}
		for (const { operands } of commands.slice(1)) {
			const first = operands[0];
			if (first === undefined || !isPlainValue(first)) continue;
			this.#fail(first.span, {
				code: "template/syntax",
				message: `“${first.text}” stands behind a | but is a value, and only a function can take what comes through it. Name a function there.`,
			});
		}
	}

	#parseCommand(): Command {
		const operands: Operand[] = [];
		const start = this.#peekWord().span.start;
		for (;;) {
			this.#skipSpace();
			const operand = this.#parseOperand();
			if (operand !== undefined) operands.push(operand);
			const token = this.#next();
			if (token.kind === "space") continue;
			if (token.kind === "rightDelimiter" || token.kind === "rightParen") this.#position -= 1;
			else if (token.kind !== "pipe") this.#unexpected(token, "operand");
			return { span: { start, end: operands.at(-1)?.span.end ?? start }, operands };
		}
	}

	#parseOperand(): Operand | undefined {
		const term = this.#parseTerm();
		if (term === undefined) return undefined;
		const fields: string[] = [];
		while (this.#peek().kind === "field") {
			if (isPlainValue(term)) {
				this.#fail(this.#peek().span, {
					code: "template/syntax",
					message: `“${term.text}” has no fields, so nothing with a dot can follow it. Put a space before “${this.#peek().text}”, or remove it.`,
				});
			}
			fields.push(this.#next().text.slice(1));
		}
		if (fields.length === 0) return term;
		return { ...term, fields: [...term.fields, ...fields], span: { start: term.span.start, end: this.#lastEnd() } };
	}

	#parseTerm(): Operand | undefined {
		const start = this.#position;
		const token = this.#nextWord();
		const { span, text } = token;
		switch (token.kind) {
			case "identifier":
				if (!functionNames[this.#data].has(text)) {
					this.#fail(span, { code: "template/unknown-function", message: explainUnknownFunction(text, this.#scope) });
				}
				return { kind: "function", span, text, fields: [] };
			case "dot":
			case "nil":
			case "boolean":
				return { kind: token.kind, span, text, fields: [] };
			case "variable":
				if (!this.#scope.variables.includes(text)) {
					this.#fail(span, {
						code: "template/undefined-variable",
						message: explainUndefinedVariable(text, this.#scope),
					});
				}
				return { kind: "variable", span, text, fields: [] };
			case "field":
				return { kind: "field", span, text, fields: [text.slice(1)] };
			case "number":
			case "complex":
				if (!(token.kind === "number" ? isNumber(text) : isComplex(text))) {
					this.#fail(span, { code: "template/bad-number", message: explainBadNumber(text) });
				}
				return { kind: "number", span, text, fields: [] };
			case "character":
				if (!isCharacter(text)) {
					this.#fail(span, {
						code: "template/bad-string",
						message: `${text} is no character: single quotes hold exactly one in Go. Use double quotes or backquotes for text.`,
					});
				}
				return { kind: "number", span, text, fields: [] };
			case "string":
			case "rawString":
				return { kind: "string", span, text, fields: [], value: this.#unquote(token) };
			case "leftParen": {
				const pipeline = this.#deeper(() => this.#parsePipeline("parentheses", "rightParen"));
				return {
					kind: "parenthesized",
					span: { start: span.start, end: this.#lastEnd() },
					text: "(…)",
					fields: [],
					pipeline,
				};
			}
			default:
				this.#position = start;
				this.#skipSpace();
				return undefined;
		}
	}

	#unquote(token: Token): string {
		const value = unquoteString(token.text);
		if (value !== undefined) return value;
		return this.#fail(token.span, {
			code: "template/bad-string",
			message: `This string has an escape that Go does not know. Double the backslash, or use backquotes, in which it stands for itself.`,
		});
	}

	#closeAction(open: Token, context: Context): Span {
		const token = this.#nextWord();
		if (token.kind !== "rightDelimiter") this.#unexpected(token, context);
		return { start: open.span.start, end: token.span.end };
	}

	#joinTokens(first: Token, last: Token): Token {
		return { ...first, span: { start: first.span.start, end: last.span.end } };
	}

	#deeper<T>(parse: () => T): T {
		this.#depth += 1;
		if (this.#depth > maxDepth) throw new TooDeep();
		const result = parse();
		this.#depth -= 1;
		return result;
	}

	#unexpected(token: Token, context: Context): never {
		this.#fail(token.span, token.fault ?? explainUnexpected(token, context));
	}

	#fail(span: Span, fault: TemplateFault): never {
		throw new FaultFound(span, fault);
	}

	#peek(): Token {
		return this.#tokens[this.#position] ?? nothing;
	}

	#next(): Token {
		const token = this.#peek();
		this.#position += 1;
		return token;
	}

	#skipSpace(): void {
		while (this.#peek().kind === "space") this.#position += 1;
	}

	#peekWord(): Token {
		this.#skipSpace();
		return this.#peek();
	}

	#nextWord(): Token {
		this.#skipSpace();
		return this.#next();
	}

	/** Where the word before this one ended. */
	#lastEnd(): number {
		return this.#tokens[this.#position - 1]?.span.end ?? 0;
	}
}

/** Behind the last word there is nothing; the lexer's own last word always comes first. */
const nothing: Token = { kind: "end", span: { start: 0, end: 0 }, text: "" };

const operandKinds: ReadonlySet<TokenKind> = new Set<TokenKind>([
	"boolean",
	"character",
	"complex",
	"dot",
	"field",
	"identifier",
	"number",
	"nil",
	"rawString",
	"string",
	"variable",
	"leftParen",
]);

/** Claims that it is neither a function nor anything that could hold one. */
function isPlainValue({ kind }: Operand): boolean {
	return kind === "boolean" || kind === "dot" || kind === "nil" || kind === "number" || kind === "string";
}

/** Claims that there is nothing but what Go calls space. */
function isBlank(text: string): boolean {
	return !/[^\t\n\v\f\r \u0085\u00A0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(text);
}
