import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAllDocuments, parse as parseYamlText } from "yaml";
import type { EmbeddedRegion } from "../../../server/documents/embedded/region.ts";
import type { DocumentModel, OutlineItem } from "../../../server/documents/model.ts";
import { createDocumentParser } from "../../../server/documents/registry.ts";
import type { Span } from "../../../server/text/span.ts";
import { applyEdits } from "../../../server/text/textEdit.ts";
import { drawSquiggles } from "../../support/squiggles.ts";

const parse = (text: string, languageId = "yaml"): DocumentModel | undefined =>
	createDocumentParser().parse({ uri: "file:///manifest.yaml", languageId, version: 1, text });

const indent = (text: string, by: number): string => text.replace(/^(?=.)/gm, " ".repeat(by));

/** Every style in which a manifest can hold a file. */
const styles: readonly (readonly [name: string, write: (file: string) => string])[] = [
	["literal", (file) => `|\n${indent(file, 4)}`],
	["literal, stripped", (file) => `|-\n${indent(file, 4).trimEnd()}`],
	["literal, deep", (file) => `|+2\n${indent(file, 4)}`],
	["double-quoted", (file) => JSON.stringify(file)],
	["double-quoted on several lines", (file) => JSON.stringify(file).replaceAll("\\n ", "\\n\\\n    \\ ")],
	["single-quoted", (file) => `'${file.replaceAll("'", "''").replaceAll("\n", "\n\n    ")}'`],
	["folded", (file) => `>\n${indent(file.replaceAll("\n", "\n\n"), 4)}`],
];

const configMap = (key: string, value: string): string =>
	`apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: files\ndata:\n  ${key}: ${value}\n  other: text that nobody knows\n`;

const ruleFile = (expression: string): string =>
	`groups:\n- name: web\n  rules:\n  - alert: Down\n    expr: ${JSON.stringify(expression)}\n    labels: {severity: page}\n`;
const ruleFileInJson = (expression: string): string =>
	`${JSON.stringify({ groups: [{ name: "web", rules: [{ alert: "Down", expr: expression, labels: { severity: "page" } }] }] })}\n`;

const files: readonly (readonly [name: string, key: string, write: (expression: string) => string])[] = [
	["YAML", "rules.yaml", ruleFile],
	["JSON", "rules.json", ruleFileInJson],
	// An edit of a long text is not tried on all of it.
	["long YAML", "rules.yaml", (expression) => `# ${"long ".repeat(150)}\n${ruleFile(expression)}`],
	[
		"long JSON",
		"rules.json",
		(expression) => ruleFileInJson(expression).replace('"name"', `"labels":{"x":"${"long ".repeat(150)}"},"name"`),
	],
];

const everywhere = files.flatMap(([kind, key, file]) =>
	styles
		.filter(([style]) => kind.endsWith("JSON") || style !== "single-quoted")
		.map(([style, write]) => ({
			name: `${kind} in a ${style} scalar`,
			wrap: (expression: string) => configMap(key, write(file(expression))),
			read: (manifest: string): unknown => {
				const data: unknown = parseYamlText(manifest).data[key];
				return parseYamlText(String(data)).groups[0].rules[0].expr;
			},
			file: (manifest: string): string => String(parseYamlText(manifest).data[key]),
		})),
);

const expression = fc
	.array(fc.constantFrom("up", '{a="b"}', " == ", "\\\\d", "'", "é", "😀", "(", "#", " "), {
		minLength: 1,
		maxLength: 6,
	})
	.map((words) => `x${words.join("")}y`);

/** Offsets inside of what is encoded as one unit lead to its start, so only the others come back. */
function isInsideUnit({ map }: EmbeddedRegion, offset: number): boolean {
	return map.segments.some(
		(each) => !each.literal && each.embedded < offset && offset < each.embedded + each.embeddedLength,
	);
}

