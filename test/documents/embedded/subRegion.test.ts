import { expect, test } from "vitest";
import { subRegion } from "../../../server/documents/embedded/subRegion.ts";
import { createScalarRegion } from "../../../server/documents/embedded/yamlScalar.ts";
import { composeText } from "../../../server/documents/yaml/compose.ts";
import { applyEdits } from "../../../server/text/textEdit.ts";

const text = 'query: "label_values(up{a=\\"b\\"}, job)"\n';

function regionOf(host: string) {
	const { node } = composeText(host);
	const value = node?.kind === "mapping" ? node.entries[0]?.value : undefined;
	if (value?.kind !== "scalar") throw new Error("There is no scalar.");
	return createScalarRegion(value, 0, "promql", { role: "query" });
}

const whole = regionOf(text);
const start = whole.text.indexOf("up{");
const part = subRegion(
	whole,
	{ start, end: whole.text.indexOf(", job") },
	{ language: "promql", context: { role: "query", place: "x" } },
);

test("a part has its own text, context and place", () => {
	expect(part.text).toBe('up{a="b"}');
	expect(part.context.place).toBe("x");
	expect(text.slice(part.hostSpan.start, part.hostSpan.end)).toBe('up{a=\\"b\\"}');
	for (let offset = 0; offset <= part.text.length; offset++) {
		expect(part.map.toHost(offset)).toBe(whole.map.toHost(offset + start));
		expect(part.map.toEmbedded(part.map.toHost(offset))).toBe(offset);
	}
});

test("a part of a part is one of the whole", () => {
	const inner = subRegion(part, { start: 3, end: 8 }, { language: "promql", context: { role: "query" } });
	expect(inner.text).toBe('a="b"');
	expect(text.slice(inner.hostSpan.start, inner.hostSpan.end)).toBe('a=\\"b\\"');
});

test("an edit is written as the whole wants it", () => {
	const edit = part.encodeEdit({ span: { start: 8, end: 8 }, newText: ',c="d"' });
	expect(applyEdits(text, edit === undefined ? [] : [edit])).toBe(
		'query: "label_values(up{a=\\"b\\",c=\\"d\\"}, job)"\n',
	);
});

test("a part keeps the masks that lie in it", () => {
	const span = { start: start + 6, end: start + 7 };
	const masked = {
		text: whole.text,
		source: whole.text.replace('"b"', '"$"'),
		hostSpan: whole.hostSpan,
		map: whole.map,
	};
	const outer = {
		...masked,
		masks: [{ span, source: "$", kind: "grafanaVariable", role: "text" } as const],
		encodeEdit: () => undefined,
	};
	const cut = subRegion(outer, { start, end: start + 9 }, { language: "promql", context: { role: "query" } });
	expect(cut.source).toBe('up{a="$"}');
	expect(cut.masks?.map((mask) => mask.span)).toEqual([{ start: 6, end: 7 }]);
});
