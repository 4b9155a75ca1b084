import type { Span } from "../../../../text/span.ts";
import type { Command, Operand, Pipeline, TemplateNode } from "../ast.ts";
import { CallFailed, callExpanded, type FunctionWorld } from "./expandedFunctions.ts";
import { type GoValue, isTrue, printValue, sortedKeys, type TemplateSample, textMap } from "./goValue.ts";

/** What a template of an alert is expanded with. */
export interface ExpansionData {
	readonly labels: Readonly<Record<string, string>>;
	/** Left out where it is not a number. */
	readonly value?: number;
	/** Left out where the server has not told them: then they are shown as they are written. */
	readonly externalLabels?: ReadonlyMap<string, string>;
	readonly externalUrl?: string;
	/** Results by the text of their query, as far as they have been asked for. */
	readonly results: ReadonlyMap<string, readonly TemplateSample[] | QueryFailure>;
	/** Unix seconds. */
	readonly now: number;
}

export interface QueryFailure {
	readonly failure: string;
}

export type Expansion =
	| { readonly kind: "text"; readonly text: string }
	/** The text would be that of an error; `span` is the part of the template that is to blame. */
	| { readonly kind: "failed"; readonly message: string; readonly span: Span }
	/** A query whose result has to be known first. */
	| { readonly kind: "asks"; readonly query: string };

/**
 * The text that a template of an alert's label or annotation becomes. Source: template/template.go of Prometheus 3.8 and
 * Go 1.25's text/template. Pure, and bounded in steps and in what it writes, as templates can call themselves.
 */
export function expandTemplate(nodes: readonly TemplateNode[], data: ExpansionData): Expansion {
	const expander = new Expander(nodes, data);
	try {
		return { kind: "text", text: expander.expand(nodes) };
	} catch (error) {
		if (error instanceof Asks) return { kind: "asks", query: error.query };
		if (error instanceof Failed) return { kind: "failed", message: error.message, span: error.span };
		throw error;
	}
}

interface Scope {
	readonly dot: GoValue;
	/** The innermost last. */
	readonly variables: { readonly name: string; value: GoValue }[];
}

class Asks extends Error {
	readonly query: string;

	constructor(query: string) {
		super(query);
		this.query = query;
	}
}

class Failed extends Error {
	readonly span: Span;

	constructor(message: string, span: Span) {
		super(message);
		this.span = span;
	}
}

const mostSteps = 100_000;
const deepestCall = 100;
/** Characters; Alertmanager and people take far less. */
const longestText = 65_536;

type Jump = "break" | "continue" | undefined;

class Expander {
	readonly #data: ExpansionData;
	readonly #world: FunctionWorld;
	readonly #definitions = new Map<string, readonly TemplateNode[]>();
	#text = "";
	#steps = 0;
	#depth = 0;

