import fc from "fast-check";

/** Values as configurations have them, and the many ways in which people lay the same value out in YAML. */
export type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain };

const names = fc.constantFrom("name", "job_name", "alert", "labels", "a", "b", "c", "x y", "on", "spec");
const scalars: fc.Arbitrary<Plain> = fc.oneof(
	fc.constantFrom(
		"a",
		"b",
		"api",
		"5m",
		"yes",
		"null",
		"#no",
		"a: b",
		"{{ $labels.a }}",
		"é",
		"",
		"1",
		"two\nlines",
		"*x",
	),
	fc.integer({ min: -3, max: 3 }),
	fc.boolean(),
);

export const values: fc.Arbitrary<Plain> = fc.letrec<{ value: Plain; map: Plain; list: Plain }>((tie) => ({
	value: fc.oneof({ depthSize: "small", withCrossShrink: true }, scalars, tie("map"), tie("list")),
	map: fc.dictionary(names, tie("value"), { maxKeys: 4, noNullPrototype: true }),
	list: fc.array(fc.oneof(scalars, tie("map")), { maxLength: 4 }),
})).value;

export const maps = fc.dictionary(names, values, { minKeys: 1, maxKeys: 5, noNullPrototype: true });

export interface Layout {
	/** What a writer decides at each turn; taken round and round. */
	readonly whims: readonly number[];
	readonly crlf: boolean;
	readonly mark: boolean;
	readonly finalLineBreak: boolean;
	/** Lists and maps in brackets now and then. */
	readonly brackets: boolean;
}

export const layouts: fc.Arbitrary<Layout> = fc.record({
	whims: fc.array(fc.nat(20), { minLength: 3, maxLength: 30 }),
	crlf: fc.boolean(),
	mark: fc.boolean(),
	finalLineBreak: fc.boolean(),
	brackets: fc.boolean(),
});

/** The value as a file of YAML in that layout. */
export function layOut(value: Plain, { whims, crlf, mark, finalLineBreak, brackets }: Layout): string {
	let turn = 0;
	const whim = (): number => whims[turn++ % whims.length] ?? 0;
	const step = whim() % 2 === 0 ? 2 : 4;
	const flush = whim() % 2 === 0;
	const extra = (indent: string): string[] => {
		const chosen = whim();
		if (chosen === 7) return [""];
		if (chosen === 8) return [`${indent}# a comment`];
		return chosen === 9 ? ["", `${indent}# - name: nothing`] : [];
	};
	const tail = (): string => (whim() === 10 ? " # why" : "");
	const inFlow = (node: Plain): string => {
		if (Array.isArray(node)) return `[${node.map(inFlow).join(", ")}]`;
		if (typeof node !== "object") return JSON.stringify(node);
		return `{${Object.entries(node)
			.map(([key, each]) => `${JSON.stringify(key)}: ${inFlow(each)}`)
			.join(", ")}}`;
	};
	const scalar = (node: Plain, indent: string): string => {
		if (typeof node === "string" && node.includes("\n")) {
			return `|-${node
				.split("\n")
				.map((line) => `\n${indent}${line}`)
				.join("")}`;
		}
		if (typeof node === "string" && /^(?:a|b|api|5m|é)$/.test(node)) return whim() % 2 === 0 ? node : `'${node}'`;
		return JSON.stringify(node);
	};
	const write = (node: Plain, column: number): string[] => {
		const indent = " ".repeat(column);
		if (Array.isArray(node)) {
			return node.flatMap((item) => {
				const before = extra(indent);
				const [first = "", ...rest] = inline(item, column) ?? write(item, column + 2);
				const dashed = inline(item, column) === undefined ? `- ${first.trimStart()}` : `- ${first}`;
				return [...before, indent + dashed, ...rest];
			});
		}
		return Object.entries(node).flatMap(([key, each]) => {
			const name = /^[a-z_]+$/.test(key) && key !== "on" ? key : JSON.stringify(key);
			const direct = inline(each, column);
			const before = extra(indent);
			if (direct !== undefined) return [...before, `${indent}${name}: ${direct[0] ?? ""}`, ...direct.slice(1)];
			const below = Array.isArray(each) && flush ? column : column + step;
			return [...before, `${indent}${name}:${tail()}`, ...write(each, below)];
		});
	};
	const inline = (node: Plain, column: number): string[] | undefined => {
		if (typeof node !== "object") {
			const text = scalar(node, " ".repeat(column + step));
			return text.includes("\n") ? text.split("\n") : [text + tailOf(text)];
		}
		if (Object.keys(node).length === 0 || (brackets && JSON.stringify(node).length % 3 === 0)) return [inFlow(node)];
		return undefined;
	};
	const tailOf = (text: string): string => (text.length % 5 === 3 ? " # so" : "");
	const lines = write(value, 0);
	// A comment cannot stand above the first line of a map that stands behind a dash.
	const text = lines.join("\n") + (finalLineBreak ? "\n" : "");
	return (mark ? "\ufeff" : "") + (crlf ? text.replaceAll("\n", "\r\n") : text);
}
