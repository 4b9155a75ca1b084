import { parsePromql } from "../../../promql/parse.ts";
import type { Span } from "../../../text/span.ts";
import type { Command, Operand, Pipeline, TemplateNode } from "./ast.ts";
import { callFunction } from "./callFunction.ts";
import { mayChange, type TemplateSource, type TemplateValue } from "./templateValue.ts";

/** Something that happens while a template is expanded. */
export type TemplateEvent =
	| {
			readonly kind: "label";
			readonly label: string;
			readonly source: TemplateSource;
			readonly span: Span;
			/** The template asks itself whether the label is there. */
			readonly guarded: boolean;
	  }
	| { readonly kind: "externalLabel"; readonly label: string; readonly span: Span; readonly guarded: boolean }
	| { readonly kind: "print"; readonly value: TemplateValue; readonly span: Span }
	/** Expanding stops here, and the text becomes that of an error. `always`: at every expansion. */
	| { readonly kind: "failure"; readonly span: Span; readonly message: string; readonly always: boolean };

interface Scope {
	readonly dot: TemplateValue;
	/** The innermost last. */
	readonly variables: { readonly name: string; value: TemplateValue }[];
	/** Not every expansion comes here. */
	readonly conditional: boolean;
	readonly guards: ReadonlySet<string>;
}

const alert: TemplateSource = { kind: "alert" };
const unknown: TemplateValue = { kind: "unknown", changes: false };

/** Templates may call each other, and themselves. */
const deepestCall = 6;

/**
 * What happens when Prometheus expands the template of an alert's label or annotation. Source: template/template.go of
 * Prometheus 3.8 and Go 1.25's text/template. Pure and bounded; what it does not know it passes over.
 */
export function evaluateTemplate(nodes: readonly TemplateNode[]): readonly TemplateEvent[] {
	const evaluation = new Evaluation(nodes);
	evaluation.walk(nodes, {
		dot: { kind: "data" },
		variables: [
			{ name: "$", value: { kind: "data" } },
			{ name: "$labels", value: { kind: "labels", source: alert } },
			{ name: "$externalLabels", value: { kind: "externalLabels" } },
			{ name: "$externalURL", value: { kind: "string", changes: false } },
			{ name: "$value", value: { kind: "number", source: alert } },
		],
		conditional: false,
		guards: new Set(),
	});
	return evaluation.events;
}

class Evaluation {
	readonly events: TemplateEvent[] = [];
	readonly #definitions = new Map<string, readonly TemplateNode[]>();
	#depth = 0;

	constructor(nodes: readonly TemplateNode[]) {
		for (const node of nodes) {
			if (node.kind === "define" || node.kind === "block") this.#definitions.set(node.name, node.body);
		}
	}

	walk(nodes: readonly TemplateNode[], outer: Scope): void {
		// What a body declares is gone behind it.
		const scope = { ...outer, variables: [...outer.variables] };
		for (const node of nodes) this.#visit(node, scope);
	}

	#visit(node: TemplateNode, scope: Scope): void {
		switch (node.kind) {
			case "action": {
				const value = this.#pipeline(node.pipeline, scope);
				if (node.pipeline.declared.length > 0) declare(node.pipeline, [value], scope);
				else this.events.push({ kind: "print", value, span: spanOf(node.pipeline) });
				return;
			}
			case "if":
			case "with":
			case "range":
				this.#branch(node, scope);
				return;
			case "template":
			case "block": {
				const dot = node.pipeline === undefined ? unknown : this.#pipeline(node.pipeline, scope);
				const body = this.#definitions.get(node.name);
				if (body === undefined || this.#depth >= deepestCall) return;
				this.#depth += 1;
				this.walk(body, { ...scope, dot, variables: [{ name: "$", value: dot }] });
				this.#depth -= 1;
				return;
			}
			default:
				return;
		}
	}

