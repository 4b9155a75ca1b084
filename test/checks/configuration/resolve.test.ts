import { describe, expect, test } from "vitest";
import { type Check, defineCheck } from "../../../server/checks/check.ts";
import { Configurations, type ConfigurationsOptions } from "../../../server/checks/configuration/configurations.ts";
import type { Setting } from "../../../server/checks/configuration/setting.ts";
import type { Fault } from "../../../server/text/fault.ts";
import { filesInMemory } from "../../support/configurationFiles.ts";

const make = (id: string, more: Partial<Check> = {}): Check =>
	defineCheck({ id, title: id, severity: "warning", why: "", fix: "", examples: [], visit: {}, ...more });

const plain = make("alert/plain");
const other = make("alert/other", { severity: "information" });
const asked = make("alert/asked", {
	optIn: true,
	options: {
		most: { kind: "duration", description: "The most.", default: "5m" },
		names: { kind: "strings", description: "Names.", default: [] },
		pattern: { kind: "pattern", description: "A pattern.", default: undefined },
	},
});
const query = make("promql/query");
const checks = [plain, other, asked, query];
const advice: Fault = {
	title: "Advice",
	severity: "information",
	why: "",
	fix: "",
	example: { language: "yaml", bad: "", good: "" },
};
const faults = { "rule/advice": advice, "rule/refused": { ...advice, severity: "error" } } as const;

function configure(texts: Readonly<Record<string, string | undefined>>, options: ConfigurationsOptions = {}) {
	return new Configurations({ files: filesInMemory(texts), checks, faults, ...options });
}

function setting(texts: Readonly<Record<string, string>>, check: Check, path = "/repo/rules/api.yaml") {
	return configure(texts).current().settingOf(check, `file://${path}`);
}

describe("what a check is set to", () => {
	const cases: readonly [string, string, Check, string][] = [
		["its own severity where nothing is said", "", plain, "warning"],
		["off where it has to be asked for", "", asked, "off"],
		["what is said", "checks: { alert/plain: error }", plain, "error"],
		["off", "checks:\n  alert/plain: off", plain, "off"],
		["on, which is its own severity", "checks: { alert/asked: on }", asked, "warning"],
		["in the long form", "checks:\n  alert/plain:\n    severity: hint", plain, "hint"],
		["what its area is", "checks: { alert/*: hint }", plain, "hint"],
		[
			"what it is itself before its area, wherever that stands",
			"checks: { alert/plain: error, alert/*: off }",
			plain,
			"error",
		],
		["off still, where only its area is turned on", "checks: { alert/*: on }", asked, "off"],
		["off with its area", "checks: { alert/*: off }", other, "off"],
		["on where it is given options", "checks: { alert/asked: { most: 10m } }", asked, "warning"],
		["left alone by other areas", "checks: { promql/*: off }", plain, "warning"],
		["kept where another entry is faulty", "checks: { alert/nope: off, alert/plain: hint }", plain, "hint"],
		["kept where the list of paths is faulty", "paths: 3\nchecks: { alert/plain: hint }", plain, "hint"],
		["by a merge key", "base: &b { alert/plain: hint }\nchecks: { <<: *b }", plain, "hint"],
	];
	test.each(cases)("%s", (_, text, check, expected) => {
		expect(setting({ "/repo/.observability.yaml": text }, check)).toBe(expected);
	});
});

describe("which file counts", () => {
	test.each([
		[
			"the nearest",
			{
				"/repo/.observability.yaml": "checks: { alert/plain: hint }",
				"/repo/rules/.observability.yaml": "checks: { alert/other: off }",
			},
			"warning",
		],
		["one far above", { "/.observability.yaml": "checks: { alert/plain: hint }" }, "hint"],
		["the short ending", { "/repo/.observability.yml": "checks: { alert/plain: hint }" }, "hint"],
		[
			"the long ending before the short one",
			{ "/repo/.observability.yml": "checks: { alert/plain: hint }", "/repo/.observability.yaml": "" },
			"warning",
		],
		["none beside it", { "/repo/rules-old/.observability.yaml": "checks: { alert/plain: hint }" }, "warning"],
		[
			"what it extends",
			{
				"/repo/base.yaml": "checks: { alert/plain: hint, alert/other: off }",
				"/repo/.observability.yaml": "extends: base.yaml\nchecks: { alert/other: error }",
			},
			"hint",
		],
		[
			"itself before what it extends",
			{
				"/repo/base.yaml": "checks: { alert/plain: hint }",
				"/repo/.observability.yaml": "extends: [./base.yaml]\nchecks: { alert/plain: error }",
			},
			"error",
		],
		[
			"the last of several",
			{
				"/repo/a.yaml": "checks: { alert/plain: hint }",
				"/repo/b.yaml": "checks: { alert/plain: off }",
				"/repo/.observability.yaml": "extends: [a.yaml, b.yaml]",
			},
			"off",
		],
		[
			"what is extended in turn",
			{
				"/a.yaml": "checks: { alert/plain: hint }",
				"/repo/b.yaml": "extends: ../a.yaml",
				"/repo/rules/.observability.yaml": "extends: ../b.yaml",
			},
			"hint",
		],
		[
			"a circle once",
			{
				"/repo/b.yaml": "extends: .observability.yaml\nchecks: { alert/plain: hint }",
				"/repo/.observability.yaml": "extends: b.yaml",
			},
			"hint",
		],
	])("%s", (_, texts, expected) => {
		expect(setting(texts as Readonly<Record<string, string>>, plain)).toBe(expected);
	});

	test("is the one that is named, wherever the files are", () => {
		const only = "file:///elsewhere/strict.yaml";
		const configurations = configure(
			{
				"/elsewhere/strict.yaml": "checks: { alert/plain: error }",
				"/repo/.observability.yaml": "checks: { alert/plain: off }",
			},
			{ only },
		);
		expect(configurations.current().settingOf(plain, "file:///repo/a.yaml")).toBe("error");
	});
});