	constructor(nodes: readonly TemplateNode[], data: ExpansionData) {
		this.#data = data;
		this.#world = {
			now: data.now,
			...(data.externalUrl === undefined ? {} : { externalUrl: data.externalUrl }),
			query(text) {
				const result = data.results.get(text);
				if (result === undefined) throw new Asks(text);
				if ("failure" in result) throw new CallFailed(result.failure);
				return result;
			},
		};
		this.#define(nodes);
	}

	expand(nodes: readonly TemplateNode[]): string {
		const { externalLabels, externalUrl, labels, value } = this.#data;
		const dot: GoValue = { kind: "data" };
		this.#walk(nodes, {
			dot,
			variables: [
				{ name: "$", value: dot },
				{ name: "$labels", value: textMap(labels) },
				{ name: "$externalLabels", value: describeLabels(externalLabels) },
				{ name: "$externalURL", value: describeUrl(externalUrl) },
				{ name: "$value", value: describeNumber(value) },
			],
		});
		return this.#text;
	}

	/** A later definition of a name that says something replaces an earlier one. */
	#define(nodes: readonly TemplateNode[]): void {
		for (const node of nodes) {
			if (node.kind !== "define" && node.kind !== "block") continue;
			this.#definitions.set(node.name, node.body);
			this.#define(node.body);
		}
	}

	#walk(nodes: readonly TemplateNode[], outer: Scope): Jump {
		// What a body declares is gone behind it; what it assigns stays.
		const scope = { ...outer, variables: [...outer.variables] };
		for (const node of nodes) {
			const jump = this.#visit(node, scope);
			if (jump !== undefined) return jump;
		}
		return undefined;
	}

	#visit(node: TemplateNode, scope: Scope): Jump {
		this.#count(node.span);
		switch (node.kind) {
			case "text":
				this.#write(node.text, node.span);
				return undefined;
			case "action": {
				const value = this.#pipeline(node.pipeline, scope);
				if (node.pipeline.declared.length > 0) declare(node.pipeline, [value], scope);
				else this.#write(printValue(value), node.span);
				return undefined;
			}
			case "if":
			case "with": {
				const inside = { ...scope, variables: [...scope.variables] };
				const value = this.#pipeline(node.pipeline, inside);
				declare(node.pipeline, [value], inside);
				if (!isTrue(value)) return this.#walk(node.otherwise, inside);
				return this.#walk(node.body, node.kind === "with" ? { ...inside, dot: value } : inside);
			}
			case "range":
				this.#range(node, scope);
				return undefined;
			case "template":
			case "block":
				this.#call(node, scope);
				return undefined;
			case "define":
				return undefined;
			case "break":
			case "continue":
				return node.kind;
			default:
				return node satisfies never;
		}
	}

	#range(node: TemplateNode & { readonly kind: "if" | "with" | "range" }, scope: Scope): void {
		const { pipeline } = node;
		const value = this.#pipeline(pipeline, scope);
		const elements = elementsOf(value);
		if (elements === undefined) this.#fail("range goes over lists and maps alone.", pipeline.span);
		for (const { key, element } of elements) {
			this.#count(node.span);
			const inside = { dot: element, variables: [...scope.variables] };
			declare(pipeline, pipeline.declared.length > 1 ? [key, element] : [element], inside);
			if (this.#walk(node.body, inside) === "break") break;
		}
		if (elements.length === 0) this.#walk(node.otherwise, scope);
	}

	#call(node: TemplateNode & { readonly kind: "template" | "block" }, scope: Scope): void {
		const dot: GoValue = node.pipeline === undefined ? { kind: "nil" } : this.#pipeline(node.pipeline, scope);
		const body = this.#definitions.get(node.name);
		if (body === undefined) this.#fail(`No template has the name “${node.name}”.`, node.span);
		if (this.#depth >= deepestCall) this.#fail(`The template “${node.name}” calls itself without an end.`, node.span);
		this.#depth += 1;
		this.#walk(body, { dot, variables: [{ name: "$", value: dot }] });
		this.#depth -= 1;
	}

	#pipeline({ commands, span }: Pipeline, scope: Scope): GoValue {
		let piped: GoValue | undefined;
		for (const command of commands) piped = this.#command(command, piped, scope);
		return piped ?? this.#fail("Nothing stands here.", span);
	}

	#command({ operands, span }: Command, piped: GoValue | undefined, scope: Scope): GoValue {
		const [first, ...others] = operands;
		if (first === undefined) return this.#fail("Nothing stands here.", span);
		if (first.kind !== "function") {
			if (first.kind === "nil") this.#fail("A bare nil is no value that could be printed or passed on.", first.span);
			if (others.length > 0 || piped !== undefined) {
				this.#fail(`Only a function can be given arguments, and ${nameOf(first)} is a value.`, first.span);
			}
			return this.#operand(first, scope);
		}
		if (first.text === "and" || first.text === "or") return this.#choose(first, others, piped, scope);
		const given = others.map((operand) => this.#operand(operand, scope));
		if (piped !== undefined) given.push(piped);
		return this.#fields(this.#invoke(first, given), first);
	}

	/** These two look no further than they have to. */
	#choose(called: Operand, others: readonly Operand[], piped: GoValue | undefined, scope: Scope): GoValue {
		const given: GoValue[] = [];
		for (const operand of others) {
			const value = this.#operand(operand, scope);
			given.push(value);
			if (isTrue(value) === (called.text === "or")) return this.#fields(value, called);
		}
		if (piped !== undefined) given.push(piped);
		return this.#fields(this.#invoke(called, given), called);
	}

	#invoke({ text, span }: Operand, given: readonly GoValue[]): GoValue {
		try {
			const value = callExpanded(text, given, this.#world);
			// A text can be made twice as long with each turn of a loop.
			if (value.kind === "string" && value.text.length > longestText) {
				this.#fail("The text becomes longer than is shown here.", span);
			}
			return value;
		} catch (error) {
			if (error instanceof CallFailed) return this.#fail(error.message, span);
			throw error;
		}
	}

	#operand(operand: Operand, scope: Scope): GoValue {
		const { kind, text, value = "" } = operand;
		switch (kind) {
			case "dot":
			case "field":
				return this.#fields(scope.dot, operand);
			case "variable": {
				const known = scope.variables.findLast(({ name }) => name === text);
				return this.#fields(known?.value ?? { kind: "nil" }, operand);
			}
			case "parenthesized":
				if (operand.pipeline === undefined) return { kind: "nil" };
				return this.#fields(this.#pipeline(operand.pipeline, scope), operand);
			case "function":
				return this.#command({ span: operand.span, operands: [operand] }, undefined, scope);
			case "string":
				return { kind: "string", text: value };
			case "number":
				return this.#number(operand);
			case "boolean":
				return { kind: "boolean", value: text === "true" };
			case "nil":
				return { kind: "nil" };
			default:
				return kind satisfies never;
		}
	}

	#number({ text, span }: Operand): GoValue {
		const digits = text.replaceAll("_", "");
		if (/^[+-]?\d+$/.test(digits) && !/^[+-]?0\d/.test(digits)) return { kind: "int", value: Number(digits) };
		const unsigned = digits.replace(/^[+-]/, "");
		const sign = digits.startsWith("-") ? -1 : 1;
		if (/^0[xXbBoO][0-9a-fA-F]+$/.test(unsigned)) return { kind: "int", value: sign * Number(unsigned.toLowerCase()) };
		if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(digits)) return { kind: "float", value: Number(digits) };
		return this.#fail(`What the number ${text} becomes is not known here.`, span);
	}

	#fields(start: GoValue, { fields, span, text }: Operand): GoValue {
		let value = start;
		let path = text.startsWith(".") ? "" : text;
		for (const name of fields) {
			const next = this.#field(value, name);
			if (next === undefined) return this.#fail(`${path === "" ? "The dot" : path} has no field ${name}.`, span);
			value = next;
			path = `${path}.${name}`;
		}
		return value;
	}

	/** `undefined` where there is no such field. */
	#field(value: GoValue, name: string): GoValue | undefined {
		switch (value.kind) {
			case "data": {
				const variable = dataFields.get(name);
				// Templates may assign to the variables, but not to the data.
				if (variable === undefined) return undefined;
				const { labels, value: number, externalLabels, externalUrl } = this.#data;
				if (variable === "labels") return textMap(labels);
				if (variable === "value") return describeNumber(number);
				return variable === "externalLabels" ? describeLabels(externalLabels) : describeUrl(externalUrl);
			}
			case "map":
				return value.entries.get(name) ?? (value.texts ? { kind: "string", text: "" } : { kind: "nil" });
			case "sample":
				if (name === "Labels") return textMap(value.sample.labels);
				return name === "Value" ? { kind: "float", value: value.sample.value } : undefined;
			case "unknown":
				return { kind: "unknown", source: `${value.source}.${name}` };
			default:
				return undefined;
		}
	}

	#write(text: string, span: Span): void {
		this.#text += text;
		if (this.#text.length > longestText) this.#fail("The text becomes longer than is shown here.", span);
	}

	#count(span: Span): void {
		this.#steps += 1;
		if (this.#steps > mostSteps) this.#fail("The template goes on for longer than is looked at here.", span);
	}

	#fail(message: string, span: Span): never {
		throw new Failed(message, span);
	}
}

