import fc from "fast-check";
import { expect, test } from "vitest";
import deprecatedMatchers from "../../../server/checks/alertmanager/deprecatedMatchers.ts";
import emptyReceiver from "../../../server/checks/alertmanager/emptyReceiver.ts";
import inhibitionWithoutEqual from "../../../server/checks/alertmanager/inhibitionWithoutEqual.ts";
import inhibitsNothing from "../../../server/checks/alertmanager/inhibitsNothing.ts";
import intervals from "../../../server/checks/alertmanager/intervals.ts";
import plainSecret from "../../../server/checks/alertmanager/plainSecret.ts";
import undefinedTemplate from "../../../server/checks/alertmanager/undefinedTemplate.ts";
import unreachableRoute from "../../../server/checks/alertmanager/unreachableRoute.ts";
import unusedReceiver from "../../../server/checks/alertmanager/unusedReceiver.ts";
import type { Check } from "../../../server/checks/check.ts";
import type { AlertMatcher, AlertmanagerConfig } from "../../../server/documents/model/alertmanagerConfig.ts";
import { createDocumentParser } from "../../../server/documents/registry.ts";
import { joinFixes } from "../../../server/text/fixes.ts";
import { applyEdits } from "../../../server/text/textEdit.ts";
import { createExampleDocument, runCheck } from "../../support/checkExamples.ts";

const file = { title: "", bad: "", good: "", file: "alertmanager.yml" };

async function found(check: Check, text: string): Promise<readonly string[]> {
	const { problems } = await runCheck(check, file, text);
	return problems.map(({ span }) => text.slice(span.start, span.end));
}

function readConfig(text: string): AlertmanagerConfig {
	const config = createDocumentParser().parse(createExampleDocument(file, text))?.alertmanagers[0];
	if (config === undefined) throw new Error(`This is no configuration:\n${text}`);
	return config;
}

/** A configuration with these routes below the top one. */
function withRoutes(...routes: readonly string[]): string {
	const items = routes.map((route) => `    - ${route}\n`).join("");
	return `route:\n  receiver: a\n  routes:\n${items}receivers:\n  - name: a\n    webhook_configs: [{ url: "https://a.test" }]\n`;
}