describe("what paths say", () => {
	const text = (files: string): string =>
		`checks: { alert/plain: hint }\npaths:\n  - files: ${files}\n    checks: { alert/plain: off }\n`;
	test.each([
		['"rules/**"', "off"],
		["rules/", "off"],
		["rules", "off"],
		['"*.yaml"', "off"],
		["api.yaml", "off"],
		["/rules/api.yaml", "off"],
		["./rules/api.yaml", "off"],
		["/api.yaml", "hint"],
		["rule", "hint"],
		['"rules/*.yml"', "hint"],
		['"**/api.{yaml,yml}"', "off"],
		['["rules/**", "!rules/api.yaml"]', "hint"],
		['["!rules/api.yaml", "rules/**"]', "off"],
		['["[", "rules/**"]', "off"],
	])("%s: %s", (files, expected) => {
		expect(setting({ "/repo/.observability.yaml": text(files) }, plain)).toBe(expected);
	});

	test("the later of two that match goes before", () => {
		const two = `${text("rules/")}  - files: "*.yaml"\n    checks: { alert/*: error }\n`;
		expect(setting({ "/repo/.observability.yaml": two }, plain)).toBe("error");
	});

	test("count from the folder of the file that says them", () => {
		const texts = { "/repo/team/base.yaml": text("rules/"), "/repo/.observability.yaml": "extends: team/base.yaml" };
		expect(setting(texts, plain, "/repo/rules/a.yaml")).toBe("hint");
		expect(setting(texts, plain, "/repo/team/rules/a.yaml")).toBe("off");
	});

	test("decode the file's name", () => {
		expect(
			setting({ "/my repo/.observability.yaml": text('"größe *.yaml"') }, plain, "/my%20repo/gr%C3%B6%C3%9Fe%201.yaml"),
		).toBe("off");
	});

	test("say the dialect, the features and the server too", () => {
		const configuration = configure({
			"/repo/.observability.yaml": `dialect: mimir
prometheus: { name: staging }
promql: { features: [promql-duration-expr] }
paths:
  - files: loki/
    dialect: loki
    prometheus: { url: "https://logs.example.org" }
`,
		}).current();
		expect(configuration.dialectOf?.("file:///repo/a.yaml")).toBe("mimir");
		expect(configuration.dialectOf?.("file:///repo/loki/a.yaml")).toBe("loki");
		expect(configuration.prometheusOf?.("file:///repo/a.yaml")).toEqual({ name: "staging" });
		expect(configuration.prometheusOf?.("file:///repo/loki/a.yaml")).toEqual({ url: "https://logs.example.org" });
		expect(configuration.featuresOf?.("file:///repo/a.yaml")?.get("durationExpressions")).toBe(true);
		expect(configuration.featuresOf?.("file:///elsewhere.yaml")).toBeUndefined();
	});
});

test("files that are ignored are so for what extends the configuration too", () => {
	const configuration = configure({
		"/repo/base.yaml": "ignore: vendor/",
		"/repo/.observability.yaml": "extends: base.yaml\nignore: ['*.test.yaml', '!keep.test.yaml']",
	}).current();
	const ignored = (path: string) => configuration.isIgnored?.(`file:///repo/${path}`);
	expect(["vendor/a.yaml", "x/vendor/a.yaml", "b.test.yaml", "keep.test.yaml", "c.yaml"].map(ignored)).toEqual([
		true,
		true,
		true,
		false,
		false,
	]);
	expect(ignored("vendor/.observability.yaml")).toBe(false);
});

test("options are joined layer by layer, and durations are seconds", () => {
	const configurations = configure({
		"/repo/base.yaml": "checks: { alert/asked: { most: 10m, names: [a] } }",
		"/repo/.observability.yaml":
			"extends: base.yaml\nchecks: { alert/asked: { severity: error, names: b, pattern: '(' } }",
	});
	const { optionsOf, settingOf } = bind(configurations);
	expect(optionsOf(asked)).toEqual({ most: 600, names: ["b"], pattern: undefined });
	expect(settingOf(asked)).toBe("error");
});

