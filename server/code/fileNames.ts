import type { Span } from "../text/span.ts";
import {
	type Binding,
	type CallExpression,
	type Expression,
	type FileReading,
	keyOf,
	type NameExpression,
} from "./expression.ts";
import { ScopedBindings } from "./scopedBindings.ts";

/** A text that the file fixes, and where its (last) literal stands, without quotes. */
export interface KnownText {
	readonly value: string;
	/** Where the text is a constant, the literal of that constant; where it is joined, that of the last piece. */
	readonly span: Span;
}

/** Which paths exist in the libraries, and what else they are called. */
export interface KnownPaths {
	/** Claims that something of a library starts with this path. */
	knows(path: string): boolean;
	/** One path for everything that means the same. */
	normalise(path: string): string;
}

/**
 * What the names of one file stand for.
 *
 * A path is how something is reached from what is imported: `prom-client.Counter`, with `()` for what a call or a
 * construction gives: `@opentelemetry/api.metrics.getMeter().createCounter`. Invariant: a name that is bound in several
 * ways where it is used, or that something unknown may have been assigned to, stands for nothing.
 */
export class FileNames {
	readonly #reading: FileReading;
	readonly #paths: KnownPaths;
	readonly #bindings: ScopedBindings;
	readonly #types: ScopedBindings;
	readonly #denoted = new Map<Expression, string | undefined>();
	readonly #agreements = new Map<readonly Binding[], string | undefined>();
	readonly #texts = new Map<Expression, KnownText | undefined>();
	#uses: Uses | undefined;
	/** What is being looked up, so that a name that is defined by itself ends, and one of very many does too. */
	readonly #open = new Set<unknown>();

