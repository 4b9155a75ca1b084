import { expect, it } from "vitest";
import { CHECKS } from "../../server/checks/registry.ts";
import { findGoActions } from "../../server/documents/helm/goActions.ts";
import type { TextEdit } from "../../server/text/textEdit.ts";
import { createDocument, createTestService, never } from "../support/testService.ts";

const text = `{{- if .Values.on }}
groups:
- name: {{ .Release.Name }}-rules
  interval: {{ .Values.interval }}s
  rules:
  {{- range $job, $limit := .Values.limits }}
  - alert: {{ $job | title }}Down
    expr: |
      sum(rate(errors_total{job="{{ $job }}",code=~".*"}[{{ $.Values.window }}])) by ({{ $.Values.by }}, pod)   > {{ $limit }}
    for: {{ $.Values.for }}m
    labels: {severity: "{{ $.Values.severity }}", team: api}
    annotations:
      summary: 'On {{\`{{ $labels.pod }}\`}} of {{ $job }}: {{ "{{" }} $value {{ "}}" }}'
  {{- end }}
  - record: {{ .Values.prefix }}:up:sum
    expr: sum(up{job=~"^api$"}) {{- if .Values.more }} + sum(up{ job="{{ .Values.more }}" }){{ end }}
{{- end }}
`;

/** The template's own actions; of those that pass a text on, the text is the user's to edit. */
const actionsIn = (file: string): readonly string[] =>
	findGoActions(file).actions.map(({ kind, span }) => (kind === "constant" ? kind : file.slice(span.start, span.end)));

function apply(edits: readonly TextEdit[]): string {
	const last = edits.toSorted((a, b) => b.span.start - a.span.start);
	return last.reduce((file, { span, newText }) => file.slice(0, span.start) + newText + file.slice(span.end), text);
}

it("what is accepted in a template leaves its actions as they are", async () => {
	const service = createTestService(undefined, CHECKS);
	const document = createDocument(text);
	await service.diagnose(document, never);
	const touching: string[] = [];
	let tried = 0;
	const accept = (title: string, edits: readonly TextEdit[]): void => {
		tried += 1;
		if (JSON.stringify(actionsIn(apply(edits))) !== JSON.stringify(actionsIn(text))) touching.push(title);
	};
	accept("Format", service.format(document));
	for (let offset = 0; offset <= text.length; offset++) {
		for (const { title, edits } of service.codeActions(document, { start: offset, end: offset })) accept(title, edits);
		if (offset % 4 !== 0) continue;
		const { items } = await service.complete(document, offset, never);
		for (const { label, edit } of items.slice(0, 20)) accept(label, [edit]);
	}
	expect(touching).toEqual([]);
	expect(tried).toBeGreaterThan(100);
	expect(service.logged).toEqual([]);
});
