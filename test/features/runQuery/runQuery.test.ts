import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { findThreshold } from "../../../server/features/runQuery/findThreshold.ts";
import { linksOf } from "../../../server/features/runQuery/linksOf.ts";
import { writeCurl } from "../../../server/features/runQuery/writeCurl.ts";
import { parsePromql } from "../../../server/promql/parse.ts";
import { createFakePrometheus } from "../../support/fakePrometheus.ts";
import { createTestService, never } from "../../support/testService.ts";

describe("a query that the user runs", () => {
	it("is not sent while it has a fault, which is told with its place", async () => {
		const api = createFakePrometheus();
		const answer = await createTestService(api).query({ expression: "sum(up" }, never);
		expect(answer).toMatchObject({ kind: "invalid", start: 6, end: 6, message: expect.stringContaining("(") });
		expect(api.asked).toEqual([]);
	});

	it("is sent all the same where the user insists", async () => {
		const api = createFakePrometheus();
		await createTestService(api).query({ expression: "sum(up", unchecked: true }, never);
		expect(api.asked).toEqual(["query sum(up"]);
	});

	it("has the threshold of a condition with it", async () => {
		const answer = await createTestService(createFakePrometheus()).query({ expression: "up > 2" }, never);
		expect(answer).toMatchObject({ kind: "ok", threshold: { operator: ">", value: 2, compared: "up" } });
	});
});

describe("the threshold", () => {
	const of = (text: string) => findThreshold(text, parsePromql(text).expression);

	it.each([
		["rate(a[5m]) > 0.5", { operator: ">", value: 0.5, compared: "rate(a[5m])" }],
		["5 <= a", { operator: ">=", value: 5, compared: "a" }],
		["(a < (5 * 60))", { operator: "<", value: 300, compared: "a" }],
		["a == -1", { operator: "==", value: -1, compared: "a" }],
	])("of %s", (text, threshold) => {
		expect(of(text)).toEqual(threshold);
	});

	it.each(["a > bool 5", "a > b", "a + 5", "1 > bool 2", "time() > 5", "a > 5 and b", "a > Inf", "a > 1 / 0"])(
		"there is none in %s",
		(text) => {
			expect(of(text)).toBeUndefined();
		},
	);
});

const range = { start: 1_800_000_000, end: 1_800_003_600, step: 15 };

describe("as a curl command", () => {
	it("keeps the parameters of the address, and takes those out that are secret", () => {
		const url = "https://me:hunter2@h/base/?dedup=true&api_key=hunter2";
		const curl = writeCurl(
			{ name: "x", url, headers: { "X-Auth": "hunter2", "X-Author": "me" } },
			{ expression: "up" },
		);
		expect(curl).not.toContain("hunter2");
		expect(curl).toContain(`curl -sS 'https://h/base/api/v1/query''?dedup=true''&api_key='"$API_KEY" \\`);
		expect(curl).toContain(`-H 'X-Auth: '"$X_AUTH" \\\n  -H 'X-Author: me'`);
	});

	const server = { name: "demo", url: "https://user:hunter2@prometheus.example.org:9090/base/" };

	it("asks what the panel asked, and holds no secret", () => {
		const curl = writeCurl(
			{
				...server,
				auth: "bearer",
				tenant: "team a",
				headers: { "X-Api-Key": "hunter2", "X-Plain": "it's" },
				tls: { caFile: "/etc/ca.pem" },
				proxy: "http://user:hunter2@proxy:3128",
			},
			{ expression: 'sum(rate(a{b="it\'s"}[5m]))', range },
		);
		expect(curl).not.toContain("hunter2");
		expect(curl.split(" \\\n  ")).toEqual([
			"curl -sS 'https://prometheus.example.org:9090/base/api/v1/query_range'",
			'-H "Authorization: Bearer $TOKEN"',
			"-H 'X-Scope-OrgID: team a'",
			`-H 'X-Api-Key: '"$X_API_KEY"`,
			"-H 'X-Plain: it'\\''s'",
			"--cacert '/etc/ca.pem'",
			"--proxy 'http://proxy:3128'",
			`--data-urlencode 'query=sum(rate(a{b="it'\\''s"}[5m]))'`,
			"--data-urlencode 'start=1800000000'",
			"--data-urlencode 'end=1800003600'",
			"--data-urlencode 'step=15'",
		]);
	});

	it.each([
		[{ auth: "basic" as const, username: "$me" }, `-u '$me:'"$PASSWORD"`],
		[{ auth: "sigv4" as const, sigv4: { region: "eu-west-1" } }, "--aws-sigv4 'aws:amz:eu-west-1:aps'"],
		[{ proxy: "none" }, "--noproxy '*'"],
	])("%j", (settings, line) => {
		expect(writeCurl({ ...server, ...settings }, { expression: "up" })).toContain(line);
	});

	test("no expression says anything to the shell but itself", () => {
		const hostile = fc.string({
			unit: fc.constantFrom("'", '"', "$(id)", "`id`", "\\", "\n", "!", ";", "a", "é", " "),
		});
		fc.assert(
			fc.property(hostile, (expression) => {
				const command = writeCurl({ name: "x", url: "http://h" }, { expression });
				// The shell calls a function of ours in curl's place, which prints its last word.
				const script = `curl() { eval "printf %s \\"\\\${$#}\\""; }\n${command}`;
				expect(execFileSync("sh", ["-c", script], { encoding: "utf8" })).toBe(`query=${expression}`);
			}),
			{ numRuns: 20 },
		);
	});
});

describe("elsewhere", () => {
	it("is Prometheus's own page", () => {
		const [link] = linksOf({ name: "x", url: "https://user:hunter2@h:9090/base/" }, { expression: "a > 1", range });
		expect(link?.title).toBe("Prometheus");
		const url = new URL(link?.url ?? "");
		expect(`${url.origin}${url.pathname}`).toBe("https://h:9090/base/graph");
		expect(Object.fromEntries(url.searchParams)).toEqual({
			"g0.expr": "a > 1",
			"g0.tab": "0",
			"g0.range_input": "3600s",
			"g0.end_input": "2027-01-15 09:00:00",
			"g0.moment_input": "2027-01-15 09:00:00",
			"g0.step_input": "15",
		});
	});

	it("is Grafana's Explore where the server is reached through Grafana", () => {
		const [link] = linksOf(
			{ name: "x", url: "https://g/sub/api/datasources/proxy/uid/abc" },
			{ expression: "up", range },
		);
		const url = new URL(link?.url ?? "");
		expect(`${url.origin}${url.pathname}`).toBe("https://g/sub/explore");
		expect(JSON.parse(url.searchParams.get("panes") ?? "")).toMatchObject({
			a: {
				datasource: "abc",
				queries: [{ expr: "up", range: true }],
				range: { from: "1800000000000", to: "1800003600000" },
			},
		});
	});

	it("is nowhere for an address that is none", () => {
		expect(linksOf({ name: "x", url: "javascript:alert(1)" }, { expression: "up" })).toEqual([]);
	});
});