test.each([
	["a matcher that lists less", ["{ matchers: [a=~'x|y'] }", "{ matchers: [a=~'y|x'] }"], ["a=~'y|x'"]],
	["a matcher that lists more", ["{ matchers: [a='x'] }", "{ matchers: [a=~'x|y'] }"], []],
	["one that continues", ["{ matchers: [a='x'], continue: true }", "{ matchers: [a='x'] }"], []],
	["one without matchers", ["{ receiver: a }", "{ matchers: [a='x'] }"], ["a='x'"]],
	["one that takes what has the label", ["{ matchers: [a=~'.+'] }", "{ matchers: [a='x'] }"], ["a='x'"]],
	["one that takes what has not this value", ["{ matchers: [a!='y'] }", "{ matchers: [a='x'] }"], ["a='x'"]],
	["patterns that are not understood", ["{ matchers: [a=~'x.*'] }", "{ matchers: [a=~'x[0-9]+'] }"], []],
	["a label that is missing", ["{ matchers: [a=''] }", "{ matchers: [b='x'] }"], []],
	["its own matchers", ["{ matchers: [a='x', a='y'] }"], ["a='y'"]],
	["the older form", ["{ match: { a: x } }", "{ match: { a: x, b: y } }"], ["a: x"]],
	["what stands behind one that is not reached", ["{ matchers: [a='x', a='y'] }", "{ matchers: [a='x'] }"], ["a='y'"]],
])("a route after %s", async (_, routes, reported) => {
	// Values in single quotes inside of brackets are read as they stand, quotes and all: only the double ones count.
	const text = withRoutes(...routes.map((route) => route.replace(/(\w)(=~|!=|=)'([^']*)'/g, `'$1$2"$3"'`)));
	const shown = (await found(unreachableRoute, text)).map((words) => words.replaceAll('"', "'"));
	expect(shown.map((words) => words.replace(/^''?|'?'$/g, "'").replace(/^'/, ""))).toEqual(reported);
});

const label = fc.constantFrom("a", "b");
const pattern = fc.constantFrom("x", "y", "", "x|y", "x|z", ".*", ".+", "x?", "[xy]");
const matcherText = fc
	.tuple(label, fc.constantFrom("=", "!=", "=~", "!~"), pattern)
	.map(([name, operator, value]) => `${name}${operator}"${value}"`);
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
	tree: fc
		.record({
			matchers: fc.array(matcherText, { maxLength: 2 }),
			continues: fc.boolean(),
			routes: fc.oneof({ maxDepth: 2 }, fc.constant<string[]>([]), fc.array(tie("tree"), { maxLength: 3 })),
		})
		.map(
			({ matchers, continues, routes }) =>
				`{ matchers: [${matchers.map((text) => `'${text}'`).join(", ")}], continue: ${continues}, routes: [${routes.join(", ")}] }`,
		),
}));

const values = ["", "x", "y", "z", "xy", "w"];
const alerts = values.flatMap((a) =>
	values.map(
		(b) =>
			new Map([
				["a", a],
				["b", b],
			]),
	),
);

type Route = NonNullable<AlertmanagerConfig["route"]>;

function fits({ label: name, operator, value }: AlertMatcher, alert: ReadonlyMap<string, string>): boolean {
	const text = alert.get(name) ?? "";
	const equal = operator === "=" || operator === "!=" ? text === value : new RegExp(`^(?:${value})$`, "s").test(text);
	return equal === !operator.startsWith("!");
}

/** As Alertmanager walks its tree: claims that the alert was taken, and notes the routes that it enters. */
function offer(route: Route, alert: ReadonlyMap<string, string>, entered: Set<Route>): boolean {
	if (!route.matchers.every((matcher) => fits(matcher, alert))) return false;
	entered.add(route);
	for (const child of route.routes) if (offer(child, alert, entered) && !child.continues) break;
	return true;
}

test("no route that is reported gets any alert", async () => {
	let reported = 0;
	await fc.assert(
		fc.asyncProperty(fc.array(tree, { minLength: 1, maxLength: 4 }), async (routes) => {
			const text = withRoutes(...routes);
			const { route } = readConfig(text);
			if (route === undefined) throw new Error("There is a route.");
			const entered = new Set<Route>();
			for (const alert of alerts) offer(route, alert, entered);
			const { problems } = await runCheck(unreachableRoute, file, text);
			reported += problems.length;
			for (const { span } of problems) {
				// The innermost route around the mark is the one that is meant.
				const within = [...listAll(route)].filter((one) => one.span.start <= span.start && span.end <= one.span.end);
				const meant = within.at(-1);
				expect(meant && entered.has(meant), text).toBe(false);
			}
		}),
		{ numRuns: 300 },
	);
	expect(reported).toBeGreaterThan(50);
});

function* listAll(route: Route): Generator<Route> {
	yield route;
	for (const child of route.routes) yield* listAll(child);
}

const around = (rule: string): string =>
	`route:\n  receiver: a\nreceivers:\n  - name: a\ninhibit_rules:\n  - ${rule}\n`;

test.each([
	["{ source_matchers: ['s=\"c\"'], target_matchers: ['s=~\"w|i\"'], equal: [s] }", ["s"]],
	["{ source_matchers: ['s=~\"c|w\"'], target_matchers: ['s=~\"w|i\"'], equal: [s] }", []],
	["{ source_matchers: ['s=\"c\"'], target_matchers: ['s=\"w\"'], equal: [n] }", []],
	["{ source_matchers: ['a=\"x\"'], target_matchers: ['a=\"x\"'] }", ["'a=\"x\"'"]],
	["{ source_matchers: ['a=\"x\"'], target_matchers: ['a=~\"x|y\"'] }", []],
	["{ source_matchers: ['a=\"x\"', 'a=\"y\"'], target_matchers: ['b=\"x\"'] }", ["'a=\"y\"'"]],
	["{ source_match: { s: c }, target_match: { s: w }, equal: [s] }", ["s"]],
])("an inhibition mutes nothing: %s", async (rule, reported) => {
	const shown = await found(inhibitsNothing, around(rule));
	expect(shown.map((text) => text.replaceAll("'", ""))).toEqual(reported.map((text) => text.replaceAll("'", "")));
});

test("an inhibition without equal that asks for one cluster on both sides is limited enough", async () => {
	const side = (value: string) => `['cluster="a"', 'severity="${value}"']`;
	const limited = around(`{ source_matchers: ${side("c")}, target_matchers: ${side("w")} }`);
	expect(await found(inhibitionWithoutEqual, limited)).toEqual([]);
	expect(await found(inhibitionWithoutEqual, limited.replaceAll("'cluster=\"a\"', ", ""))).toHaveLength(1);
});

test.each([
	["Write the older matchers beside others", "    - match: { a: x }\n", undefined],
	["with a comment", "    - match:\n        a: x # why\n      receiver: a\n", undefined],
	["without a value, which is refused", "    - match_re:\n        a: ''\n      receiver: a\n", undefined],
	[
		"with quotes",
		"    - match:\n        a: 'x \"y\"'\n      receiver: a\n",
		'    - matchers:\n        - \'a="x \\"y\\""\'\n      receiver: a\n',
	],
	[
		"with a regular expression",
		"    - match_re:\n        a: ^\\d+$\n      receiver: a\n",
		"    - matchers:\n        - 'a=~\"^\\\\d+$\"'\n      receiver: a\n",
	],
	[
		"last in the route",
		"    - receiver: a\n      match:\n        a: x\n",
		'    - receiver: a\n      matchers:\n        - a="x"\n',
	],
])("the newer form: %s", async (_, routes, expected) => {
	const text = `route:\n  receiver: a\n  routes:\n${routes}receivers:\n  - name: a\n`;
	const { problems } = await runCheck(deprecatedMatchers, file, text);
	expect(problems).toHaveLength(1);
	const mended = applyEdits(text, joinFixes(problems));
	expect(mended).toBe(expected === undefined ? text : text.replace(routes, expected));
});

const plainValue = fc.oneof(
	fc.string({ maxLength: 8, unit: "grapheme-ascii" }),
	fc.constantFrom("a|b", "^(x)$", "\\d+", "it's", 'say "x"', "a: b", "x #y", "{a}", "a,b", "\\\\"),
);

test("the newer form means what the older one did", async () => {
	let mended = 0;
	const pairs = fc.dictionary(fc.constantFrom("a", "b", "c_1"), plainValue, { minKeys: 1 });
	await fc.assert(
		fc.asyncProperty(pairs, pairs, fc.boolean(), async (exact, patterns, behind) => {
			const write = (key: string, map: object) =>
				`${key}:\n${Object.entries(map)
					.map(([name, value]) => `        ${name}: '${String(value).replaceAll("'", "''")}'\n`)
					.join("")}`;
			const older = `${write("match", exact)}      ${write("match_re", patterns)}`;
			const route = behind ? `receiver: a\n      ${older}` : `${older}      receiver: a\n`;
			const text = `route:\n  receiver: a\n  routes:\n    - ${route}receivers:\n  - name: a\n`;
			const before = readConfig(text);
			if (!before.whole) return;
			const { problems } = await runCheck(deprecatedMatchers, file, text);
			const after = applyEdits(text, joinFixes(problems));
			if (after === text) return;
			mended += 1;
			const meaning = (config: AlertmanagerConfig) =>
				config.route?.routes.map(({ matchers }) => matchers.map((one) => [one.label, one.operator, one.value]));
			expect(readConfig(after).whole, after).toBe(true);
			expect(meaning(readConfig(after)), after).toEqual(meaning(before));
			expect((await runCheck(deprecatedMatchers, file, after)).problems).toEqual([]);
		}),
		{ numRuns: 300 },
	);
	expect(mended).toBeGreaterThan(50);
});

test("nothing is said of receivers where a template of Helm can bring more", async () => {
	const text =
		"route:\n  receiver: c\nreceivers:\n  - name: a\n  - name: b\n  {{- toYaml .Values.receivers | nindent 2 }}\n";
	expect(readConfig(text).whole).toBe(false);
	expect((await runCheck(unusedReceiver, file, text)).problems).toEqual([]);
});

test("receivers that say that they are for nobody, and those with integrations, are as they should be", async () => {
	const names = ["null", "blackhole", "dev-null", "team"];
	const routes = names.map((name) => `{ receiver: ${JSON.stringify(name)}, matchers: ['t="${name}"'] }`);
	const receivers = names.map((name) => `  - name: ${JSON.stringify(name)}\n`).join("");
	const text = `route:\n  receiver: "null"\n  routes:\n${routes.map((route) => `    - ${route}\n`).join("")}receivers:\n${receivers}`;
	expect(await found(emptyReceiver, text)).toEqual(['"team"']);
	expect(await found(unusedReceiver, text)).toEqual([]);
});

test.each([
	["group_interval: 5m\n  repeat_interval: 4h", 0],
	["group_interval: 5m\n  repeat_interval: 3m", 1],
	["group_interval: 7m", 0],
	["group_interval: 3h", 1],
	["group_interval: 5h", 1],
	["repeat_interval: 5d", 0],
	["repeat_interval: 6d", 1],
])("intervals %s", async (keys, count) => {
	const text = `route:\n  receiver: a\n  ${keys}\nreceivers:\n  - name: a\n`;
	expect(await found(intervals, text)).toHaveLength(count);
});

test.each([
	["routing_key: 0123abcd", 1],
	["routing_key: <secret>", 0],
	["routing_key: $PAGER_KEY", 0],
	["routing_key: CHANGE_ME", 0],
	["routing_key_file: /key", 0],
	["routing_key: k\n        http_config: { basic_auth: { username: u, password: 2xRf } }", 2],
])("secrets: %s", async (keys, count) => {
	const text = `route:\n  receiver: a\nreceivers:\n  - name: a\n    pagerduty_configs:\n      - ${keys}\n`;
	expect(await found(plainSecret, text)).toHaveLength(count);
});

test.each([
	['{{ template "mine" . }}', 1],
	['{{ template "slack.default.title" . }}', 0],
	['{{ define "mine" }}x{{ end }}{{ template "mine" . }}', 0],
	["{{ .Status }}", 0],
])("templates: %s", async (title, count) => {
	const text = `route:\n  receiver: a\nreceivers:\n  - name: a\n    slack_configs:\n      - api_url_file: /url\n        title: '${title}'\n`;
	expect(await found(undefinedTemplate, text)).toHaveLength(count);
});
