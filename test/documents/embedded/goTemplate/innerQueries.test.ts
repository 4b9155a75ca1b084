import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findInnerQueries } from "../../../../server/documents/embedded/goTemplate/innerQueries.ts";
import { createStringRegion } from "../../../../server/documents/embedded/goTemplate/stringRegion.ts";

const found = (template: string): readonly string[] =>
	findInnerQueries(template, { role: "annotation", key: "summary", alert: "A" }).map(({ text }) => text);

describe("the queries of a template", () => {
	test.each<[string, readonly string[]]>([
		['{{ query "up == 0" }}', ["up == 0"]],
		['{{ query `up{job="a"}` }}', ['up{job="a"}']],
		['{{ query "up{job=\\"a\\"}" | first | value }}', ['up{job="a"}']],
		['{{ "up" | query }}', ["up"]],
		['{{ (query "up") | len }}', ["up"]],
		[
			'{{ with query "up" }}{{ range query "down" }}{{ end }}{{ else }}{{ query "sideways" }}{{ end }}',
			["up", "down", "sideways"],
		],
		['{{ graphLink "up" }} {{ tableLink "down" }}', ["up", "down"]],
		['{{ range $i, $s := query "up" }}{{ end }}', ["up"]],
		['no action: query "up"', []],
		['{{ title "query" }}', []],
		["{{ query $labels.q }}", []],
		['{{ /* query "up" */ }}', []],
		['{{ query "up', []],
	])("%s", (template, queries) => {
		expect(found(template)).toEqual(queries);
	});

	test("what printf fills in is masked", () => {
		const template = '{{ printf "rate(up{job=\'%s\', a=%q}[%s]) > %d %% 2" .Labels.job .Labels.a "5m" 3 | query }}';
		const [query] = findInnerQueries(template, { role: "annotation" });
		expect(query?.source).toBe("rate(up{job='%s', a=%q}[%s]) > %d %% 2");
		expect(query?.text).toHaveLength(query?.source?.length ?? 0);
		expect(query?.masks?.map(({ source }) => source)).toEqual(["%s", "%q", "%s", "%d", "%%"]);
	});
});

describe("a string of a template", () => {
	const literal = fc.oneof(
		fc
			.string({ unit: fc.constantFrom("a", '"', "\\", "\n", "\t", "é", "😀", "{", " ") })
			.map((text) => JSON.stringify(text)),
		fc.string({ unit: fc.constantFrom("a", '"', "\\", "é", "😀", "{", " ") }).map((text) => `\`${text}\``),
	);

	test("leads every offset to the template and back", () => {
		fc.assert(
			fc.property(literal, fc.string(), (quoted, before) => {
				const region = createStringRegion(
					`${before}${quoted} }}`,
					{ start: before.length, end: before.length + quoted.length },
					{ role: "query" },
				);
				expect(region).toBeDefined();
				for (const { embedded, embeddedLength } of region?.map.segments ?? []) {
					for (const offset of [embedded, embedded + embeddedLength]) {
						const there = region?.map.toHost(offset, offset === embedded ? "start" : "end") ?? -1;
						expect(region?.map.toEmbedded(there)).toBe(offset);
					}
				}
			}),
		);
	});

	test("takes an edit as Go wants it, or refuses it", () => {
		fc.assert(
			fc.property(
				literal,
				fc.nat(),
				fc.nat(),
				fc.string({ unit: fc.constantFrom("a", '"', "\\", "`", "\n") }),
				(quoted, from, length, newText) => {
					const template = `{{ query ${quoted} }}`;
					const span = { start: 9, end: 9 + quoted.length };
					const region = createStringRegion(template, span, { role: "query" });
					const text = region?.text ?? "";
					const start = Math.min(from, text.length);
					const end = Math.min(start + length, text.length);
					const edit = region?.encodeEdit({ span: { start, end }, newText });
					if (edit === undefined) return;
					const after = template.slice(0, edit.span.start) + edit.newText + template.slice(edit.span.end);
					const again = createStringRegion(after, { start: 9, end: after.length - 3 }, { role: "query" });
					expect(again?.text).toBe(text.slice(0, start) + newText + text.slice(end));
				},
			),
		);
	});
});