const dataFields: ReadonlyMap<string, "labels" | "value" | "externalLabels" | "externalUrl"> = new Map([
	["Labels", "labels"],
	["Value", "value"],
	["ExternalLabels", "externalLabels"],
	["ExternalURL", "externalUrl"],
]);

function describeLabels(labels: ReadonlyMap<string, string> | undefined): GoValue {
	return labels === undefined ? { kind: "unknown", source: "$externalLabels" } : textMap(Object.fromEntries(labels));
}

function describeNumber(value: number | undefined): GoValue {
	return value === undefined ? { kind: "unknown", source: "$value" } : { kind: "float", value };
}

function describeUrl(url: string | undefined): GoValue {
	return url === undefined ? { kind: "unknown", source: "$externalURL" } : { kind: "string", text: url };
}

function nameOf({ text, fields }: Operand): string {
	return `${text.startsWith(".") ? "" : text}${fields.map((name) => `.${name}`).join("")}`;
}

/** `:=` makes a variable, `=` changes one that is there. */
function declare({ declared, assigns }: Pipeline, values: readonly GoValue[], { variables }: Scope): void {
	for (const [index, { text }] of declared.entries()) {
		const value = values[index] ?? { kind: "nil" };
		const known = variables.findLast(({ name }) => name === text);
		if (known === undefined || assigns !== true) variables.push({ name: text, value });
		else known.value = value;
	}
}

function elementsOf(value: GoValue): readonly { readonly key: GoValue; readonly element: GoValue }[] | undefined {
	switch (value.kind) {
		case "samples":
			return value.samples.map((sample, index) => ({
				key: { kind: "int", value: index },
				element: { kind: "sample", sample },
			}));
		case "map":
			return sortedKeys(value.entries).map((key) => ({
				key: { kind: "string", text: key },
				element: value.entries.get(key) ?? { kind: "nil" },
			}));
		case "int":
			return Array.from({ length: Math.min(Math.max(value.value, 0), mostSteps) }, (_, index) => ({
				key: { kind: "int", value: index },
				element: { kind: "int", value: index },
			}));
		case "unknown":
			return [];
		default:
			return undefined;
	}
}
