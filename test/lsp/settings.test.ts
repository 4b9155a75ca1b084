import { expect, test } from "vitest";
import { Configurations } from "../../server/checks/configuration/configurations.ts";
import { chooseServer } from "../../server/lsp/chooseServer.ts";
import { describeUnknownServer, readSettings } from "../../server/lsp/settings.ts";
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

/** The server that is asked, with these settings and this configuration of the workspace. */
const choose = (section: object, text = "", { roots = ["file:///repo/"], trusted = true } = {}) => {
	const files = filesInMemory({ "/repo/.observability.yaml": text });
	const configuration = new Configurations({ files }).current();
	return chooseServer(readSettings({ prometheus: section }), { configuration, roots, trusted });
};

test("the first server is active, or the one that is named", () => {
	const servers = [server(), server({ name: "prod", url: "https://prometheus.example/prefix" })];
	expect(choose({ servers })?.name).toBe("dev");
	expect(choose({ servers, active: "prod" })?.url).toBe("https://prometheus.example/prefix");
});

test("the configuration of the workspace chooses among several servers where the settings name none", () => {
	const servers = [server(), server({ name: "stage", url: "https://stage.example" })];
	const chosen = (text: string, settings: object, roots = ["file:///repo/"]) => {
		return choose({ servers, ...settings }, text, { roots })?.name;
	};
	const stage = "prometheus: { name: stage, url: 'https://elsewhere.example' }";
	expect(chosen(stage, {})).toBe("stage");
	expect(chosen(stage, { active: "" })).toBe("stage");
	expect(chosen(stage, { active: "dev" })).toBe("dev");
	expect(chosen(stage, { active: "none" })).toBeUndefined();
	expect(chosen(stage, {}, [])).toBe("dev");
	expect(chosen(stage, { servers: [] })).toBeUndefined();
	expect(chosen("prometheus: { name: other }", {})).toBe("dev");
	expect(chosen("paths: [{ files: x/, prometheus: { name: stage } }]", {})).toBe("dev");
	expect(chosen("prometheus: { url: 'https://stage.example/' }", {})).toBe("stage");
});

test("environments of the configuration count where the workspace is trusted, behind the servers of the settings", () => {
	const text = `environments:
  - { name: dev, url: "https://elsewhere.example" }
  - { name: prod, url: "https://prod.example", tenant: a, auth: bearer }
prometheus: { name: prod }
`;
	const prod = { name: "prod", url: "https://prod.example", tenant: "a", auth: "bearer" };
	expect(choose({}, text)).toEqual(prod);
	expect(choose({ servers: [server()] }, text)).toEqual(prod);
	expect(choose({ servers: [server()], active: "dev" }, text)).toEqual(server());
	expect(choose({ servers: [], active: "prod" }, text)).toEqual(prod);
	expect(choose({ active: "none" }, text)).toBeUndefined();
	expect(choose({}, text, { trusted: false })).toBeUndefined();
	expect(choose({ servers: [server()] }, text, { trusted: false })).toEqual(server());
	expect(choose({ active: "prod" }, text, { trusted: false })).toBeUndefined();
	expect(choose({}, text, { roots: [] })).toBeUndefined();
});

test("an environment of the configuration holds neither headers nor a proxy", () => {
	const text = `environments:
  - name: prod
    url: https://prod.example
    headers: { Authorization: secret }
    proxy: http://evil.example
`;
	expect(choose({}, text)).toEqual({ name: "prod", url: "https://prod.example" });
});

test("a server without a name is named after its address, without what should not be in it", () => {
	const named = (url: string) => readSettings({ prometheus: { servers: [{ url }] } }).servers[0]?.name;
	expect(named("http://localhost:9090/")).toBe("http://localhost:9090");
	expect(named("https://me:secret@host/prefix")).toBe("https://host/prefix");
});

test("a name that no server has means that none is asked", () => {
	const settings = readSettings({ prometheus: { servers: [server()], active: "stage" } });
	expect(choose({ servers: [server()], active: "stage" })).toBeUndefined();
	expect(describeUnknownServer(settings, [])).toContain("“stage”");
	expect(describeUnknownServer(settings, [{ name: "stage", url: "https://stage.example" }])).toBeUndefined();
	expect(describeUnknownServer(readSettings({ prometheus: { active: "none" } }), [])).toBeUndefined();
});

test("all that a server can have is read", () => {
	const full = server({
		auth: "oauth2",
		username: "me",
		timeout: 5,
		tenant: "a",
		headers: { "X-Team": "a" },
		proxy: "http://proxy.example:3128",
		tls: { caFile: "~/ca.pem", certFile: "me.pem", keyFile: "/k.pem", serverName: "prom" },
		oauth2: { tokenUrl: "https://login.example", clientId: "me", scopes: ["a"], audience: "b", clientAuth: "body" },
		sigv4: { region: "eu-central-1", service: "aps", accessKeyId: "AKIA" },
	});
	expect(readSettings({ prometheus: { servers: [full] } })).toMatchObject({ servers: [full], mistakes: [] });
});

test("a header that looks like a secret is sent, and warned of without its value", () => {
	for (const name of ["Authorization", "X-Api-Key", "Cookie", "X-Auth-Token", "apikey"]) {
		const { servers, mistakes } = readSettings({
			prometheus: { servers: [server({ headers: { [name]: "hunter22" } })] },
		});
		expect(servers[0]?.headers).toEqual({ [name]: "hunter22" });
		expect(mistakes).toEqual([expect.stringContaining(name)]);
		expect(mistakes.join()).not.toContain("hunter22");
	}
	expect(readSettings({ prometheus: { servers: [server({ headers: { "X-Scope-OrgID": "a" } })] } }).mistakes).toEqual(
		[],
	);
});

test.each([
	["servers", { prometheus: { servers: "http://x" } }],
	["servers[0].url", { prometheus: { servers: [server({ url: "file:///etc/passwd" })] } }],
	["servers[0].url", { prometheus: { servers: [{}] } }],
	["servers[0].url", { prometheus: { servers: [null] } }],
	["servers[0].auth", { prometheus: { servers: [server({ auth: "digest" })] } }],
	["servers[0].headers", { prometheus: { servers: [server({ headers: { a: 1 } })] } }],
	["servers[0].tenant", { prometheus: { servers: [server({ tenant: 5 })] } }],
	["servers[0].proxy", { prometheus: { servers: [server({ proxy: {} })] } }],
	["servers[0].tls", { prometheus: { servers: [server({ tls: { caFile: 1 } })] } }],
	["servers[0].oauth2", { prometheus: { servers: [server({ oauth2: { clientId: "a" } })] } }],
	["servers[0].sigv4", { prometheus: { servers: [server({ sigv4: {} })] } }],
])("a mistake in %s is told, and that server is not asked", (place, section) => {
	const { servers, mistakes } = readSettings(section);
	expect(servers).toEqual([]);
	expect(mistakes).toEqual([expect.stringContaining(`“observability.prometheus.${place}”`)]);
});

test.each([
	["timeout", { timeout: -1 }],
	["timeout", { timeout: "5s" }],
	["username", { username: 5 }],
])("a mistake in %s is told, and the server is asked with the default", (place, more) => {
	const { servers, mistakes } = readSettings({ prometheus: { servers: [server(more)] } });
	expect(servers).toEqual([server()]);
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
