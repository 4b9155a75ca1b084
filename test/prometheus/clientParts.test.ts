import { describe, expect, test } from "vitest";
import { SecretCache } from "../../server/node/auth/secretCache.ts";
import { BackOff } from "../../server/node/backOff.ts";
import { explainFailure } from "../../server/node/explainExchange.ts";
import { quoteServer, redact } from "../../server/node/redact.ts";
import { escapeLabelName, readServerAddress } from "../../server/node/serverAddress.ts";

describe("errors of the network say what to do", () => {
	test.each([
		["ECONNREFUSED", "start Prometheus there"],
		["ENOTFOUND", "correct the URL"],
		["EHOSTUNREACH", "VPN"],
		["CERT_HAS_EXPIRED", "renew it"],
		["ERR_TLS_CERT_ALTNAME_INVALID", "for another name"],
		["DEPTH_ZERO_SELF_SIGNED_CERT", "tls.caFile"],
		["SELF_SIGNED_CERT_IN_CHAIN", "tls.caFile"],
		["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls.caFile"],
		["ERR_SSL_WRONG_VERSION_NUMBER", "http instead of https"],
		["HPE_INVALID_CONSTANT", "begin with https"],
		["UND_ERR_INVALID_ARG", "headers in the settings, or enter"],
		["EWHATEVER", "(EWHATEVER)"],
	])("%s", (code, words) => {
		const context = { host: "prom:9090", timeoutSeconds: 10, maxBytes: 1, authenticated: false };
		const { reason } = explainFailure({ kind: "network", code }, context);
		expect(reason).toContain(words);
		expect(reason).toContain("prom:9090");
		expect(reason.endsWith(".")).toBe(true);
	});
});

describe("secrets are taken out", () => {
	test("of URLs, and wherever they stand", () => {
		expect(redact("at https://ada:pw%40@host/x and hunter22, hunter22", ["hunter22"])).toBe(
			"at https://…@host/x and …, …",
		);
		for (const url of ["http://u:p@ss@h", "http://u:pa/ss@h", "http://u:pa?s#s@h/x"]) {
			expect(redact(`“${url}” is wrong`, [])).toMatch(/^“http:\/\/…@h(\/x)?” is wrong$/);
		}
		expect(redact("a b c", ["b"])).toBe("a b c");
	});
	test("of a server's words, which become one short line", () => {
		expect(quoteServer("  a\n\tb ", [])).toBe("a b");
		expect(quoteServer("x".repeat(1000), []).length).toBe(401);
	});
});

describe("label names in a path", () => {
	test.each([
		["job", "job"],
		["__name__", "__name__"],
		["k8s.pod", "U__k8s_2e_pod"],
		["a_b.c", "U__a__b_2e_c"],
		["1st", "U___31_st"],
		["ü😀", "U___fc__1f600_"],
	])("%s", (name, escaped) => {
		expect(escapeLabelName(name)).toBe(escaped);
	});
});

describe("a server's address", () => {
	test.each([
		["http://host:9090", "http://host:9090", "http://host:9090/api/v1/query"],
		["http://host:9090/", "http://host:9090", "http://host:9090/api/v1/query"],
		["https://HOST/select/0/prometheus/", "https://host", "https://host/select/0/prometheus/api/v1/query"],
		["http://host/a%20b?tenant=x#y", "http://host", "http://host/a%20b/api/v1/query?tenant=x"],
		["http://[::1]:9090", "http://[::1]:9090", "http://[::1]:9090/api/v1/query"],
	])("%s", (url, origin, endpoint) => {
		const address = readServerAddress({ name: "n", url });
		if ("mistake" in address) throw new Error(address.mistake);
		expect(address.origin).toBe(origin);
		expect(address.endpoint("/api/v1/query").href).toBe(endpoint);
	});
});

describe("backing off", () => {
	test("doubles up to a minute, with jitter, and ends with a success", () => {
		let now = 0;
		const backOff = new BackOff(
			() => now,
			() => 0,
		);
		const waits: number[] = [];
		for (let failure = 0; failure < 10; failure += 1) {
			backOff.begin();
			backOff.fail();
			waits.push(backOff.waitMs);
			now += backOff.waitMs;
		}
		// Half of the delay is certain, the other half is jitter, here none.
		expect(waits).toEqual([0, 0, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
		backOff.succeed();
		expect(backOff.waitMs).toBe(0);
	});
	test("lets one request try, and the next one if nothing was learned", () => {
		let now = 0;
		const backOff = new BackOff(
			() => now,
			() => 1,
		);
		for (let failure = 0; failure < 3; failure += 1) backOff.fail();
		now = 1000;
		expect(backOff.waitMs).toBe(0);
		const end = backOff.begin();
		expect(backOff.waitMs).toBeGreaterThan(0);
		end();
		expect(backOff.waitMs).toBe(0);
	});
	test("believes a server that asks for a day no longer than five minutes", () => {
		const backOff = new BackOff(() => 0);
		backOff.fail(86_400_000);
		expect(backOff.waitMs).toBe(300_000);
	});
});

describe("a credential", () => {
	test("is asked for once, also by several at the same time, and not after it was given", async () => {
		let asked = 0;
		const cache = new SecretCache({ kind: "token", origin: "http://host" }, async () => `secret ${++asked}`);
		expect(await Promise.all([cache.get(), cache.get()])).toEqual(["secret 1", "secret 1"]);
		expect(await cache.get()).toBe("secret 1");
	});
	test("that arrives after it was forgotten is not kept", async () => {
		const { promise, resolve } = Promise.withResolvers<string>();
		let asked = 0;
		const cache = new SecretCache({ kind: "token", origin: "http://host" }, async () =>
			++asked === 1 ? promise : "new",
		);
		const old = cache.get();
		cache.forget();
		resolve("old");
		expect(await old).toBe("old");
		expect(await cache.get()).toBe("new");
	});
	test("that cannot be had is none, and is asked for again", async () => {
		let asked = 0;
		const cache = new SecretCache({ kind: "token", origin: "http://host" }, async () => {
			asked += 1;
			throw new Error("keychain locked: hunter22");
		});
		expect(await cache.get()).toBeUndefined();
		expect(await cache.get()).toBeUndefined();
		expect(asked).toBe(2);
	});
	test("that nobody ever gives is waited for only so long", async () => {
		const cache = new SecretCache({ kind: "token", origin: "http://host" }, () => new Promise(() => {}), 20);
		expect(await cache.get()).toBeUndefined();
	});
});
