import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { MERGERS } from "../../../server/scaffold/merge/mergers.ts";
import { layOut, layouts, maps, type Plain } from "./yamlLayouts.ts";

/** What holds of every merge, whatever the file and however it is laid out. */
const merge = (name: string, existing: string, addition: string): string => {
	const result = MERGERS[name]?.(existing, addition);
	if (result?.kind !== "merged") throw new Error(`${result?.reason}\n--- a\n${existing}\n--- b\n${addition}`);
	return result.content;
};

/** Every key of `part` is in `whole`, and every item of a list that is no map. */
function holds(whole: unknown, part: unknown): boolean {
	if (typeof part !== "object" || part === null) return true;
	if (Array.isArray(part)) {
		if (!Array.isArray(whole)) return true;
		return part.every((item) => typeof item === "object" || whole.includes(item));
	}
	if (typeof whole !== "object" || whole === null || Array.isArray(whole)) return true;
	return Object.entries(part).every(
		([key, value]) => key in whole && holds((whole as Readonly<Record<string, unknown>>)[key], value),
	);
}

/** Every value of `before` is at its place in `after`; lists may have more at their ends. */
function kept(before: Plain, after: unknown): boolean {
	if (typeof before !== "object") return before === after;
	if (Array.isArray(before)) {
		return Array.isArray(after) && before.every((item, index) => kept(item, after[index]));
	}
	if (typeof after !== "object" || after === null) return false;
	return Object.entries(before).every(([key, value]) => kept(value, (after as Readonly<Record<string, unknown>>)[key]));
}