describe.each(everywhere)("$name", ({ wrap, read, file }) => {
	it("has the rule where it is written", () => {
		const text = wrap('up{job="a"} == 0');
		const model = parse(text);
		expect(model?.problems).toEqual([]);
		expect(model?.adapters).toEqual(["configMap", "ruleFile"]);
		const [rule] = model?.groups[0]?.rules ?? [];
		const at = (span: Span | undefined) => span && text.slice(span.start, span.end);
		expect(at(rule?.name?.span)?.replace(/^\\?"|\\?"$/g, "")).toBe("Down");
		expect(rule?.expression?.text).toBe('up{job="a"} == 0');
		expect(at(rule?.labels[0]?.key.span)).toContain("severity");
		expect(model?.regions).toContain(rule?.expression);
	});

	it("leads every offset to the file and back", () => {
		fc.assert(
			fc.property(expression, (written) => {
				const [region] = parse(wrap(written))?.regions ?? [];
				if (region === undefined) throw new Error("There is no region.");
				expect(region.text).toBe(written);
				for (let offset = 0; offset <= region.text.length; offset++) {
					if (!isInsideUnit(region, offset)) expect(region.map.toEmbedded(region.map.toHost(offset))).toBe(offset);
				}
			}),
			{ numRuns: 20 },
		);
	});

	it("takes an edit, or refuses it, and changes nothing else", () => {
		let taken = 0;
		fc.assert(
			fc.property(expression, fc.nat(), fc.nat(), expression, (written, a, b, newText) => {
				const text = wrap(written);
				const [region] = parse(text)?.regions ?? [];
				if (region === undefined) throw new Error("There is no region.");
				const [start = 0, end = 0] = [a, b].map((each) => each % (written.length + 1)).sort((x, y) => x - y);
				const wanted = written.slice(0, start) + newText + written.slice(end);
				const edit = wanted.isWellFormed() ? region.encodeEdit({ span: { start, end }, newText }) : undefined;
				if (edit === undefined) return;
				taken++;
				expect(edit.span.start).toBeGreaterThanOrEqual(region.hostSpan.start);
				expect(edit.span.end).toBeLessThanOrEqual(region.hostSpan.end);
				const edited = applyEdits(text, [edit]);
				expect(parseAllDocuments(edited)[0]?.errors).toEqual([]);
				expect(read(edited)).toBe(wanted);
				const mark = (all: string) => all.replace(JSON.stringify(wanted), "").replace(JSON.stringify(written), "");
				expect(mark(file(edited))).toBe(mark(file(text)));
			}),
			{ numRuns: 40 },
		);
		expect(taken).toBeGreaterThan(5);
	});
});

