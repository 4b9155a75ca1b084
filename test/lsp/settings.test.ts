import { expect, test } from "vitest";
import { Configurations } from "../../server/checks/configuration/configurations.ts";
import { chooseServer } from "../../server/lsp/chooseServer.ts";
import { readSettings } from "../../server/lsp/settings.ts";
import { filesInMemory } from "../support/configurationFiles.ts";

const server = (more: object = {}) => ({ name: "dev", url: "http://localhost:9090", ...more });

test("without settings no server is active and nothing is wrong", () => {
	for (const section of [undefined, null, {}, { prometheus: null }, { prometheus: { servers: [], active: "" } }]) {
		expect(readSettings(section)).toMatchObject({
			liveValues: true,
			onlineChecks: true,
			checks: new Map(),
			askAbove: { series: 20_000, samples: 20_000_000 },
			usageLenses: true,
			asDocumentFormatter: false,
			mistakes: [],
		});
	}
});

test("“none” names no server, and hovers and checks can be told to ask for nothing", () => {
	const section = {
		prometheus: { servers: [server()], active: "none" },
		hover: { liveValues: false },
		onlineChecks: false,
	};
	expect(readSettings(section)).toMatchObject({
		liveValues: false,
		onlineChecks: false,
		checks: new Map(),
		askAbove: { series: 20_000, samples: 20_000_000 },
		usageLenses: true,
		asDocumentFormatter: false,
		mistakes: [],
	});
});

test("the first server is active, or the one that is named", () => {
	const servers = [server(), server({ name: "prod", url: "https://prometheus.example/prefix" })];
	expect(readSettings({ prometheus: { servers } }).active?.name).toBe("dev");
	expect(readSettings({ prometheus: { servers, active: "prod" } }).active?.url).toBe(
		"https://prometheus.example/prefix",
	);
});

test("the configuration of the workspace chooses among several servers where the settings name none", () => {
	const servers = [server(), server({ name: "stage", url: "https://stage.example" })];
	const choose = (text: string, settings: object, roots = ["file:///repo/"]) => {
		const files = filesInMemory({ "/repo/.observability.yaml": text });
		return chooseServer(
			readSettings({ prometheus: { servers, ...settings } }),
			new Configurations({ files }).current(),
			roots,
		)?.name;
	};
	const stage = "prometheus: { name: stage, url: 'https://elsewhere.example' }";
	expect(choose(stage, {})).toBe("stage");
	expect(choose(stage, { active: "" })).toBe("stage");
	expect(choose(stage, { active: "dev" })).toBe("dev");
	expect(choose(stage, { active: "none" })).toBeUndefined();
	expect(choose(stage, {}, [])).toBe("dev");
	expect(choose(stage, { servers: [] })).toBeUndefined();
	expect(choose("prometheus: { name: other }", {})).toBe("dev");
	expect(choose("paths: [{ files: x/, prometheus: { name: stage } }]", {})).toBe("dev");
});

test("a server without a name is named after its address, without what should not be in it", () => {
	const named = (url: string) => readSettings({ prometheus: { servers: [{ url }] } }).active?.name;
	expect(named("http://localhost:9090/")).toBe("http://localhost:9090");
	expect(named("https://me:secret@host/prefix")).toBe("https://host/prefix");
});

test("a name that no server has means that none is asked", () => {
	const { active, mistakes } = readSettings({ prometheus: { servers: [server()], active: "stage" } });
	expect(active).toBeUndefined();
	expect(mistakes).toEqual([expect.stringContaining("“stage”")]);
});

test("all that a server can have is read", () => {
	const full = server({ auth: "basic", username: "me", timeout: 5, headers: { "X-Scope-OrgID": "a" } });
	expect(readSettings({ prometheus: { servers: [full] } })).toMatchObject({ active: full, mistakes: [] });
});

test.each([
	["servers", { prometheus: { servers: "http://x" } }],
	["servers[0].url", { prometheus: { servers: [server({ url: "file:///etc/passwd" })] } }],
	["servers[0].url", { prometheus: { servers: [{}] } }],
	["servers[0].url", { prometheus: { servers: [null] } }],
	["servers[0].auth", { prometheus: { servers: [server({ auth: "digest" })] } }],
	["servers[0].headers", { prometheus: { servers: [server({ headers: { a: 1 } })] } }],
])("a mistake in %s is told, and that server is not asked", (place, section) => {
	const { active, mistakes } = readSettings(section);
	expect(active).toBeUndefined();
	expect(mistakes).toEqual([expect.stringContaining(`“observability.prometheus.${place}”`)]);
});

test.each([
	["timeout", { timeout: -1 }],
	["timeout", { timeout: "5s" }],
	["username", { username: 5 }],
])("a mistake in %s is told, and the server is asked with the default", (place, more) => {
	const { active, mistakes } = readSettings({ prometheus: { servers: [server(more)] } });
	expect(active).toEqual(server());
	expect(mistakes).toEqual([expect.stringContaining(place)]);
});

test("the pages' place loses its final slash", () => {
	expect(readSettings({ documentationBase: "https://docs.example/d/" }).documentationBase).toBe(
		"https://docs.example/d",
	);
});

test("an editor that did not want a formatter can be told that it wants one after all", () => {
	expect(readSettings({ format: { asDocumentFormatter: true } }).asDocumentFormatter).toBe(true);
	expect(readSettings({ format: { asDocumentFormatter: "yes" } }).asDocumentFormatter).toBe(false);
});

test("the features of the target are read, and what is no list is said", () => {
	const read = (features: unknown) => readSettings({ promql: { features } });
	expect(read("auto").features).toBeUndefined();
	expect(read(undefined).features).toBeUndefined();
	expect(read(["promql-experimental-functions"]).features?.get("experimentalFunctions")).toBe(true);
	expect(read([]).features?.get("binopFillModifiers")).toBe(false);
	expect(read("all")).toMatchObject({ mistakes: [expect.stringContaining("observability.promql.features")] });
	expect(read([1]).mistakes).toHaveLength(1);
});

test("what checks are set to is read, and what cannot be is said", () => {
	const { checks, mistakes } = readSettings({
		checks: {
			"alert/always-fires": "off",
			"promql/*": "hint",
			"alert/nope": "off",
			"promql/syntax": "off",
			"rule/*": 1,
		},
	});
	expect([...checks]).toEqual([
		["alert/always-fires", { setting: "off" }],
		["promql/*", { setting: "hint" }],
	]);
	expect(mistakes.map((mistake) => /“[a-z]+\/[^”]+”/.exec(mistake)?.[0])).toEqual([
		"“alert/nope”",
		"“promql/syntax”",
		"“rule/*”",
	]);
	expect(readSettings({ checks: ["alert/always-fires"] }).mistakes).toHaveLength(1);
});
