import { describe, expect, test } from "vitest";
import { MERGERS } from "../../../server/scaffold/merge/mergers.ts";

/** What comes of adding one text to another; refusals in brackets. Done twice it has to be the same. */
function merge(name: string, existing: string, addition: string): string {
	const merger = MERGERS[name];
	if (merger === undefined) throw new Error(`There is no merger ${name}.`);
	const once = merger(existing, addition);
	if (once.kind === "refused") return `[${once.reason}]`;
	expect(merger(once.content, addition)).toEqual(once);
	return once.content;
}

const rule = (name: string, expression = "up == 0", more = ""): string =>
	`groups:\n  - name: api\n    rules:\n      - alert: ${name}\n        expr: ${expression}\n${more}`;

describe("rules", () => {
	test("go to the group of their name, in the layout of the file", () => {
		const existing = `# Ours.
groups:
- name: api # the api
  interval: 30s
  rules:
  # Down is down.
  - alert: Down
    expr: up == 0
  # - alert: Off
  #   expr: vector(1)

- name: other
  rules: []
`;
		const addition = `groups:
  - name: api
    interval: 1m
    rules:
      # Slow is slow.
      - alert: Slow
        expr: |
          a
            > 1
        labels:
          severity: page
  - name: other
    rules:
      - record: b
        expr: c
`;
		expect(merge("rules", existing, addition)).toBe(`# Ours.
groups:
- name: api # the api
  interval: 30s
  rules:
  # Down is down.
  - alert: Down
    expr: up == 0
  # - alert: Off
  #   expr: vector(1)
  # Slow is slow.
  - alert: Slow
    expr: |
      a
        > 1
    labels:
      severity: page

- name: other
  rules:
  - record: b
    expr: c
`);
	});

	test.each<[string, string, string, string]>([
		["a file of nothing", "", rule("A"), rule("A")],
		["a file of comments", "# none\n", rule("A"), `# none\n${rule("A")}`],
		["groups that are empty", "groups:\n", rule("A"), rule("A")],
		["groups in brackets", "groups: []\n", rule("A"), rule("A")],
		[
			"a rule that is laid out otherwise",
			rule("A", '"up  ==  0"', "        for: 5m\n"),
			rule("A", "up ==\n          0", "        for: 5m\n"),
			rule("A", '"up  ==  0"', "        for: 5m\n"),
		],
		[
			"a rule of the same name with other labels",
			rule("A", "up == 0", "        labels: {severity: page}\n"),
			rule("A", "up == 1", "        labels: {severity: ticket}\n"),
			`${rule("A", "up == 0", "        labels: {severity: page}\n")}      - alert: A\n        expr: up == 1\n        labels: {severity: ticket}\n`,
		],
		[
			"groups that are JSON",
			'{"groups": [{"name": "api", "rules": [{"record": "a", "expr": "b"}]}]}\n',
			rule("A"),
			'{"groups": [{"name": "api", "rules": [{"record": "a", "expr": "b"}, { alert: A, expr: "up == 0" }]}]}\n',
		],
		["no line break at the end", rule("A").trimEnd(), rule("B"), `${rule("A")}      - alert: B\n        expr: up == 0`],
		[
			"a resource of another name",
			"kind: PrometheusRule\nmetadata: {name: a}\nspec:\n  groups: []\n",
			"kind: PrometheusRule\nmetadata: {name: b}\nspec:\n  groups: []\n",
			"kind: PrometheusRule\nmetadata: {name: a}\nspec:\n  groups: []\n---\nkind: PrometheusRule\nmetadata: {name: b}\nspec:\n  groups: []\n",
		],
		[
			"a resource of the same name in a file of several",
			"kind: Service\nmetadata: {name: a}\n---\nkind: PrometheusRule\nmetadata: {name: a}\nspec:\n  groups:\n---\nkind: ConfigMap\nmetadata: {name: a}\n",
			"kind: PrometheusRule\nmetadata: {name: a}\nspec:\n  groups:\n    - name: x\n      rules: []\n",
			"kind: Service\nmetadata: {name: a}\n---\nkind: PrometheusRule\nmetadata: {name: a}\nspec:\n  groups:\n    - name: x\n      rules: []\n---\nkind: ConfigMap\nmetadata: {name: a}\n",
		],
	])("into %s", (_, existing, addition, expected) => {
		expect(merge("rules", existing, addition)).toBe(expected);
	});

	test.each<[string, string, string]>([
		[
			"a rule that differs",
			rule("A", "up == 1"),
			'its group "api" has the alert A already, with the same labels and another expr.',
		],
		["a broken file", "groups:\n  - name: [\n", "line 3 is no valid YAML"],
		[
			"a file that is no rule file",
			"scrape_configs: []\n",
			'it is no rule file: it has no "groups" and is no PrometheusRule.',
		],
		["a list", "- a\n", "it is no rule file"],
		[
			"a template of Helm",
			"groups:\n  - name: {{ .Values.name }}\n    rules: []\n",
			"it is a template that is rendered",
		],
		[
			"a template with control lines",
			"groups:\n{{- if .x }}\n  - name: a\n{{- end }}\n",
			"it is a template that is rendered",
		],
		[
			"groups from elsewhere",
			"x: &g\n  - name: api\n    rules: []\ngroups: *g\n",
			'its "groups" is no list that can be added to.',
		],
		["a group that is an alias", "x: &g {name: api, rules: []}\ngroups:\n  - *g\n", 'its group "api" is an alias'],
		["groups that are null", "groups: null\n", 'its "groups" is null'],
		["a key that is no text", "groups: []\n? [a]\n: b\n", "line 2 has a key that is no text."],
	])("not where there is %s", (_, existing, reason) => {
		expect(merge("rules", existing, rule("A"))).toMatch(`[${reason}`);
	});

	test("keep the actions of Prometheus' own templates", () => {
		const existing = rule(
			"A",
			"up == 0",
			'        annotations:\n          summary: "{{ $labels.job }} is {{ $value }}"\n',
		);
		expect(merge("rules", existing, rule("B"))).toContain("{{ $labels.job }}");
	});
});