describe("a nested text", () => {
	const outline = (items: readonly OutlineItem[], depth = 0): string =>
		items
			.map((item) => `${"  ".repeat(depth)}${item.kind} ${item.name}\n${outline(item.children, depth + 1)}`)
			.join("");

	it("hangs under its key in the outline, and that under its resource", () => {
		const text = configMap("rules.yaml", `|\n${indent(ruleFile("up"), 4)}`);
		expect(outline(parse(text)?.outline ?? [])).toBe(
			"document files\n  section rules.yaml\n    group web\n      alert Down\n",
		);
	});

	it.each([
		[
			"rules",
			"|\n    groups:\n    - name: g\n      rules:\n      - alert: A\n        exp: up\n        ^^^ rule/unknown-field",
		],
		[
			"rules",
			"|\n    groups:\n    - name: g\n      rules:\n      - alert: A\n        expr: 'up\n              ^^^ yaml/unclosed-quote",
		],
		[
			"rules",
			'"groups:\\n- name: g\\n  rules:\\n  - alert: A\\n    exp: up\\n"\n                                                          ^^^ rule/unknown-field',
		],
	])("has its problems at the place in %s", (key, marked) => {
		const all = configMap(key, marked);
		const text = all
			.split("\n")
			.filter((line) => !/^\s*\^+ [a-z]+\//.test(line))
			.join("\n");
		const [first] = (parse(text)?.problems ?? []).filter(({ code }) => code !== "rule/missing-expr");
		expect(drawSquiggles(text, first === undefined ? [] : [first])).toBe(all);
	});

	it.each(styles.slice(0, 4))("has its quick fixes written as %s wants them", (_, write) => {
		const text = configMap("r.yaml", write("groups:\n- name: g\n  rules:\n  - alert: A\n    exp: up\n"));
		const fix = parse(text)?.problems.find(({ code }) => code === "rule/unknown-field")?.fix;
		const edited = applyEdits(text, fix?.edits ?? []);
		expect(parseYamlText(edited).data["r.yaml"]).toContain("    expr: up");
	});

	it("of no known kind makes the manifest nobody's", () => {
		expect(parse(configMap("a.yaml", "|\n    hello: world\n"))).toBeUndefined();
		expect(parse(configMap("a.json", "|\n    {broken"))).toBeUndefined();
	});

	it("that is half-typed stays within the file", () => {
		const hosts = everywhere.map(({ wrap }) => wrap('sum(rate(x{a="b"}[5m])) by (job)'));
		const typed = fc.constantFrom(
			'"',
			"{",
			"}",
			"[",
			"]",
			"\n",
			":",
			",",
			"\\",
			"- ",
			"|",
			"'",
			"\ufffd",
			"\ud800",
			"",
		);
		let read = 0;
		fc.assert(
			fc.property(
				fc.constantFrom(...hosts),
				fc.nat(),
				fc.nat(4),
				typed,
				fc.nat(),
				(host, at, removed, added, cursor) => {
					const offset = at % host.length;
					const text = host.slice(0, offset) + added + host.slice(offset + removed);
					const model = parse(text);
					if (model === undefined) return;
					read++;
					const position = model.hostPositionAt(cursor % (text.length + 1));
					const spans = [
						...model.problems.map(({ span }) => span),
						...model.regions.map(({ hostSpan }) => hostSpan),
						...(position === undefined ? [] : [position.replace]),
					];
					for (const { start, end } of spans) {
						expect(start).toBeGreaterThanOrEqual(0);
						expect(end).toBeGreaterThanOrEqual(start);
						expect(end).toBeLessThanOrEqual(text.length);
					}
				},
			),
			{ numRuns: 400 },
		);
		expect(read).toBeGreaterThan(100);
	});

	it("that is a manifest itself is read again", () => {
		const inner = configMap("rules.yaml", `|\n${indent(ruleFile("up"), 4)}`);
		const text = configMap("manifest.yaml", `|\n${indent(inner, 4)}`);
		const [region] = parse(text)?.regions ?? [];
		expect(text.slice(region?.hostSpan.start, region?.hostSpan.end)).toBe("up");
	});

	it.each([
		[
			"rules.yaml",
			`${ruleFile("up")}  - record: a:b\n    expr: sum(up)\n    labels:\n      c: d\n  interval: 1m\n  exprs: 1\n`,
		],
		["rules.json", ruleFileInJson("sum(up) by (job)")],
		[
			"alertmanager.yml",
			"route:\n  receiver: a\n  group_by: [job]\n  group_wait: 30s\n  routes:\n  - receiver: b\n    matchers: [team = web]\n    repeat_interval: 1h\nreceivers:\n- name: a\n- name: b\ninhibit_rules:\n- source_matchers: [a = b]\n  target_matchers: [c = d]\n  equal: [job]\ntime_intervals:\n- name: nights\n",
		],
		[
			"prometheus.yml",
			"global:\n  scrape_interval: 15s\n  external_labels:\n    cluster: a\nrule_files:\n- rules/*.yaml\nscrape_configs:\n- job_name: web\n  scrape_interval: 10s\n  metrics_path: /m\n",
		],
		[
			"web.json",
			`${JSON.stringify(
				{
					title: "Web",
					uid: "web",
					schemaVersion: 39,
					templating: { list: [{ name: "job", type: "query", query: "label_values(up, job)", refresh: 1 }] },
					annotations: {
						list: [{ name: "deploys", expr: "changes(a[5m])", datasource: { type: "prometheus", uid: "p" } }],
					},
					panels: [
						{
							id: 1,
							type: "timeseries",
							title: "Requests",
							datasource: { type: "prometheus", uid: "p" },
							fieldConfig: { defaults: { unit: "reqps" } },
							targets: [{ refId: "A", expr: 'sum(rate(a{job="$job"}[5m]))', legendFormat: "{{job}}" }],
						},
					],
				},
				undefined,
				2,
			)}\n`,
		],
	])("has every span of %s where the text that it names stands", (key, inner) => {
		const text = configMap(key, `|\n${indent(inner, 4)}`);
		const alone = collectTexts(inner, parse(inner));
		const nested = collectTexts(text, withoutOwnOutline(parse(text)));
		expect(alone.length).toBeGreaterThan(10);
		expect(nested).toEqual(alone);
	});
});

/** Everything in the model that is a span, as the text that it covers, without the indentation of its lines. */
function collectTexts(text: string, value: unknown, found: string[] = []): readonly string[] {
	if (typeof value !== "object" || value === null) return found;
	if ("encodeEdit" in value && "hostSpan" in value) {
		collectTexts(text, value.hostSpan, found);
		return found;
	}
	if ("start" in value && "end" in value && typeof value.start === "number" && typeof value.end === "number") {
		found.push(text.slice(value.start, value.end).replace(/\n +/g, "\n").trimEnd());
		return found;
	}
	for (const [key, member] of Object.entries(value)) {
		// What a rule was read from only says that it is the same one.
		if (key !== "origin") collectTexts(text, member, found);
	}
	return found;
}

function withoutOwnOutline(model: DocumentModel | undefined): unknown {
	return model && { ...model, outline: model.outline[0]?.children[0]?.children };
}
