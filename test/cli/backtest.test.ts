import { execFileSync } from "node:child_process";
import { rmSync, symlinkSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CommandLine } from "../support/commandLine.ts";

/** A server whose metric `m` is 0, 1, … 9 and begins anew, a step each minute; it keeps what it was asked and with what. */
const asked: { readonly path: string; readonly query: string; readonly authorization: string | undefined }[] = [];
let server: Server;
let url: string;
let isDown = false;
const line = new CommandLine();

beforeAll(async () => {
	server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on("data", (chunk: Buffer) => chunks.push(chunk));
		request.on("end", () => {
			const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
			const body = new URLSearchParams(Buffer.concat(chunks).toString());
			const parameters = body.size > 0 ? body : searchParams;
			asked.push({
				path: pathname,
				query: parameters.get("query") ?? "",
				authorization: request.headers.authorization,
			});
			const data = isDown ? undefined : answer(pathname, parameters);
			response.writeHead(data === undefined ? (isDown ? 500 : 404) : 200, { "content-type": "application/json" });
			response.end(data === undefined ? "{}" : JSON.stringify({ status: "success", data }));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	await line.build();
}, 60_000);

afterAll(() => {
	server.close();
	line.remove();
});

beforeEach(() => {
	isDown = false;
	asked.length = 0;
	line.write({ "rules.yaml": rules("m > 7") });
});

function answer(path: string, parameters: URLSearchParams): unknown {
	if (path.endsWith("/query")) {
		return {
			resultType: "vector",
			result: [{ metric: {}, value: [0, parameters.get("query")?.includes("huge") ? "900000" : "1"] }],
		};
	}
	if (!path.endsWith("/query_range")) return undefined;
	const [start = 0, end = 0, step = 1] = ["start", "end", "step"].map((name) => Number(parameters.get(name)));
	const values: [number, string][] = [];
	for (let time = start; time <= end; time += step) values.push([time, `${Math.round(time / 60) % 10}`]);
	return { resultType: "matrix", result: [{ metric: { __name__: "m", instance: "a" }, values }] };
}

const rules = (expression: string, more = "") => `groups:
  - name: g
    interval: 1m
    rules:
      - alert: High
        expr: ${expression}
${more}`;
const other = `      - alert: Other
        expr: m < 1
`;

const backtest = (...args: string[]) =>
	line.run(["backtest", ...args, "--online", url, "--since", "1h", "--until", "1800000000"]);

test("tells how often an alert would have fired, for which series and how long", async () => {
	const { code, out, error } = await backtest("rules.yaml");
	expect(error).toBe("");
	expect(out).toBe(`High  rules.yaml
  It would have paged 6 times in 1h.
  1 series; firing 12m in all, 2m at most; 1008.0 a week; 5 soon after the one before; evaluated every 1m, as the group says.
     6 times       12m  {instance="a"}
`);
	expect(code).toBe(0);
});

test.each([
	["a file", ["rules.yaml"], ["High", "Other"]],
	["an alert of a file", ["rules.yaml:Other"], ["Other"]],
	["an alert", ["Other"], ["Other"]],
])("takes %s", async (_, args, alerts) => {
	line.write({ "rules.yaml": rules("m > 7", other) });
	const { code, out } = await backtest(...args, "--format", "json");
	const report = JSON.parse(out) as { readonly alerts: readonly { readonly alert: string }[] };
	expect(report.alerts.map(({ alert }) => alert)).toEqual(alerts);
	expect(code).toBe(0);
});

test("--expand finds definitions in files that are not named", async () => {
	line.write({
		"alerts/rules.yaml": rules("job:m > 7"),
		"recorded/more.yaml": "groups:\n  - name: r\n    rules:\n      - record: job:m\n        expr: max(m)\n",
	});
	const { code, out } = await backtest("alerts/rules.yaml", "--expand", "--format", "json");
	const report = JSON.parse(out) as { readonly alerts: readonly { readonly expression?: string }[] };
	expect(JSON.stringify(report.alerts)).toContain("max(m) > 7");
	expect(asked.some(({ query }) => query === "max(m)")).toBe(true);
	expect(code).toBe(0);
});

describe("exit codes", () => {
	test.each([
		["as often as is allowed", ["--max-firings", "6"], 0],
		["more often than is allowed", ["--max-firings", "5"], 1],
		["never, with another `for`", ["--max-firings", "0", "--for", "5m"], 0],
	])("%s", async (_, args, code) => {
		expect((await backtest("rules.yaml", ...args)).code).toBe(code);
	});

	test.each([
		["no target", []],
		["two", ["rules.yaml", "High"]],
		["a file that is not there", ["none.yaml"]],
		["an alert that is not there", ["rules.yaml:None"]],
		["no duration", ["rules.yaml", "--step", "1"]],
		["no format", ["rules.yaml", "--format", "xml"]],
		["no revision", ["rules.yaml", "--compare", "nothing"]],
		["an unknown option", ["rules.yaml", "--what"]],
	])("called in a wrong way: %s", async (_, args) => {
		const { code, out, error } = await backtest(...args);
		expect(out).toBe("");
		expect(error).toMatch(/^observability backtest: \S/);
		expect(code).toBe(2);
		expect(asked).toEqual([]);
	});

	test("a server that is out of order", async () => {
		isDown = true;
		const { code, out } = await backtest("rules.yaml");
		expect(out).toMatch(/not known: .+/);
		expect(code).toBe(3);
	});

	test("too much to be asked without being told to", async () => {
		line.write({ "rules.yaml": rules("huge > 7") });
		const refused = await backtest("rules.yaml");
		expect(refused.out).toContain("--force asks all the same");
		expect(refused.code).toBe(3);
		expect(asked.filter(({ path }) => path.endsWith("query_range"))).toEqual([]);
		expect((await backtest("rules.yaml", "--force")).code).toBe(0);
	});
});

test("what cannot be backtested in a chart is told, and fails nothing else", async () => {
	line.write({
		"chart/Chart.yaml": "apiVersion: v2\nname: chart\nversion: 1.0.0\n",
		"chart/templates/rules.yaml": rules("m > {{ .Values.limit }}", other),
	});
	const path = "chart/templates/rules.yaml";
	const whole = await backtest(path);
	expect(whole.error).toBe(
		"observability backtest: The expression of High has a part that is only known once the file is rendered.\n",
	);
	expect(whole.out).toMatch(/^Other /);
	expect(whole.code).toBe(0);
	expect(await backtest(`${path}:High`)).toMatchObject({ code: 2, out: "", error: whole.error });
});

describe("compared with what it was", () => {
	test.each([
		["as noisy", "m > 8", 0, "This change would have paged 6 times in 1h; the old rule 6 times."],
		["noisier", "m % 2 == 1", 1, "This change would have paged 30 times in 1h; the old rule 6 times."],
	])("in a file: %s", async (_, expression, code, sentence) => {
		// The server of this test knows one metric alone, so the noisier rule is one that fires at every odd minute.
		const text = expression.includes("%") ? "m == 1 or m == 3 or m == 5 or m == 7 or m == 9" : expression;
		line.write({ "rules.yaml": rules(text), "old.yaml": rules("m > 7") });
		const result = await backtest("rules.yaml", "--compare", "old.yaml");
		expect(result.out).toContain(sentence);
		expect(result.code).toBe(code);
	});

	test("in git: only what has changed is looked at", async () => {
		line.write({ "rules.yaml": rules("m > 7", other) });
		const git = (...args: string[]) =>
			execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], { cwd: line.folder });
		git("init", "--quiet");
		git("add", ".");
		git("commit", "--quiet", "-m", "base");
		const same = await backtest("rules.yaml", "--compare", "HEAD");
		expect(same).toMatchObject({ code: 0, out: "No alert has changed, so there is nothing to backtest.\n" });
		line.add({ "rules.yaml": rules("m > 3", other) });
		const changed = await backtest("rules.yaml", "--compare", "HEAD", "--format", "markdown");
		expect(changed.out).toContain("- `High`: This change would have paged 6 times in 1h; the old rule 6 times.");
		expect(changed.out).toMatch(/\| ✅ `High` \| 6 \| \*\*6\*\* \| 36m \| 6m \|/);
		expect(changed.out).not.toContain("Other");
		line.add({ "rules.yaml": rules("m > 7", `${other}      - alert: Added\n        expr: m == 5\n`) });
		const added = await backtest("rules.yaml", "--compare", "HEAD");
		expect(added.out).toContain("This new alert would have paged 6 times in 1h.");
	});
});