function bind(configurations: Configurations) {
	const configuration = configurations.current();
	const uri = "file:///repo/a.yaml";
	return {
		optionsOf: (check: Check) => configuration.optionsOf(check, uri),
		settingOf: (check: Check) => configuration.settingOf(check, uri),
	};
}

describe("the editor's settings", () => {
	test("go before every file", () => {
		const configurations = configure({
			"/repo/.observability.yaml": "checks: { alert/plain: off, alert/asked: { most: 1h } }",
		});
		const say = (entries: Readonly<Record<string, Setting>>): void =>
			configurations.overlay({ checks: new Map(Object.entries(entries).map(([id, setting]) => [id, { setting }])) });
		say({ "alert/plain": "error", "alert/asked": "hint" });
		expect(bind(configurations).settingOf(plain)).toBe("error");
		expect(bind(configurations).settingOf(asked)).toBe("hint");
		expect(bind(configurations).optionsOf(asked)["most"]).toBe(3600);
		say({ "alert/*": "off" });
		expect(bind(configurations).settingOf(plain)).toBe("off");
		say({});
		expect(bind(configurations).settingOf(plain)).toBe("off");
	});
});

test("advice about structure can be set, and only that", () => {
	const text = "checks: { rule/advice: warning, rule/refused: off }";
	const configurations = configure({ "/repo/.observability.yaml": text });
	const configuration = configurations.current();
	expect(configuration.settingOfFault?.("rule/advice", "file:///repo/a.yaml")).toBe("warning");
	expect(configuration.settingOfFault?.("rule/advice", "file:///a.yaml")).toBeUndefined();
	expect(configurations.faults(["file:///repo/a.yaml"])[0]?.problems.map(({ code }) => code)).toEqual([
		"configuration/unknown-check",
	]);
});

describe("files that cannot be used", () => {
	test.each([
		[
			"one that is not there",
			"extends: nope.yaml",
			["`nope.yaml` cannot be used: it does not exist. So what it would say does not count."],
		],
		[
			"itself",
			"extends: ./.observability.yaml",
			["`./.observability.yaml` cannot be used: it is this very file. So what it would say does not count."],
		],
		[
			"one that cannot be read",
			"extends: secret.yaml",
			["`secret.yaml` cannot be used: it cannot be read. So what it would say does not count."],
		],
		[
			"a baseline that is not there",
			"baseline: known.json",
			[
				"`known.json` cannot be used: it does not exist. So every fault is told. `observability check --update-baseline` writes it.",
			],
		],
		[
			"a baseline that is none",
			"baseline: broken.json",
			[
				"`broken.json` cannot be used: it is no JSON. So every fault is told. `observability check --update-baseline` writes it.",
			],
		],
	])("%s", (_, text, messages) => {
		const uri = "file:///repo/.observability.yaml";
		const configurations = configure({
			"/repo/.observability.yaml": text,
			"/repo/secret.yaml": undefined,
			"/repo/broken.json": "{",
		});
		const problems = configurations.current().problemsOf?.(uri) ?? [];
		expect(problems.map(({ message }) => message)).toEqual(messages);
		const [problem] = problems;
		expect(text.slice(problem?.span.start, problem?.span.end)).toBe(text.split(": ")[1]);
	});
});

test("a baseline that is not there yet ends no run, and what else cannot be used does", () => {
	const uris = ["file:///repo/a.yaml"];
	const faulty = (text: string) =>
		configure({ "/repo/.observability.yaml": text, "/repo/broken.json": "{" }).faults(uris);
	expect(faulty("baseline: known.json")).toEqual([]);
	expect(faulty("baseline: broken.json")[0]?.uri).toBe("file:///repo/.observability.yaml");
	expect(faulty("extends: nope.yaml")).toHaveLength(1);
	expect(configure({ "/repo/.observability.yaml": undefined }).faults(uris)[0]?.problems[0]?.message).toContain(
		"cannot be read",
	);
	expect(configure({}, { only: "file:///nope.yaml" }).faults(uris)[0]?.problems[0]?.message).toContain(
		"does not exist",
	);
});

test("is one object until a file changes, which is read once", () => {
	const texts: Record<string, string> = { "/repo/.observability.yaml": "checks: { alert/plain: off }" };
	let reads = 0;
	const inner = filesInMemory(texts);
	const read = (uri: string) => {
		reads++;
		return inner.read(uri);
	};
	const configurations = new Configurations({ checks, faults, files: { read } });
	const before = configurations.current();
	for (const name of ["a", "b", "c"]) before.settingOf(plain, `file:///repo/${name}.yaml`);
	expect(reads).toBe(1);
	expect(configurations.current()).toBe(before);
	texts["/repo/.observability.yaml"] = "";
	expect(configurations.current().settingOf(plain, "file:///repo/a.yaml")).toBe("off");
	configurations.refresh();
	expect(configurations.current()).not.toBe(before);
	expect(configurations.current().settingOf(plain, "file:///repo/a.yaml")).toBe("warning");
});
