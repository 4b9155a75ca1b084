import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { signRequest } from "../../server/node/auth/sigv4.ts";
import { askValue, openApi } from "../support/openApi.ts";
import { type Passed, startReverseProxy } from "../support/proxies.ts";
import { startRealPrometheus } from "../support/realPrometheus.ts";

/** The keys of AWS's published examples. */
const accessKeyId = "AKIDEXAMPLE";
const secretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

const hash = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text, "utf8").digest();

/**
 * The signature of a request as AWS's guide describes it, step by step and apart from the code that is tested: canonical
 * request, string to sign, signing key, signature.
 */
function signatureOf(request: {
	readonly method: string;
	readonly path: string;
	readonly query: readonly (readonly [string, string])[];
	readonly headers: Readonly<Record<string, string>>;
	readonly signed: readonly string[];
	readonly body: string;
	readonly scope: string;
}): string {
	const { method, path, query, headers, signed, body, scope } = request;
	const encode = (text: string) =>
		encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
	const canonical = [
		method,
		path,
		query
			.map(([name, value]) => `${encode(name)}=${encode(value)}`)
			.sort()
			.join("&"),
		...signed.map((name) => `${name}:${(headers[name] ?? "").trim()}`),
		"",
		signed.join(";"),
		hash(body),
	].join("\n");
	const date = headers["x-amz-date"] ?? "";
	const toSign = ["AWS4-HMAC-SHA256", date, scope, hash(canonical)].join("\n");
	const [day = "", region = "", service = "", end = ""] = scope.split("/");
	const key = [region, service, end].reduce(hmac, hmac(`AWS4${secretAccessKey}`, day));
	return hmac(key, toSign).toString("hex");
}

/** The published cases of AWS's test suite for Signature Version 4, by their names. */
const published: readonly (readonly [string, "GET" | "POST", string, Record<string, string>, string, string])[] = [
	["get-vanilla", "GET", "/", {}, "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"],
	["post-vanilla", "POST", "/", {}, "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"],
	[
		"get-vanilla-query-order-key-case",
		"GET",
		"/?Param2=value2&Param1=value1",
		{},
		"",
		"b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
	],
];

describe("AWS's published cases", () => {
	test.each(published)("%s", (_name, method, path, headers, body, signature) => {
		const url = new URL(path, "https://example.amazonaws.com");
		const request = { method, url, headers: { ...headers, "x-amz-date": "20150830T123600Z" }, body };
		const signed = signRequest(request, { accessKeyId, secretAccessKey }, { region: "us-east-1", service: "service" });
		// Both the code that is tested and the reading above must come to what AWS published.
		const own = signatureOf({
			method,
			path: url.pathname,
			query: [...url.searchParams],
			headers: { host: url.host, "x-amz-date": "20150830T123600Z" },
			signed: ["host", "x-amz-date"],
			body,
			scope: "20150830/us-east-1/service/aws4_request",
		});
		expect(own).toBe(signature);
		// A POST of ours signs its length too, which the published one has not.
		if (method === "GET") expect(signed["authorization"]).toContain(`Signature=${signature}`);
	});
});

/** What a service of AWS would say of a request. */
function verify({ method, url, headers, body }: Passed): string | undefined {
	const authorization = headers.authorization ?? "";
	const [, credential = "", signedHeaders = "", signature] =
		/^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]+)$/.exec(authorization) ?? [];
	if (signature === undefined) return "no signature";
	const [id, ...scope] = credential.split("/");
	if (id !== accessKeyId || scope.slice(1).join("/") !== "eu-central-1/aps/aws4_request") return `scope ${credential}`;
	const { pathname, searchParams } = new URL(url, "http://host");
	const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
	const expected = signatureOf({
		method,
		path: pathname,
		query: [...searchParams],
		headers: flat,
		signed: signedHeaders.split(";"),
		body,
		scope: scope.join("/"),
	});
	return expected === signature ? undefined : "another signature";
}

test("queries and lists reach a server that checks the signature, and the secret does not", async () => {
	const prometheus = await startRealPrometheus();
	const faults: string[] = [];
	const proxy = await startReverseProxy({
		target: prometheus.url,
		refuse: (request) => {
			const fault = verify(request);
			if (fault !== undefined) faults.push(`${request.method} ${request.url}: ${fault}`);
			return fault === undefined ? undefined : { status: 403, body: fault };
		},
	});
	const environment = {
		url: proxy.url,
		auth: "sigv4",
		sigv4: { region: "eu-central-1", accessKeyId },
	} as const;
	const { api, asked } = openApi(environment, { secretAccessKey });
	const { signal } = new AbortController();
	expect(await askValue(api, 'vector(42) or up{job=~"a|ü (b)*!\'"}')).toBe("42");
	const names = await api.labelValues("__name__", ['{job=~"prom.*", instance!=""}', "up"], { signal });
	expect(names).toMatchObject({ kind: "ok" });
	expect(await api.buildInfo({ signal })).toMatchObject({ kind: "ok" });
	expect(faults).toEqual([]);
	expect(asked).toEqual([{ kind: "secretAccessKey", origin: proxy.url }]);
	expect(JSON.stringify(proxy.passed)).not.toContain(secretAccessKey);

	const wrong = openApi(environment, { secretAccessKey: "another-secret-key" });
	expect(await askValue(wrong.api)).toMatch(/^unauthorized: /);
	await Promise.all([api.close(), wrong.api.close()]);
	await proxy.stop();
	await prometheus.stop();
});

describe("the user's AWS_* variables", () => {
	const variables = {
		AWS_ACCESS_KEY_ID: accessKeyId,
		AWS_SECRET_ACCESS_KEY: secretAccessKey,
		AWS_SESSION_TOKEN: "sess",
	};
	test("are not used for a host that is not of AWS", async () => {
		const { api, asked } = openApi(
			{ url: "http://127.0.0.1:9", auth: "sigv4", sigv4: { region: "eu-central-1" } },
			{},
			{ proxies: { variables } },
		);
		expect(await askValue(api)).toMatch(/^notConfigured: .*no access key is known/);
		expect(asked).toEqual([]);
		await api.close();
	});
	test("are used for one of AWS, with the session's token", async () => {
		const proxy = await startReverseProxy({
			target: "http://127.0.0.1:9",
			refuse: () => ({ status: 418, body: "tea" }),
		});
		const { api } = openApi(
			{
				url: "http://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-1",
				auth: "sigv4",
				sigv4: { region: "eu-central-1" },
				proxy: proxy.url,
			},
			{},
			{ proxies: { variables } },
		);
		await askValue(api);
		expect(proxy.passed[0]?.headers).toMatchObject({
			authorization: expect.stringContaining(`Credential=${accessKeyId}/`),
			"x-amz-security-token": "sess",
		});
		expect(JSON.stringify(proxy.passed)).not.toContain(secretAccessKey);
		await api.close();
		await proxy.stop();
	});
});
