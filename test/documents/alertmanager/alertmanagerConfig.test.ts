import { describe, expect, test } from "vitest";
import type { DocumentModel, OutlineItem } from "../../../server/documents/model.ts";
import { createDocumentParser } from "../../../server/documents/registry.ts";

function parse(text: string): DocumentModel | undefined {
	return createDocumentParser().parse({ uri: "file:///alertmanager.yml", languageId: "yaml", version: 1, text });
}

/** Each problem as its code and the text that it is told at. */
function findProblems(text: string): readonly string[] {
	return (parse(text)?.problems ?? []).map(({ code, span }) => `${code}: ${text.slice(span.start, span.end)}`);
}

const route = (lines: string, receiver = ""): string =>
	`route:\n  receiver: team\n${lines.replace(/^(?=.)/gm, "  ")}\nreceivers:\n  - name: team\n${receiver.replace(/^(?=.)/gm, "    ")}\n`;

describe("what Alertmanager refuses is told at its place", () => {
	test.each([
		[route("routes: [{ receiver: tem }]"), ["alertmanager/undefined-receiver: tem"]],
		[route("routes: [{ active_time_intervals: [night] }]"), ["alertmanager/undefined-time-interval: night"]],
		[route("routes:\n  - matchers: ['{a=\"b\", c d}']"), ["alertmanager/invalid-matcher: d"]],
		[route('routes:\n  - matchers:\n      - "a=~\\"(\\""'), ['alertmanager/invalid-matcher: \\"(\\"']],
		[route("match: { a: b }"), ["alertmanager/root-route: match"]],
		[route("group_by: [a, ...]"), ["alertmanager/group-by: ..."]],
		[route("", "slack_configs:\n  - channel: a"), ["alertmanager/missing-field: channel"]],
		[route("", "email_configs: [{ to: a, from: b, smarthost: c }]"), ["alertmanager/invalid-value: c"]],
		[route("", "webhook_configs: [{}]"), ["alertmanager/missing-field: webhook_configs"]],
		[
			route("", "discord_configs:\n  - webhook_url: http://a\n    title: '{{ .CommonLabels.x | nope }}'"),
			["alertmanager/invalid-template: nope"],
		],
	])("%j", (text, problems) => {
		const found = findProblems(text);
		if (text.includes("[{}]")) expect(found.map((one) => one.split(":")[0])).toEqual(["alertmanager/missing-field"]);
		else expect(found).toEqual(problems);
	});

	test("a secret is not in the message", () => {
		const text = route("", "slack_configs: [{ api_url: 'hooks/s3cr3t' }]");
		const [problem] = parse(text)?.problems ?? [];
		expect(problem?.code).toBe("alertmanager/invalid-value");
		expect(problem?.message).not.toContain("s3cr3t");
	});

	test("Alertmanager's functions and data are right in its templates", () => {
		const text = route(
			"",
			`discord_configs:\n  - webhook_url: http://a\n    title: '{{ range .Alerts.Firing }}{{ .Labels.SortedPairs.Names | join "," }}{{ end }}{{ template "slack.title" . }}'`,
		);
		expect(findProblems(text)).toEqual([]);
	});
});

test("every way to write matchers is in the model", () => {
	const text = route(
		`routes:\n  - matchers: [a="b", 'c=~d|e', '{f!="g",h!~"i"}']\n    match: { j: k }\n    match_re: { l: m }\n    continue: true\n    receiver: team`,
	).replace('[a="b"', "['a=\"b\"'");
	const [child] = parse(text)?.alertmanagers[0]?.route?.routes ?? [];
	expect(
		child?.matchers.map(
			({ label, operator, value, deprecated }) => `${label}${operator}${value}${deprecated ? " old" : ""}`,
		),
	).toEqual(["a=b", "c=~d|e", "f!=g", "h!~i", "j=k old", "l=~m old"]);
	expect(child?.matchers.map(({ span }) => text.slice(span.start, span.end))).toEqual([
		'a="b"',
		"c=~d|e",
		'f!="g"',
		'h!~"i"',
		"j: k",
		"l: m",
	]);
	expect(child?.continues).toBe(true);
});

function draw(items: readonly OutlineItem[], indent = ""): readonly string[] {
	return items.flatMap(({ name, detail, kind, children }) => [
		`${indent}${kind} ${name} ${detail}`,
		...draw(children, `${indent}  `),
	]);
}