describe("alertmanager", () => {
	const existing = `global:
  slack_api_url_file: /etc/slack
route:
  receiver: team
  group_by: [alertname]
  routes:
    - matchers: [severity="page"]
      receiver: pager
    # Whatever is left.
    - receiver: chat
receivers:
  - name: team
  - name: pager
    pagerduty_configs:
      - routing_key_file: /etc/key # ours
inhibit_rules:
  - source_matchers: [severity="page"]
    target_matchers: [severity="ticket"]
    equal: [service]
`;

	test("gets what is missing; its own root stays, and what takes everything stays last", () => {
		const addition = `global:
  slack_api_url: https://example.com
route:
  receiver: other
  group_by: [job]
  routes:
    - matchers:
        - severity = "page"
      receiver: pager
    - matchers:
        - alertname="Watchdog"
      receiver: dead-mans-switch
receivers:
  - name: dead-mans-switch
    webhook_configs:
      - url: http://localhost
inhibit_rules:
  - equal: [service]
    source_matchers: [severity="page"]
    target_matchers: [severity="ticket"]
time_intervals:
  - name: nights
    time_intervals:
      - weekdays: [saturday]
`;
		expect(merge("alertmanager", existing, addition)).toBe(
			`${existing
				.replace(
					"    # Whatever",
					'    - matchers:\n        - alertname="Watchdog"\n      receiver: dead-mans-switch\n    # Whatever',
				)
				.replace(
					"inhibit_rules:",
					"  - name: dead-mans-switch\n    webhook_configs:\n      - url: http://localhost\ninhibit_rules:",
				)}time_intervals:\n  - name: nights\n    time_intervals:\n      - weekdays: [saturday]\n`,
		);
	});

	test.each<[string, string]>([
		[
			"receivers:\n  - name: pager\n    webhook_configs: [{url: http://x}]\n",
			'[its receivers has "pager" already, and it says something else.]',
		],
		[
			"route:\n  routes:\n    - match: {severity: page}\n      receiver: chat\n",
			'[a route with the matchers severity="page" is there, and it leads to pager.]',
		],
	])("is left where %j says otherwise", (addition, expected) => {
		expect(merge("alertmanager", existing, addition)).toBe(expected);
	});

	test("gives a receiver of nothing but its name what it sends", () => {
		expect(
			merge("alertmanager", existing, "receivers:\n  - name: team\n    webhook_configs:\n      - url: http://x\n"),
		).toBe(existing.replace("  - name: team\n", "  - name: team\n    webhook_configs:\n      - url: http://x\n"));
	});

	test("adds to routes of routes", () => {
		const nested = existing.replace("receiver: pager\n", "receiver: pager\n      routes: []\n");
		const addition =
			'route:\n  routes:\n    - matchers: [severity="page"]\n      receiver: pager\n      routes:\n        - matchers: [team="a"]\n          receiver: chat\n';
		expect(merge("alertmanager", nested, addition)).toContain(
			'      receiver: pager\n      routes:\n        - matchers: [team="a"]\n          receiver: chat\n    # Whatever',
		);
	});
});