/** Claims that the lines of one text stand in another, in order, but for those that end in empty brackets or change them. */
function linesSurvive(before: string, after: string): boolean {
	const lines = after.split("\n").map((line) => line.trimEnd());
	let next = 0;
	return before
		.replace(/^\ufeff/, "")
		.split("\n")
		.map((line) => line.trimEnd())
		.filter((line) => line !== "" && !/[[{]/.test(line))
		.every((line) => {
			next = lines.findIndex((each, index) => index >= next && each.replace(/^\ufeff/, "") === line) + 1;
			return next > 0;
		});
}

describe("yaml", () => {
	test("keeps what is there, adds what is missing, and does nothing the second time", () => {
		fc.assert(
			fc.property(maps, maps, layouts, layouts, (one, other, layout, otherLayout) => {
				const existing = layOut(one, layout);
				const addition = layOut(other, otherLayout);
				const once = merge("yaml", existing, addition);
				expect(merge("yaml", once, addition)).toBe(once);
				const value: unknown = parse(once);
				expect(kept(one, value), once).toBe(true);
				expect(holds(value, other), once).toBe(true);
				expect(linesSurvive(existing, once), `${existing}\n---\n${once}`).toBe(true);
				expect(once.startsWith("\ufeff")).toBe(layout.mark);
				if (existing.includes("\r\n")) expect(once.replaceAll("\r\n", "")).not.toContain("\n");
				else expect(once).not.toContain("\r");
			}),
			{ numRuns: 500 },
		);
	});
});

describe("json", () => {
	const indents = fc.constantFrom<string | undefined>(undefined, "  ", "\t", "    ");
	test("keeps what is there, adds what is missing, and does nothing the second time", () => {
		fc.assert(
			fc.property(maps, maps, indents, fc.boolean(), (one, other, indent, comments) => {
				const plain = JSON.stringify(one, undefined, indent);
				const existing = comments ? `// first\n${plain.replaceAll(/,$/gm, ", // why")}\n` : plain;
				const addition = JSON.stringify(other, undefined, 2);
				const once = merge("json", existing, addition);
				expect(merge("json", once, addition)).toBe(once);
				const value: unknown = JSON.parse(once.replaceAll(/(?:\/\/ (?:first|why))$/gm, ""));
				expect(kept(one, value), once).toBe(true);
				expect(holds(value, other), once).toBe(true);
				if (comments) expect(once.split("// why").length).toBe(existing.split("// why").length);
			}),
			{ numRuns: 500 },
		);
	});
});

/** Rules of a group, told apart by their names and one label. */
const rules = fc.uniqueArray(
	fc.record({ record: fc.constantFrom("a:b", "c:d", "e:f"), labels: fc.record({ x: fc.constantFrom("1", "2") }) }),
	{ minLength: 1, selector: (rule) => JSON.stringify(rule) },
);
const groups = fc.uniqueArray(fc.record({ name: fc.constantFrom("g", "h", "i j"), rules }), {
	minLength: 1,
	selector: ({ name }) => name,
});

describe("rules", () => {
	test("every rule is there once, whoever had it", () => {
		fc.assert(
			fc.property(groups, groups, layouts, layouts, fc.boolean(), (one, other, layout, otherLayout, resource) => {
				const file = (list: typeof one): Plain => ({
					groups: list.map((group) => ({
						...group,
						rules: group.rules.map((rule) => ({ ...rule, expr: `sum(${rule.record})` })),
					})),
				});
				const shape: Plain = resource
					? { apiVersion: "v1", kind: "PrometheusRule", metadata: { name: "x" }, spec: file(one) }
					: file(one);
				const existing = layOut(shape, layout);
				const addition = layOut(file(other), otherLayout);
				const once = merge("rules", existing, addition);
				expect(merge("rules", once, addition)).toBe(once);
				expect(linesSurvive(existing, once), once).toBe(true);
				const read = parse(once) as { groups?: typeof one; spec?: { groups: typeof one } };
				const all = (read.spec?.groups ?? read.groups ?? []).flatMap(({ name, rules: list }) =>
					list.map(({ record, labels }) => `${name} ${record} ${labels.x}`),
				);
				const wanted = [...one, ...other].flatMap(({ name, rules: list }) =>
					list.map(({ record, labels }) => `${name} ${record} ${labels.x}`),
				);
				expect(all.toSorted()).toEqual([...new Set(wanted)].toSorted());
			}),
			{ numRuns: 300 },
		);
	});
});

describe("lines, env and toml", () => {
	const word = fc.constantFrom("a", "b", "c", "dist", "x-y", "x_y", "# note", "");
	const ending = fc.constantFrom("\n", "\r\n");

	test.each(["lines", "env"])("%s: nothing is lost, and the second time does nothing", (name) => {
		const line = (text: string, index: number): string =>
			name === "lines" || text.startsWith("#") || text === ""
				? text
				: `${text.replace("-", "_").toUpperCase()}=${index}`;
		fc.assert(
			fc.property(fc.array(word), fc.array(word, { minLength: 1 }), ending, fc.boolean(), (one, other, end, open) => {
				const existing = one.map(line).join(end) + (open ? "" : end);
				const once = merge(name, existing, other.map(line).join("\n"));
				expect(merge(name, once, other.map(line).join("\n"))).toBe(once);
				expect(once.startsWith(existing.trimEnd())).toBe(true);
			}),
		);
	});

	test("toml: nothing is lost, and the second time does nothing", () => {
		const table = fc.constantFrom("", "project", "tool.ruff", "tool.x");
		const entry = fc.constantFrom(
			...[
				"a = 1",
				"b = [1, 2]",
				'c = ["x>=1", # why\n  "y"]',
				"d = { e = 1 }",
				'c = ["X==2", "z"]',
				"d = { f = 2, e = 3 }",
			],
		);
		const tables = fc.uniqueArray(
			fc.record({ table, entries: fc.uniqueArray(entry, { selector: (each) => each[0] }) }),
			{ selector: (each) => each.table },
		);
		const write = (list: readonly { readonly table: string; readonly entries: readonly string[] }[]): string =>
			list
				.toSorted((one, other) => one.table.localeCompare(other.table))
				.map((each) =>
					[...(each.table === "" ? [] : [`[${each.table}]`]), ...each.entries].map((text) => `${text}\n`).join(""),
				)
				.join("\n");
		fc.assert(
			fc.property(tables, tables, ending, (one, other, end) => {
				const existing = write(one).replaceAll("\n", end);
				const once = merge("toml", existing, write(other));
				expect(merge("toml", once, write(other))).toBe(once);
				for (const header of [...one, ...other].map((each) => each.table)) {
					if (header !== "") expect(once.split(`[${header}]`).length, once).toBeLessThanOrEqual(2);
				}
			}),
			{ numRuns: 300 },
		);
	});
});