	constructor(reading: FileReading, paths: KnownPaths) {
		this.#reading = reading;
		this.#paths = paths;
		this.#bindings = new ScopedBindings(reading.bindings);
		this.#types = new ScopedBindings(
			reading.bindings.filter(({ value }) => value.kind === "path" || value.kind === "unknown"),
		);
	}

	/** The path of what the expression gives; `undefined` where the file does not say. */
	denote(expression: Expression): string | undefined {
		if (this.#denoted.has(expression)) return this.#denoted.get(expression);
		if (this.#open.has(expression) || this.#open.size > deepest) return undefined;
		this.#open.add(expression);
		const found = this.#find(expression);
		const path = found === undefined ? undefined : this.#paths.normalise(found);
		this.#open.delete(expression);
		this.#denoted.set(expression, path);
		return path;
	}

	#find(expression: Expression): string | undefined {
		switch (expression.kind) {
			case "name": {
				const bindings = this.bindingsOf(expression);
				return bindings.length > 0 ? this.#agreed(bindings) : this.#undeclared(expression.name);
			}
			case "member": {
				const object = this.denote(expression.object);
				if (object !== undefined && this.#paths.knows(object)) return `${object}.${expression.name}`;
				const members = this.bindingsOf(expression);
				if (members.length > 0) return this.#agreed(members);
				return object === undefined ? undefined : `${object}.${expression.name}`;
			}
			case "call": {
				const callee = this.denote(expression.callee);
				return callee === undefined ? undefined : `${callee}()`;
			}
			case "record": {
				const type = expression.type === undefined ? undefined : this.denote(expression.type);
				return type === undefined ? undefined : `${type}()`;
			}
			case "module":
				return expression.path;
			case "text":
			case "list":
			case "joined":
			case "nothing":
			case "other":
				return undefined;
			default:
				return expression satisfies never;
		}
	}

	#agreed(bindings: readonly Binding[]): string | undefined {
		if (this.#agreements.has(bindings)) return this.#agreements.get(bindings);
		const path = this.#agree(bindings);
		this.#agreements.set(bindings, path);
		return path;
	}

	#agree(all: readonly Binding[]): string | undefined {
		// What a name has before it is given its value does not count.
		const bindings = all.filter(({ value }) => value.kind !== "expression" || value.expression.kind !== "nothing");
		// What is assigned later is of the type that was declared.
		if (bindings.length > 1) {
			const declared = new Set(
				bindings.map((binding) => this.#declaredPath(binding)).filter((path) => path !== undefined),
			);
			const [path] = declared;
			if (path !== undefined) return declared.size === 1 ? path : undefined;
		}
		const paths = new Set(bindings.map((binding) => this.#pathOf(binding)));
		const [path] = paths;
		return paths.size === 1 ? path : undefined;
	}

	#pathOf({ value }: Binding): string | undefined {
		switch (value.kind) {
			case "path":
				return this.#paths.normalise(value.path);
			case "expression": {
				const path = this.denote(value.expression);
				if (value.type === undefined || (path !== undefined && this.#paths.knows(path))) return path;
				return this.#instanceOf(value.type) ?? path;
			}
			case "instance":
				return this.#instanceOf(value.type);
			case "unknown":
				return undefined;
			default:
				return value satisfies never;
		}
	}

	#declaredPath({ value }: Binding): string | undefined {
		const type = value.kind === "expression" || value.kind === "instance" ? value.type : undefined;
		const path = type === undefined ? undefined : this.#instanceOf(type);
		return path !== undefined && this.#paths.knows(path) ? path : undefined;
	}

	/** A value may be called like its type, which still is the type where a type stands. */
	#instanceOf(type: Expression): string | undefined {
		const path = type.kind === "name" ? this.#typePath(type) : this.denote(type);
		return path === undefined ? undefined : this.#paths.normalise(`${path}()`);
	}

	#typePath(type: NameExpression): string | undefined {
		const bindings = this.#types.innermost(type.name, type.span);
		const path = bindings.length > 0 ? this.#agreed(bindings) : this.#undeclared(type.name);
		return path === undefined ? undefined : this.#paths.normalise(path);
	}

	#undeclared(name: string): string | undefined {
		const wildcard = this.#reading.wildcards.find((path) => this.#paths.knows(`${path}.${name}`));
		if (wildcard !== undefined) return `${wildcard}.${name}`;
		return this.#reading.fullPaths ? name : undefined;
	}

	/** Everything that the name or member may have been bound to, seen from where it stands. */
	bindingsOf(expression: Expression): readonly Binding[] {
		if (expression.kind === "name") return this.#bindings.innermost(expression.name, expression.span);
		if (expression.kind !== "member") return [];
		const name = `.${expression.name}`;
		const { object } = expression;
		const own = isSelf(object)
			? this.#bindings.innermost(name, expression.span)
			: object.kind === "name"
				? this.#bindings.owned(name, object.name)
				: [];
		return own.length > 0 ? own : this.#bindings.all(name);
	}

	/** What the expression is, by the constants of the file. */
	follow(expression: Expression): Expression {
		const binding = this.#onlyBinding(expression);
		if (binding?.value.kind === "expression" && !this.#open.has(binding) && this.#open.size <= deepest) {
			this.#open.add(binding);
			const value = this.follow(binding.value.expression);
			this.#open.delete(binding);
			return value;
		}
		if (expression.kind === "member") {
			const object = this.follow(expression.object);
			if (object.kind === "record") {
				const entry = object.entries.find((candidate) => keyOf(candidate.key) === expression.name);
				if (entry !== undefined) return this.follow(entry.value);
			}
		}
		return expression;
	}

	/** A member is only told by what says whose it is: a member of the same name may be something else. */
	#onlyBinding(expression: Expression): Binding | undefined {
		const bindings = this.bindingsOf(expression);
		const [binding] = bindings;
		if (binding === undefined || bindings.length > 1) return undefined;
		if (expression.kind !== "member" || isSelf(expression.object)) return binding;
		const { object } = expression;
		return binding.owner !== undefined && object.kind === "name" && object.name === binding.owner ? binding : undefined;
	}

	/** The text that the expression always is; `undefined` where the file does not fix it, or nobody would read it. */
	text(expression: Expression | undefined): KnownText | undefined {
		if (expression === undefined) return undefined;
		const value = this.follow(expression);
		if (value.kind === "text") return { value: value.value, span: value.content };
		if (value.kind !== "joined") return undefined;
		if (this.#texts.has(value)) return this.#texts.get(value);
		if (this.#open.has(value) || this.#open.size > deepest) return undefined;
		this.#open.add(value);
		const text = this.#join(value.parts);
		this.#open.delete(value);
		this.#texts.set(value, text);
		return text;
	}

	#join(parts: readonly Expression[]): KnownText | undefined {
		let value = "";
		let span: Span | undefined;
		for (const part of parts) {
			const text = this.text(part);
			if (text === undefined || value.length + text.value.length > longestText) return undefined;
			value += text.value;
			if (text.value !== "" || span === undefined) span = text.span;
		}
		return span === undefined ? undefined : { value, span };
	}

	/** The calls of members of what `call` gives, be it kept under a name or not. */
	callsOn(call: CallExpression): readonly CallExpression[] {
		return this.#usesOf(call, (uses) => uses.on);
	}

	/** The calls that are given what `call` gives, itself or by its name. */
	callsWith(call: CallExpression): readonly CallExpression[] {
		return this.#usesOf(call, (uses) => uses.withArgument);
	}

	#usesOf(call: CallExpression, select: (uses: Uses) => Uses["on"]): readonly CallExpression[] {
		this.#uses ??= readUses(this.#reading);
		const uses = select(this.#uses);
		const found = new Set(uses.get(call)?.map((use) => use.by));
		const kept = new Set(this.#uses.keptAs.get(call));
		for (const name of new Set([...kept].map((binding) => binding.name))) {
			for (const { of, by } of uses.get(name) ?? []) {
				if (this.bindingsOf(of).some((binding) => kept.has(binding))) found.add(by);
			}
		}
		return [...found];
	}

	/** The calls that `call` is the last of, from the first: of `builder("x").tag("k", "v").register()` all three. */
	chain(call: CallExpression): readonly CallLink[] {
		const links: CallLink[] = [];
		for (let link: Expression = call; link.kind === "call" && links.length < longestChain; ) {
			const { callee }: CallExpression = link;
			links.unshift({ name: callee.kind === "member" || callee.kind === "name" ? callee.name : "", call: link });
			if (callee.kind !== "member") break;
			link = this.follow(callee.object);
		}
		return links;
	}
}

export interface CallLink {
	readonly name: string;
	readonly call: CallExpression;
}

const longestChain = 50;

/** Names that are defined by each other are followed so far; nobody writes more. */
const deepest = 200;

/** Of a text that is joined, in UTF-16 code units. */
const longestText = 10_000;

/** Who is called on what, and given what: by the expression itself, and by its name, of a member with a dot before it. */
interface Uses {
	readonly keptAs: Map<Expression, Binding[]>;
	readonly on: Map<Expression | string, { readonly of: Expression; readonly by: CallExpression }[]>;
	readonly withArgument: Uses["on"];
}

function readUses(reading: FileReading): Uses {
	const uses: Uses = { keptAs: new Map(), on: new Map(), withArgument: new Map() };
	for (const binding of reading.bindings) {
		if (binding.value.kind !== "expression") continue;
		const { expression } = binding.value;
		const known = uses.keptAs.get(expression);
		if (known === undefined) uses.keptAs.set(expression, [binding]);
		else known.push(binding);
	}
	for (const by of reading.calls) {
		if (by.callee.kind === "member") addUse(uses.on, by.callee.object, by);
		for (const { value } of by.arguments) addUse(uses.withArgument, value, by);
	}
	return uses;
}

function addUse(uses: Uses["on"], of: Expression, by: CallExpression): void {
	const key = of.kind === "name" ? of.name : of.kind === "member" ? `.${of.name}` : of;
	const known = uses.get(key);
	if (known === undefined) uses.set(key, [{ of, by }]);
	else known.push({ of, by });
}

function isSelf(expression: Expression): boolean {
	return expression.kind === "name" && ["this", "self", "cls"].includes(expression.name);
}
