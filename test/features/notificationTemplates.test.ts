import { describe, expect, test } from "vitest";
import { readCursor } from "../support/cursor.ts";
import { createTestService, never } from "../support/testService.ts";

const service = createTestService();
let files = 0;

const configuration = (text: string): string => `route:
  receiver: team
  group_by: [alertname, zone]
receivers:
  - name: team
    slack_configs:
      - api_url: https://hooks.example/1
        title: '{{ define "team.title" }}{{ .Status }}{{ end }}'
        text: '${text.replaceAll("'", "''")}'
`;

const hosts: readonly (readonly [string, string, (text: string) => string])[] = [
	["a receiver's text", "alertmanager.yml", configuration],
	[
		"a file of templates",
		"team.tmpl",
		(text) => `{{ define "team.title" }}{{ .Alerts | len }}{{ end }}\n{{/* more */}}\n${text}\n`,
	],
];

describe.each(hosts)("in %s", (_, name, wrap) => {
	const open = (text: string) => {
		const languageId = name.endsWith(".yml") ? "yaml" : "plaintext";
		return { uri: `file:///${files++}/${name}`, languageId, version: 1, text };
	};

	async function complete(marked: string) {
		const { text, offset } = readCursor(wrap(marked));
		const { items } = await service.complete(open(text), offset, never);
		expect(service.logged).toEqual([]);
		return { text, items };
	}

	test.each([
		["{{ .<|> }}", ["Alerts", "CommonLabels", "CommonAnnotations", "GroupLabels"], ["Labels", "StartsAt"]],
		["{{ .Common<|>", ["CommonLabels"], ["Labels"]],
		["{{ .CommonLabels.<|> }}", ["alertname", "severity", "SortedPairs"], ["Alerts", "summary"]],
		["{{ .GroupLabels.s<|> }}", ["severity"], ["summary"]],
		["{{ .CommonAnnotations.<|> }}", ["summary", "runbook_url"], ["severity"]],
		["{{ .Alerts.<|> }}", ["Firing", "Resolved"], ["Labels"]],
		["{{ range .Alerts }}{{ .<|> }}{{ end }}", ["Labels", "Annotations", "StartsAt"], ["CommonLabels"]],
		["{{ range .Alerts }}{{ $.<|> }}{{ end }}", ["CommonLabels"], ["StartsAt"]],
		["{{ range .Alerts.Firing }}{{ .Labels.<|> }}{{ end }}", ["severity"], ["summary"]],
		["{{ range .Alerts }}{{ .Annotations.<|> }}{{ end }}", ["summary"], ["severity"]],
		["{{ range .Alerts }}{{ .StartsAt.<|> }}{{ end }}", ["Format"], ["severity"]],
		["{{ range .Alerts }}{{ end }}{{ .<|> }}", ["CommonLabels"], ["StartsAt"]],
		["{{ range $alert := .Alerts }}{{ $alert.<|> }}{{ end }}", ["Labels", "StartsAt"], ["CommonLabels"]],
		["{{ range .CommonLabels.SortedPairs }}{{ .<|> }}{{ end }}", ["Name", "Value"], ["Alerts"]],
		["{{ with .CommonLabels }}{{ .<|> }}{{ end }}", ["severity"], ["Alerts"]],
		["{{ <|> }}", ["toUpper", "join", "if", "range"], ["humanizePercentage", "query"]],
		["{{ .Status | <|> }}", ["toUpper", "title"], ["if", "query"]],
		['{{ template "<|>" . }}', ["slack.default.title", "__subject", "team.title"], ["toUpper"]],
		['{{ template "slack.de<|>', ["slack.default.title"], ["toUpper"]],
		['{{ define "x" }}{{ .<|> }}{{ end }}', ["Alerts", "Labels"], ["Name"]],
	])("%s offers %j and not %j", async (marked, some, none) => {
		const { items } = await complete(marked);
		const labels = items.map(({ label }) => label);
		expect(labels).toEqual(expect.arrayContaining(some));
		for (const label of none) expect(labels).not.toContain(label);
		expect(new Set(labels).size).toBe(labels.length);
	});

	test.each(["te<|>xt", "{{/* .<|> */}}", '{{ printf ".<|>" }}'])("%s offers nothing of a template", async (marked) => {
		const { items } = await complete(marked);
		expect(items.map(({ label }) => label)).toEqual([]);
	});

	test.each([
		["{{ .Com<|> }}", "CommonLabels", "{{ .CommonLabels. }}"],
		["{{ .CommonLabels.sev<|>x }}", "severity", "{{ .CommonLabels.severity }}"],
		['{{ template "sl<|>ack.x" . }}', "slack.default.title", '{{ template "slack.default.title" . }}'],
	])("%s becomes, with %s, %s", async (marked, label, expected) => {
		const { text, items } = await complete(marked);
		const edit = items.find((item) => item.label === label)?.edit;
		if (edit === undefined) throw new Error(`${label} is not offered.`);
		expect(text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end)).toBe(wrap(expected));
	});

	test.each([
		["{{ .Common<|>Labels.severity }}", "CommonLabels", "that all alerts of the group have alike"],
		["{{ .CommonLabels.sev<|>erity }}", "severity", "value of the label"],
		["{{ range .Alerts }}{{ .Starts<|>At }}{{ end }}", "StartsAt", "began to fire"],
		["{{ .Status | toUp<|>per }}", "toUpper", "upper case"],
		['{{ .CommonLabels.Values | jo<|>in ", " }}', "join", "separator"],
	])("%s explains %s", (marked, word, documentation) => {
		const { text, offset } = readCursor(wrap(marked));
		const hover = service.hover(open(text), offset);
		expect(hover && text.slice(hover.span.start, hover.span.end)).toBe(word);
		expect(hover?.markdown).toContain(documentation);
	});

	test("its words have colours", () => {
		const text = wrap("{{ .CommonLabels.severity | toUpper }} now");
		const tokens = service.semanticTokens(open(text)) ?? [];
		const drawn = tokens.map(({ start, end, type }) => `${text.slice(start, end)} ${type}`);
		expect(drawn).toEqual(expect.arrayContaining(["CommonLabels property", "toUpper function"]));
		expect(drawn).not.toContain("now variable");
	});

	test.each([
		["{{ range .Alerts }}{{ .Labels.job }}{{ end }}", []],
		["{{ range .Alerts }}", ["alertmanager/invalid-template"]],
		["{{ .Status | ", ["alertmanager/invalid-template"]],
		['{{ query "up" }}', name.endsWith(".yml") ? ["alertmanager/invalid-template"] : []],
	])("%s has the faults %j", async (text, codes) => {
		const problems = await service.diagnose(open(wrap(text)), never);
		expect(problems?.map(({ code }) => code)).toEqual(codes);
	});
});

describe("a file with the ending .tmpl", () => {
	const outline = (text: string) =>
		service
			.symbols({ uri: `file:///${files++}/a.tmpl`, languageId: "plaintext", version: 1, text })
			.map(({ name }) => name);

	test("shows the templates that it defines", () => {
		expect(outline('{{ define "a.title" }}{{ .Alerts }}{{ end }}\n{{- define "a.text" -}}x{{ end }}')).toEqual([
			"a.title",
			"a.text",
		]);
	});

	test.each(['{{ define "page" }}<h1>{{ .Title }}</h1>{{ end }}', "{{ .CommonLabels }}", "CommonLabels"])(
		"is nobody's where it holds %s",
		(text) => {
			expect(outline(text)).toEqual([]);
			expect(
				service.kindOf({ uri: `file:///${files++}/a.tmpl`, languageId: "plaintext", version: 1, text }).kinds,
			).toEqual([]);
		},
	);
});