	#branch(node: TemplateNode & { readonly kind: "if" | "with" | "range" }, outer: Scope): void {
		const { pipeline } = node;
		const scope = { ...outer, variables: [...outer.variables] };
		const before = this.events.length;
		const value = this.#pipeline(pipeline, { ...scope, guards: node.kind === "range" ? scope.guards : everyLabel });
		const asked = this.events
			.slice(before)
			.flatMap((event) => (event.kind === "label" || event.kind === "externalLabel" ? [event.label] : []));
		const guards = new Set([...outer.guards, ...asked]);
		const inside = { ...scope, conditional: true, guards };
		if (node.kind === "range") {
			const element = elementOf(value);
			declare(pipeline, pipeline.declared.length > 1 ? [unknown, element] : [element], inside);
			this.walk(node.body, { ...inside, dot: element });
		} else {
			declare(pipeline, [value], inside);
			this.walk(node.body, node.kind === "with" ? { ...inside, dot: value } : inside);
		}
		this.walk(node.otherwise, { ...scope, conditional: true, guards });
	}

	#pipeline({ commands }: Pipeline, scope: Scope): TemplateValue {
		let piped: TemplateValue | undefined;
		for (const command of commands) piped = this.#command(command, piped, scope);
		return piped ?? unknown;
	}

	#command({ operands }: Command, piped: TemplateValue | undefined, scope: Scope): TemplateValue {
		const [first, ...others] = operands;
		if (first === undefined) return unknown;
		if (first.kind !== "function") {
			if (first.kind === "nil")
				this.#fail(first.span, "A bare nil is no value that could be printed or passed on.", scope);
			else if (others.length > 0 || piped !== undefined) {
				const message = `Only a function can be given arguments, and ${first.text}${first.fields.map((name) => `.${name}`).join("")} is a value.`;
				this.#fail(first.span, message, scope);
			}
			return this.#operand(first, scope);
		}
		const given = others.map((operand) => ({ value: this.#operand(operand, scope), span: operand.span }));
		if (piped !== undefined) given.push({ value: piped, span: first.span });
		const result = callFunction(first.text, given);
		for (const { label, source } of result.labels ?? []) this.#useLabel(label, source, first.span, scope);
		if (result.failure !== undefined) this.#fail(first.span, result.failure, scope);
		return this.#fields(resolve(result.value), first, scope);
	}

	#operand(operand: Operand, scope: Scope): TemplateValue {
		const { kind, text, value, span } = operand;
		switch (kind) {
			case "dot":
			case "field":
				return this.#fields(scope.dot, operand, scope);
			case "variable":
				return this.#fields(scope.variables.findLast(({ name }) => name === text)?.value ?? unknown, operand, scope);
			case "parenthesized":
				return this.#fields(operand.pipeline ? this.#pipeline(operand.pipeline, scope) : unknown, operand, scope);
			case "function":
				return this.#command({ span, operands: [operand] }, undefined, scope);
			case "string":
				return { kind: "string", changes: false, ...(value === undefined ? {} : { text: value, writtenAt: span }) };
			case "number":
				return { kind: "constant", integer: !/[.eEpPi']/.test(text) || /^0[xX][^.pP]*$/.test(text) };
			case "boolean":
			case "nil":
				return { kind };
		}
	}

	#fields(start: TemplateValue, { fields, span, text }: Operand, scope: Scope): TemplateValue {
		let value = start;
		let path = text.startsWith(".") ? "" : text;
		for (const name of fields) {
			const next = this.#field(value, name, span, scope);
			if (next === undefined) {
				this.#fail(span, `${path === "" ? "The dot" : path} has no field ${name}.`, scope);
				return unknown;
			}
			value = next;
			path = `${path}.${name}`;
		}
		return value;
	}

	/** `undefined` where there is no such field. */
	#field(value: TemplateValue, name: string, span: Span, scope: Scope): TemplateValue | undefined {
		switch (value.kind) {
			case "data":
				return dataFields.get(name);
			case "labels":
				this.#useLabel(name, value.source, span, scope);
				return { kind: "string", changes: false };
			case "sample":
				if (name === "Labels") return { kind: "labels", source: value.source };
				return name === "Value" ? { kind: "number", source: value.source } : undefined;
			case "externalLabels":
				this.#useExternalLabel(name, span, scope);
				return { kind: "string", changes: false };
			case "unknown":
				return value;
			default:
				return undefined;
		}
	}

	#useLabel(label: string, source: TemplateSource, span: Span, { guards }: Scope): void {
		this.events.push({ kind: "label", label, source, span, guarded: guards === everyLabel || guards.has(label) });
	}

	#useExternalLabel(label: string, span: Span, { guards }: Scope): void {
		this.events.push({ kind: "externalLabel", label, span, guarded: guards === everyLabel || guards.has(label) });
	}

	#fail(span: Span, message: string, { conditional }: Scope): void {
		this.events.push({ kind: "failure", span, message, always: !conditional && this.#depth === 0 });
	}
}

/** Stands for all labels that the condition itself asks about. */
const everyLabel: ReadonlySet<string> = new Set();

const dataFields: ReadonlyMap<string, TemplateValue> = new Map<string, TemplateValue>([
	["Labels", { kind: "labels", source: alert }],
	["Value", { kind: "number", source: alert }],
	["ExternalLabels", { kind: "externalLabels" }],
	["ExternalURL", { kind: "string", changes: false }],
	// vmalert reads the same files and gives these as well. Source: VictoriaMetrics, vmalert's "Templating".
	...["ActiveAt", "AlertID", "Expr", "For", "GroupID", "IsPartial", "Type"].map((name) => [name, unknown] as const),
]);

/** What is assigned anew, perhaps in a block that is passed over, may be either afterwards. */
function declare({ declared }: Pipeline, values: readonly TemplateValue[], { variables }: Scope): void {
	for (const [index, { text }] of declared.entries()) {
		const value = values[index] ?? unknown;
		const known = variables.findLast(({ name }) => name === text);
		if (known === undefined) variables.push({ name: text, value });
		else known.value = { kind: "unknown", changes: mayChange(value) || mayChange(known.value) };
	}
}

function elementOf(value: TemplateValue): TemplateValue {
	if (value.kind === "samples") return { kind: "sample", source: value.source };
	return value.kind === "labels" || value.kind === "externalLabels" ? { kind: "string", changes: false } : unknown;
}

/** Reads the query whose text has become known. */
function resolve(value: TemplateValue | { readonly query: string | undefined; readonly span: Span }): TemplateValue {
	if (!("query" in value)) return value;
	const { query, span } = value;
	const parsed = query === undefined ? undefined : parsePromql(query);
	const sound = parsed?.wellFormed === true && parsed.problems.length === 0;
	return { kind: "samples", source: { kind: "query", span, ...(sound ? { expression: parsed.expression } : {}) } };
}

/** Without the blanks around it. */
function spanOf({ commands, span }: Pipeline): Span {
	const [first, last] = [commands[0], commands.at(-1)];
	return first === undefined || last === undefined ? span : { start: first.span.start, end: last.span.end };
}
