import { describe, expect, it } from "vitest";
import { createDocumentParser } from "../../../server/documents/registry.ts";
import type { HostPosition } from "../../../server/documents/structure/structure.ts";
import { readCursor } from "../../support/cursor.ts";

function describePosition(marked: string): string {
	const { text, offset } = readCursor(marked);
	const model = createDocumentParser().parse({ uri: "file:///r.yaml", languageId: "yaml", version: 1, text });
	if (model === undefined) return "not recognised";
	return render(model.hostPositionAt(offset), text);
}

function render(position: HostPosition | undefined, text: string): string {
	if (position === undefined) return "nothing";
	const replaced = text.slice(position.replace.start, position.replace.end);
	if (position.kind === "value") return `value of ${position.key} (${position.type.kind}) for "${replaced}"`;
	const { mapping, present, indent, itemStart, hasColon, existing } = position;
	const flags = [itemStart ? "item" : "", hasColon ? "colon" : "", existing?.type === undefined ? "" : "known"];
	const more = flags.filter((flag) => flag !== "").join(" ");
	return `key of ${mapping.name} for "${replaced}" at ${indent}, beside ${present.join(" ") || "none"}${more && `, ${more}`}`;
}

const rules = (text: string): string => `groups:\n  - name: g\n    rules:\n${text}`;

describe("keys", () => {
	const cases: readonly (readonly [name: string, marked: string, expected: string])[] = [
		["an empty line in a rule", rules("      - alert: A\n        <|>\n"), 'rule for "" at 8, beside alert'],
		["a key at its beginning", rules("      - alert: A\n        fo<|>\n"), 'rule for "fo" at 8, beside alert'],
		[
			"between other keys",
			rules("      - alert: A\n        <|>\n        expr: up\n      - alert: B\n        for: 5m\n"),
			'rule for "" at 8, beside alert expr',
		],
		["after a dash", rules("      - <|>\n"), 'rule for "" at 8, beside none, item'],
		["a word after a dash", rules("      - al<|>\n"), 'rule for "al" at 8, beside none, item'],
		["after a dash with keys below", rules("      - <|>\n        expr: up\n"), 'rule for "" at 8, beside expr, item'],
		[
			"after a block",
			rules("      - alert: A\n        expr: |\n          up\n          == 0\n        <|>\n"),
			'rule for "" at 8, beside alert expr',
		],
		["a key that is there", rules("      - al<|>ert: A\n"), 'rule for "alert" at 8, beside none, item colon known'],
		[
			"a key that nobody knows",
			rules("      - alert: A\n        f<|>oo: 1\n"),
			'rule for "foo" at 8, beside alert, colon',
		],
		["a group's key", "groups:\n  - name: g\n    <|>\n", 'rule group for "" at 4, beside name'],
		["a group's first key", "groups:\n  - <|>\n", 'rule group for "" at 4, beside none, item'],
		[
			"a new group after rules",
			`${rules("      - alert: A\n        expr: up\n")}  - <|>\n`,
			'rule group for "" at 4, beside none, item',
		],
		["lists at their key's column", "groups:\n- name: g\n  rules:\n  - <|>\n", 'rule for "" at 4, beside none, item'],
		[
			"a key beside a list at its column",
			"groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up\n  <|>\n",
			'rule group for "" at 2, beside name rules',
		],
		["the file's key", "gro<|>ups:\n", 'rule file for "groups" at 0, beside none, colon known'],
		["a ruler's file", "namespace: n\nro<|>\ngroups: []\n", 'rule file for "ro" at 0, beside namespace groups'],
		["a label", rules("      - alert: A\n        labels:\n          se<|>\n"), 'labels for "se" at 10, beside none'],
		[
			"an annotation",
			rules("      - alert: A\n        annotations:\n          summary: x\n          <|>\n"),
			'annotations for "" at 10, beside summary',
		],
		["below a bare dash", rules("      -\n        alert: A\n        <|>\n"), 'rule for "" at 8, beside alert'],
		[
			"with comments and blank lines between",
			rules("      # why\n\n      - alert: A\n\n        # more\n        <|>\n"),
			'rule for "" at 8, beside alert',
		],
		[
			"with CRLF",
			rules("      - alert: A\n        fo<|>\n").replaceAll("\n", "\r\n"),
			'rule for "fo" at 8, beside alert',
		],
		[
			"a PrometheusRule's rule",
			"apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n  groups:\n  - name: g\n    rules:\n    - <|>\n",
			'rule for "" at 6, beside none, item',
		],
		[
			"a PrometheusRule's group",
			"apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n  groups:\n  - name: g\n    part<|>\n",
			'rule group for "part" at 4, beside name',
		],
		[
			"a PrometheusRule's spec",
			"apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n  <|>\n",
			'PrometheusRule spec for "" at 2, beside none',
		],
		[
			"a list's item",
			"kind: List\nitems:\n  - apiVersion: monitoring.coreos.com/v1\n    kind: PrometheusRule\n    spec:\n      gr<|>\n",
			'PrometheusRule spec for "gr" at 6, beside none',
		],
		[
			"the second of two documents",
			"apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec: {}\n---\napiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\n<|>\n",
			'PrometheusRule for "" at 0, beside apiVersion kind',
		],
	];

	it.each(cases)("%s", (_, marked, expected) => {
		expect(describePosition(marked)).toBe(`key of ${expected}`);
	});
});

describe("values", () => {
	const cases: readonly (readonly [name: string, line: string, expected: string])[] = [
		["nothing yet", "for: <|>", 'for (duration) for ""'],
		["a word", "for: 5<|>m", 'for (duration) for "5m"'],
		["before a comment", "for: 5m<|> # why", 'for (duration) for "5m"'],
		["in quotes", "for: '5m<|>'", 'for (duration) for "5m"'],
		["in an open quote", 'for: "5<|>', 'for (duration) for "5"'],
		["an expression that is not begun", "expr: <|>", 'expr (promql) for ""'],
	];

	it.each(cases)("%s", (_, line, expected) => {
		expect(describePosition(rules(`      - alert: A\n        ${line}\n`))).toBe(`value of ${expected}`);
	});

	it("of a well-known label has examples", () => {
		const { text, offset } = readCursor(rules("      - alert: A\n        labels:\n          severity: cr<|>\n"));
		const model = createDocumentParser().parse({ uri: "file:///r.yaml", languageId: "yaml", version: 1, text });
		const position = model?.hostPositionAt(offset);
		expect(position?.kind === "value" && position.type.kind === "string" && position.type.examples).toContain(
			"critical",
		);
	});
});

describe("nothing", () => {
	it.each([
		["right after a colon", rules("      - alert: A\n        for:<|>\n")],
		[
			"inside a block",
			rules("      - alert: A\n        annotations:\n          d: |\n            foo:\n              ba<|>\n"),
		],
		["on a fresh line of a block", rules("      - alert: A\n        expr: |\n          up\n          <|>\n")],
		["in a plain scalar's second line", rules("      - alert: A\n        expr: up\n          an<|>\n")],
		["before the keys' column", rules("      - alert: A\n     <|>   expr: up\n")],
		["in a comment", rules("      - alert: A\n        # fo<|>\n")],
		["in brackets", rules("      - alert: A\n        labels: {a<|>: b}\n")],
		["below a list's key without a dash", rules("      <|>\n")],
		["in an unknown mapping", rules("      - alert: A\n        foo:\n          <|>\n")],
	])("%s", (_, marked) => {
		expect(describePosition(marked)).toBe("nothing");
	});
});
