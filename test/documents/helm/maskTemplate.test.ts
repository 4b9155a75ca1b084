import { describe, expect, it } from "vitest";
import { pairBlocks } from "../../../server/documents/helm/controlBlocks.ts";
import { findGoActions } from "../../../server/documents/helm/goActions.ts";
import { maskTemplate } from "../../../server/documents/helm/maskTemplate.ts";
import { nothing, valueRest, valueStart } from "../../../server/documents/helm/standIns.ts";

/** The masked text with `v` for values, `.` for what leaves nothing, and `_` for blanks at a line's end. */
function mask(text: string): string {
	const { actions } = findGoActions(text);
	const masked = maskTemplate(text, actions, pairBlocks(actions).definitions);
	expect(masked.length).toBe(text.length);
	return masked
		.replaceAll(valueStart, "V")
		.replaceAll(valueRest, "v")
		.replaceAll(nothing, ".")
		.replace(/ +$/gm, (blanks) => "_".repeat(blanks.length));
}

const cases: readonly (readonly [name: string, text: string, masked: string])[] = [
	["a line of control", "a: 1\n{{- if .x }}\nb: 2\n{{- end }}\n", "a: 1\n____________\nb: 2\n__________\n"],
	["a value", "a: {{ .x }}\n", "a: Vvvvvvvv\n"],
	["values in a word", "a: x-{{ .x }}-{{.y}}{{.z}}\n", "a: x-Vvvvvvvv-VvvvvvVvvvvv\n"],
	["a value in quotes", 'a: "{{ .x | default "5m" }}"\n', `a: "V${"v".repeat(22)}"\n`],
	["a key", "{{ $k }}: {{ $v }}\n", "Vvvvvvvv: Vvvvvvvv\n"],
	["an item", "- {{ .x }}\n", "- Vvvvvvvv\n"],
	["a flow collection", "a: [{{ .x }}, {b: {{ .y }}}]\n", "a: [Vvvvvvvv, {b: Vvvvvvvv}]\n"],
	["a raw string", "a: x {{`{{ $v }}`}}\n", "a: x ...{{ $v }}...\n"],
	["a string", 'a: x {{ "{{" }} $v\n', "a: x ....{{.... $v\n"],
	["a string with escapes", 'a: x {{ "b \\"c\\"" }}\n', 'a: x ....b ."c."....\n'],
	["a quoted string", "a: {{ `b: c` | quote }}\n", "a:    'b: c'___________\n"],
	["lines for a mapping", "a: {{ toYaml .x | nindent 2 }}\n  b: c\n", `a:${"_".repeat(28)}\n  b: c\n`],
	[
		"lines for a mapping on a line of their own",
		"a:\n  b: c\n{{ toYaml .x | indent 2 }}\n",
		`a:\n  b: c\n${"_".repeat(26)}\n`,
	],
	["a value below its key", "a:\n  {{ .x }}\nb: 1\n", "a:\n  Vvvvvvvv\nb: 1\n"],
	["a value that goes on", "a: b >\n  {{ .x }}\n", "a: b >\n  Vvvvvvvv\n"],
	["a condition in a value", "a: {{ if .x }}b{{ else }}c{{ end }}\n", "a:            b..........c_________\n"],
	["a block", "a: |\n  b\n  {{ .x }}\n  c {{ .y }}\n", "a: |\n  b\n  Vvvvvvvv\n  c Vvvvvvvv\n"],
	["control in a block", "a: |\n  b\n{{- if x }}\n  c\n", `a: |\n  b\n${"\n".repeat(11)}\n  c\n`],
	["a definition", '{{- define "x" -}}\na: 1\n{{- end }}\nb: 2\n', `---${"_".repeat(15)}\na: 1\n---_______\nb: 2\n`],
	["an action over lines", "a: {{ .x\n  | b }}\nc: 1\n", "a: Vvvvvvvvvvvvvv\nc: 1\n"],
	["a comment of YAML", "# {{ .x }} {{ if .y }}\n", "# Vvvvvvvv ...........\n"],
	["a comment of the template", "{{- /* a: {{ b }} */ -}}\na: 1\n", `${"_".repeat(24)}\na: 1\n`],
	["text behind control", "  {{ if .x }}a: 1{{ end }}\n", "__________\n  a: 1_________\n"],
	[
		"keys of two branches",
		"- {{ if .x }}a: 1{{ else }}b: 2{{ end }}\n  c: 3\n",
		"-_________\n  a: 1_______\n  b: 2_________\n  c: 3\n",
	],
	[
		"a file in a block",
		"data:\n  a.yaml: |\n    b:\n    {{ toYaml .x | nindent 4 }}\n",
		`data:\n  a.yaml: |\n    b:\n${"\n".repeat(31)}\n`,
	],
	["an action without its end", "a: {{ .x\nb: 1\n", "a: Vvvvv\nb: 1\n"],
];

describe("masking keeps the length, and gives YAML for", () => {
	it.each(cases)("%s", (_, text, masked) => {
		expect(mask(text)).toBe(masked);
	});
});