test("the actions of Alertmanager's and Prometheus' own templates are texts like others", () => {
	const texts = [
		"{{ range .Alerts }}",
		"{{- if .Labels.severity }}",
		"{{ .Annotations.summary }}",
		"{{- end }}",
		"{{ end }}",
	];
	const block = texts.map((line) => `          ${line}\n`).join("");
	const alertmanager = `receivers:\n  - name: a\n    slack_configs:\n      - text: |-\n${block}        title: '{{ template "x" . }}'\n`;
	expect(merge("alertmanager", alertmanager, "receivers:\n  - name: b\n")).toBe(`${alertmanager}  - name: b\n`);
	const rules = rule(
		"A",
		"up",
		`        annotations:\n          d: |\n            {{ with query "up" }}\n            {{ . }}{{ end }}\n`,
	);
	expect(merge("rules", rules, rule("B"))).toBe(`${rules}      - alert: B\n        expr: up == 0\n`);
});

describe("yaml", () => {
	test.each<[string, string, string, string]>([
		[
			"comments and quotes stay",
			"a: 'x' # why\n\n# b\nb:\n",
			"a: y\nb: 1\nc: 2\n",
			"a: 'x' # why\n\n# b\nb: 1\n\nc: 2\n",
		],
		["lists of values are sets", "a:\n- 1\n- x\n", "a: [x, y]\n", "a:\n- 1\n- x\n- y\n"],
		[
			"maps of a list go by their names",
			"a:\n  - name: x\n    b: 1\n",
			"a:\n  - name: x\n    b: 2\n    c: 3\n",
			"a:\n  - name: x\n    b: 1\n    c: 3\n",
		],
		["a text that is kept whole stays whole", "a: |+\n  x\n\nb: 1\n", "a: y\nc: 1\n", "a: |+\n  x\n\nb: 1\nc: 1\n"],
		[
			"a text at the end that is kept whole",
			"a:\n  b: |+\n    x\n\n",
			"a:\n  c: 1\n",
			"a:\n  b: |+\n    x\n\n  c: 1\n",
		],
		[
			"brackets on lines of their own",
			"a: [\n    x, # x\n    y\n  ]\n",
			"a: [z]\n",
			"a: [\n    x, # x\n    y,\n    z\n  ]\n",
		],
		["brackets with a comma at the end", "a: [x, y, ]\n", "a: [z]\n", "a: [x, y, z, ]\n"],
		[
			"merge keys count as there",
			"x: &x {a: 1}\ny:\n  <<: *x\n",
			"y:\n  a: 2\n  b: 3\n",
			"x: &x {a: 1}\ny:\n  <<: *x\n  b: 3\n",
		],
		["four columns stay four", "a:\n    b: 1\n", "a:\n  c:\n    d: 1\n", "a:\n    b: 1\n    c:\n        d: 1\n"],
		["the end of a document", "a: 1\n...\n", "b: 1\n", "a: 1\nb: 1\n...\n"],
		[
			"what heads the file that is added is not its first key's",
			"a: 1\n",
			"# All of it.\nb: 1\n# About c.\nc: 1\n",
			"a: 1\nb: 1\n# About c.\nc: 1\n",
		],
		[
			"documents of the same resource",
			"kind: A\nmetadata: {name: x}\n---\nkind: A\nmetadata: {name: y}\n",
			"kind: A\nmetadata: {name: y}\nspec: 1\n",
			"kind: A\nmetadata: {name: x}\n---\nkind: A\nmetadata: {name: y}\nspec: 1\n",
		],
		[
			"line breaks of Windows",
			"a:\r\n  b: 1\r\n",
			"a:\n  c: |\n    x\n    y\n",
			"a:\r\n  b: 1\r\n  c: |\r\n    x\r\n    y\r\n",
		],
		["a long line stays long", `a: ${"x ".repeat(200)}y\n`, "b: 1\n", `a: ${"x ".repeat(200)}y\nb: 1\n`],
		["a list of lists without keys", "a:\n  - b: 1\n", "a:\n  - b: 2\n", "a:\n  - b: 1\n  - b: 2\n"],
		["an alias in what is added is written out", "a: 1\n", "x: &x [1]\ny: *x\n", "a: 1\nx: &x [1]\ny:\n  - 1\n"],
	])("%s", (_, existing, addition, expected) => {
		expect(merge("yaml", existing, addition)).toBe(expected);
	});

	test.each<[string, string, string]>([
		["a: &a\n  b: 1\nc: *a\n", "c:\n  d: 1\n", "an alias (*) repeats"],
		["a: 1\na: 2\n", "b: 1\n", "line 2 is no valid YAML"],
		["a: 1\n\tb: 2\n", "b: 1\n", "line 2 is no valid YAML"],
		["a: {{ .Values.a }}\n", "b: 1\n", "rendered before it is YAML"],
		["a: 1\n", "b: [\n", "what was to be added cannot be read: line"],
	])("%j is left", (existing, addition, reason) => {
		expect(merge("yaml", existing, addition)).toContain(reason);
	});

	test("aliases without end are refused, and end", () => {
		const levels = Array.from(
			{ length: 30 },
			(_, level) => `l${level + 1}: &l${level + 1} [${`*l${level}, `.repeat(9)}*l${level}]`,
		);
		expect(merge("yaml", ["l0: &l0 x", ...levels].join("\n"), "b: 1\n")).toMatch(/^\[its YAML cannot be read/);
	});
});

test.each([
	["yaml", "a: "],
	["json", ""],
])("brackets without end in %s are refused, and end", (name, before) => {
	const text = `${before}${"[".repeat(20_000)}${"]".repeat(20_000)}`;
	expect(merge(name, text, name === "yaml" ? "b: 1\n" : "[]")).toMatch(
		/^\[.*(?:cannot be read|too deeply|Maximum call stack)/,
	);
});

describe("json", () => {
	test("keeps comments and layout, and sorts dependencies in as npm does", () => {
		const existing = `{
	// ours
	"name": "x",
	"dependencies": {
		"express": "^5.0.0", // web
		"zod": "^4.0.0"
	},
	"scripts": {},
	"files": ["a"],
}
`;
		const addition = {
			name: "y",
			dependencies: { "@a/b": "1", pino: "2", zod: "9" },
			scripts: { start: "node ." },
			files: ["b"],
			type: "module",
		};
		expect(merge("json", existing, JSON.stringify(addition))).toBe(`{
	// ours
	"name": "x",
	"dependencies": {
		"@a/b": "1",
		"express": "^5.0.0", // web
		"pino": "2",
		"zod": "^4.0.0"
	},
	"scripts": {
		"start": "node ."
	},
	"files": ["a", "b"],
	"type": "module",
}
`);
	});

	test.each<[string, string, string, string]>([
		["nothing", "", '{"a": 1}\n', '{"a": 1}\n'],
		["one line", '{"a":1}', '{"b":[2]}', '{"a":1, "b": [2]}'],
		[
			"line breaks of Windows",
			'{\r\n  "a": 1\r\n}\r\n',
			'{"b": {"c": 1}}',
			'{\r\n  "a": 1,\r\n  "b": {\r\n    "c": 1\r\n  }\r\n}\r\n',
		],
		[
			"a comment in empty brackets",
			'{\n  "a": [\n    // none\n  ]\n}\n',
			'{"a": [1]}',
			'{\n  "a": [\n    1\n    // none\n  ]\n}\n',
		],
		[
			"items by their ids",
			'{"panels": [\n  {"id": 1}\n]}',
			'{"panels": [{"id": 1}, {"id": 2}]}',
			'{"panels": [\n  {"id": 1},\n  {\n    "id": 2\n  }\n]}',
		],
	])("into %s", (_, existing, addition, expected) => {
		expect(merge("json", existing, addition)).toBe(expected);
	});

	test.each([
		['{"a": 1,, }', "line 1 is no valid JSON: a key is missing"],
		['{\n"a": 1\n"b": 2}', "line 3 is no valid JSON: a comma or } is missing"],
		['{"a": 1, "a": 2}', 'line 1 has the key "a" twice'],
		["[]", "of another shape"],
		['{"a": 01}', "line 1 is no valid JSON: 01"],
		['{"a": 1} x', "something stands behind the end"],
	])("%s is left", (existing, reason) => {
		expect(merge("json", existing, '{"b": 1}')).toContain(reason);
	});
});

describe("lines, env and toml", () => {
	test.each<[string, string, string, string, string]>([
		[
			"lines",
			"a requirement at its own version",
			"structlog==24.1\n",
			"# logs\nStructLog >= 25\nprometheus_client==0.26\n",
			"structlog==24.1\n# logs\nprometheus_client==0.26\n",
		],
		[
			"lines",
			"extras and marks",
			"foo[x]>=1 ; python_version > '3'\n",
			"foo\nbar~=1\n",
			"foo[x]>=1 ; python_version > '3'\nbar~=1\n",
		],
		["lines", "a file without an end", "a\nb", "b\nc\n", "a\nb\nc"],
		["lines", "patterns that look alike", "dist\n", "/dist\ndist/\n", "dist\n/dist\ndist/\n"],
		[
			"env",
			"names, with their comments",
			"# x\nA='1'\nexport B=2\n",
			"A=3\nB=4\n\n# c\nC=5\n",
			"# x\nA='1'\nexport B=2\n# c\nC=5\n",
		],
		["env", "values of several lines", 'A="x\nB=1\n"\n', "B=2\n", 'A="x\nB=1\n"\nB=2\n'],
		[
			"toml",
			"keys, lists and tables",
			'[project]\nname = "x" # ours\ndependencies = [\n  "a>=1",\n]\n\n[tool.x]\n',
			'[project]\nname = "y"\nversion = "1"\ndependencies = ["A==2", "b"]\n\n# tests\n[tool.pytest]\nq = true\n',
			'[project]\nname = "x" # ours\ndependencies = [\n  "a>=1",\n  "b",\n]\nversion = "1"\n\n[tool.x]\n\n# tests\n[tool.pytest]\nq = true\n',
		],
		["toml", "keys that are dotted there", "tool.x.a = 1\n", "[tool.x]\na = 2\n", "tool.x.a = 1\n"],
		[
			"toml",
			"tables in braces",
			"[d]\na = { version = '1' }\n",
			"[d]\na = { features = ['x'] }\nb = '2'\n",
			"[d]\na = { version = '1', features = ['x'] }\nb = '2'\n",
		],
		["toml", "lists of tables", "[[a]]\nn = 1\n", "[[a]]\nn = 1\n\n[[a]]\nn = 2\n", "[[a]]\nn = 1\n\n[[a]]\nn = 2\n"],
		["toml", "texts of several lines", 'a = """\n[b]\n"""\n', "[b]\nc = 1\n", 'a = """\n[b]\n"""\n\n[b]\nc = 1\n'],
	])("%s: %s", (name, _, existing, addition, expected) => {
		expect(merge(name, existing, addition)).toBe(expected);
	});

	test.each([
		["env", 'A="x\n', "line 1 opens a quote that is never closed"],
		["toml", "a = 1\nb =\n", "line 2 is no valid TOML: a value is missing"],
		["toml", "[a\n", 'line 1 is no valid TOML: "]" is missing'],
		["toml", "a = [1, 2\n", 'is no valid TOML: "]" is missing'],
	])("%s: %j is left", (name, existing, reason) => {
		expect(merge(name, existing, name === "env" ? "B=1\n" : "c = 1\n")).toContain(reason);
	});
});
