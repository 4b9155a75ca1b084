import { describe, expect, test } from "vitest";
import { chooseProxy, type ProxySurroundings } from "../../server/node/proxy.ts";

function choose(target: string, setting: string | undefined, surroundings: ProxySurroundings): string | undefined {
	const chosen = chooseProxy(new URL(target), setting, surroundings);
	if (chosen === undefined) return undefined;
	return "mistake" in chosen ? chosen.mistake : `${chosen.url.host}${chosen.own ? " (own)" : ""}`;
}

const variables = { HTTP_PROXY: "http://plain:1", https_proxy: "secure:2" };
const editor = { proxy: "http://editor:3" };

test.each([
	["the environment's own goes first", "https://prom.example", "http://own:9", { editor, variables }, "own:9 (own)"],
	["also for this machine", "http://localhost:9090", "http://own:9", { variables: {} }, "own:9 (own)"],
	["none is none", "https://prom.example", "none", { editor, variables }, undefined],
	["then the editor's", "https://prom.example", undefined, { editor, variables }, "editor:3"],
	["then the system's, by the scheme", "https://prom.example", undefined, { variables }, "secure:2"],
	["and for http", "http://prom.example", undefined, { variables }, "plain:1"],
	["never for this machine", "http://127.0.0.1:9090", undefined, { editor, variables }, undefined],
	["nor by its other names", "http://[::1]:9090", undefined, { editor, variables }, undefined],
	["no variables, no proxy", "https://prom.example", undefined, { variables: {} }, undefined],
	["an empty variable is none", "https://prom.example", undefined, { variables: { HTTPS_PROXY: "" } }, undefined],
] as const)("%s", (_what, target, setting, surroundings, expected) => {
	expect(choose(target, setting, surroundings)).toBe(expected);
});

describe("exceptions", () => {
	test.each([
		["prom.example", "https://prom.example", true],
		["example", "https://prom.example", true],
		[".example", "https://prom.example", true],
		["*.example", "https://prom.example", true],
		["xample", "https://prom.example", false],
		["PROM.example", "https://prom.EXAMPLE", true],
		["prom.example:443", "https://prom.example", true],
		["prom.example:8443", "https://prom.example", false],
		["*", "https://prom.example", true],
		["10.0.0.0/8", "https://10.1.2.3", true],
		["10.0.0.0/8", "https://11.1.2.3", false],
		["fd00::/8", "https://[fd00::1]", true],
		["fd00::1", "https://[fd00::1]:9090", true],
		["10.1.2.3", "https://10.1.2.3", true],
		["other, prom.example ,third", "https://prom.example", true],
		["", "https://prom.example", false],
	])("%s is about %s: %s", (entries, target, exempt) => {
		const expected = exempt ? undefined : "secure:2";
		expect(choose(target, undefined, { variables: { ...variables, NO_PROXY: entries } })).toBe(expected);
		const noProxy = entries.split(",");
		const byEditor = choose(target, undefined, { editor: { ...editor, noProxy }, variables: {} });
		expect(byEditor).toBe(exempt ? undefined : "editor:3");
	});
});

test.each(["nonsense://x", "http://", "ftp://proxy:1"])("%s is no proxy's address", (address) => {
	expect(choose("https://prom.example", address, { variables: {} })).toMatch(/cannot be read/);
});