describe("compared with git where the file has another name now", () => {
	test.each([
		["renamed", true],
		["renamed, and git not told", false],
	])("%s", async (_, told) => {
		line.write({ "rules.yaml": rules("m > 7", other) });
		const git = (...args: string[]) =>
			execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], { cwd: line.folder });
		git("init", "--quiet");
		git("add", ".");
		git("commit", "--quiet", "-m", "base");
		rmSync(join(line.folder, "rules.yaml"));
		line.add({ "deep/alerts.yaml": rules("m > 3", other) });
		if (told) git("add", "--all");
		symlinkSync(join(line.folder, "deep"), join(line.folder, "link"));
		for (const path of ["deep/alerts.yaml", "link/alerts.yaml"]) {
			const { out } = await backtest(path, "--compare", "HEAD");
			expect(out).toContain("This change would have paged 6 times in 1h; the old rule 6 times.");
			expect(out).not.toContain("Other");
		}
	});
});

test("a token comes from the environment, and stands in no report", async () => {
	const result = await line.run(
		["backtest", "rules.yaml", "--online", url, "--online-token-env", "TOKEN", "--since", "1h", "--format", "json"],
		{ environment: { TOKEN: "very-secret-token" } },
	);
	expect(result.code).toBe(0);
	expect(asked.every(({ authorization }) => authorization === "Bearer very-secret-token")).toBe(true);
	expect(result.out + result.error).not.toContain("very-secret-token");
});