test("routes are a tree of symbols, with receivers and inhibitions", () => {
	const text = `${route("routes:\n  - matchers: ['team=\"a\"']\n    receiver: team\n    routes:\n      - match_re: { severity: crit.* }", "webhook_configs: [{ url: 'http://a' }]")}inhibit_rules:\n  - source_matchers: ['a="b"']\n    target_matchers: ['c="d"']\n    equal: [e]\n`;
	expect(draw(parse(text)?.outline ?? [])).toEqual([
		"route all alerts → team",
		'  route team="a" → team',
		'    route severity=~"crit.*" ',
		"receiver team webhook",
		'inhibition a="b" mutes c="d" inhibition, by e',
	]);
});

test("the receivers of the file are offered", () => {
	const text = "route:\n  receiver: t\n  routes:\n    - receiver: \nreceivers:\n  - name: team\n  - name: other\n";
	const model = parse(text);
	for (const place of ["receiver: t", "- receiver: "]) {
		const position = model?.hostPositionAt(text.indexOf(place) + place.length);
		expect(position).toMatchObject({ kind: "value", type: { kind: "string", examples: ["team", "other"] } });
	}
});

test("labels and time intervals are offered in lists", () => {
	const text =
		"route:\n  receiver: a\n  group_by:\n    - zo\n  routes:\n    - matchers: ['zone=\"x\"']\n      mute_time_intervals:\n        - ni\nreceivers:\n  - name: a\ntime_intervals:\n  - name: nights\n";
	const model = parse(text);
	const offered = (place: string): readonly string[] => {
		const position = model?.hostPositionAt(text.indexOf(place) + place.length);
		if (position?.kind !== "value" || position.type.kind !== "string") return [];
		expect(text.slice(position.replace.start, position.replace.end)).toBe(place.slice(2));
		return position.type.examples ?? [];
	};
	expect(offered("- zo")).toEqual(expect.arrayContaining(["alertname", "zone", "..."]));
	expect(offered("- ni")).toEqual(["nights"]);
});

describe("files of other programs are left alone", () => {
	test.each([
		["the OpenTelemetry Collector", "receivers:\n  otlp: {}\nexporters: {}\nservice: {}\n"],
		["a web server", "route:\n  path: /\n  handler: a\n"],
		["Mimir", "template_files: {}\nalertmanager_config: |\n  route: {}\n"],
		["Grafana", "apiVersion: 1\ncontactPoints: []\nreceivers: [{ name: a }]\n"],
	])("%s", (_, text) => {
		expect(parse(text)?.alertmanagers ?? []).toEqual([]);
	});
});

test("in a Helm template what the values may bring is not missed", () => {
	const text = `{{- if .Values.enabled }}\n${route("routes:\n  - receiver: other", "slack_configs: [{ channel: a }]")}{{- end }}\n{{- range .Values.receivers }}\n  - name: {{ .name }}\n{{- end }}\n`;
	expect(findProblems(text)).toEqual([]);
	const manifest = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: {{ .Release.Name }}\nstringData:\n  alertmanager.yaml: |\n    route:\n      receiver: other\n    receivers:\n      - name: {{ .Values.receiver }}\n`;
	const model = parse(manifest);
	expect(model?.alertmanagers).toHaveLength(1);
	expect(findProblems(manifest)).toEqual([]);
});

test("a configuration in a Secret is judged at its place", () => {
	const text = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\nstringData:\n  alertmanager.yaml: |\n    "route":\n      "receiver": "othr"\n    "receivers":\n      - "name": "other"\n`;
	expect(findProblems(text)).toEqual(['alertmanager/undefined-receiver: "othr"']);
});

test("aliases that stand for themselves, or for very many routes, end", () => {
	parse("route: &r\n  receiver: a\n  routes: [*r, *r]\nreceivers: [{ name: a }]\n");
	const levels = Array.from({ length: 40 }, (_, level) => `    - &r${level + 1} { routes: [*r${level}, *r${level}] }`);
	const model = parse(
		`route:\n  receiver: a\n  routes:\n    - &r0 { receiver: a }\n${levels.join("\n")}\nreceivers: [{ name: a }]\n`,
	);
	expect(model?.alertmanagers).toHaveLength(1);
});
