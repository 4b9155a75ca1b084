import type { Span } from "../text/span.ts";
import {
	type Binding,
	type CallExpression,
	type Expression,
	type FileReading,
	keyOf,
	type NameExpression,
} from "./expression.ts";

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
	readonly #bindings = new Map<string, Binding[]>();
	readonly #denoted = new Map<Expression, string | undefined>();
	/** What is being looked up, so that a name that is defined by itself ends. */
	readonly #open = new Set<unknown>();

	constructor(reading: FileReading, paths: KnownPaths) {
		this.#reading = reading;
		this.#paths = paths;
		for (const binding of reading.bindings) {
			const known = this.#bindings.get(binding.name);
			if (known === undefined) this.#bindings.set(binding.name, [binding]);
			else known.push(binding);
		}
	}

	/** The path of what the expression gives; `undefined` where the file does not say. */
	denote(expression: Expression): string | undefined {
		if (this.#denoted.has(expression)) return this.#denoted.get(expression);
		if (this.#open.has(expression)) return undefined;
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

	#agreed(all: readonly Binding[]): string | undefined {
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
		const all = this.#bindings.get(type.name) ?? [];
		const types = all.filter(({ value }) => value.kind === "path" || value.kind === "unknown");
		const bindings = innermost(types, type.span);
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
		if (expression.kind === "name") {
			return innermost(this.#bindings.get(expression.name) ?? [], expression.span);
		}
		if (expression.kind !== "member") return [];
		const all = this.#bindings.get(`.${expression.name}`) ?? [];
		if (isSelf(expression.object)) {
			const own = innermost(all, expression.span);
			return own.length > 0 ? own : all;
		}
		if (expression.object.kind !== "name") return all;
		const { name } = expression.object;
		const owned = all.filter((binding) => binding.owner === name);
		return owned.length > 0 ? owned : all;
	}

	/** What the expression is, by the constants of the file. */
	follow(expression: Expression): Expression {
		const binding = this.#onlyBinding(expression);
		if (binding?.value.kind === "expression" && !this.#open.has(binding)) {
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

	/** The text that the expression always is; `undefined` where the file does not fix it. */
	text(expression: Expression | undefined): KnownText | undefined {
		if (expression === undefined) return undefined;
		const value = this.follow(expression);
		if (value.kind === "text") return { value: value.value, span: value.content };
		if (value.kind !== "joined" || this.#open.has(value)) return undefined;
		this.#open.add(value);
		const parts = value.parts.map((part) => this.text(part));
		this.#open.delete(value);
		let text = "";
		let span: Span | undefined;
		for (const part of parts) {
			if (part === undefined) return undefined;
			text += part.value;
			if (part.value !== "" || span === undefined) span = part.span;
		}
		return span === undefined ? undefined : { value: text, span };
	}

	/** The calls of members of what `call` is kept as; none where it is not kept under a name. */
	callsOn(call: CallExpression): readonly CallExpression[] {
		const isKept = this.#keepers(call);
		return this.#reading.calls.filter(
			({ callee }) => callee.kind === "member" && (callee.object === call || isKept(callee.object)),
		);
	}

	/** The calls that are given what `call` gives, itself or by its name. */
	callsWith(call: CallExpression): readonly CallExpression[] {
		const isKept = this.#keepers(call);
		return this.#reading.calls.filter((other) => other.arguments.some(({ value }) => value === call || isKept(value)));
	}

	#keepers(call: CallExpression): (expression: Expression) => boolean {
		const kept = new Set(
			this.#reading.bindings.filter(({ value }) => value.kind === "expression" && value.expression === call),
		);
		return (expression) => kept.size > 0 && this.bindingsOf(expression).some((binding) => kept.has(binding));
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

function innermost(bindings: readonly Binding[], place: Span): readonly Binding[] {
	const seen = bindings.filter(({ scope }) => scope.start <= place.start && place.end <= scope.end);
	const length = ({ scope }: Binding): number => scope.end - scope.start;
	const declared = seen.filter((binding) => binding.assignment === undefined);
	const candidates = declared.length > 0 ? declared : seen;
	const shortest = Math.min(...candidates.map(length));
	const [chosen] = candidates.filter((binding) => length(binding) === shortest);
	if (chosen === undefined) return [];
	return bindings.filter((binding) =>
		binding.assignment === undefined
			? length(binding) === shortest && binding.scope.start === chosen.scope.start
			: chosen.scope.start <= binding.scope.start && binding.scope.end <= chosen.scope.end,
	);
}

function isSelf(expression: Expression): boolean {
	return expression.kind === "name" && ["this", "self", "cls"].includes(expression.name);
}
