import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CommandLine, finish } from "../support/commandLine.ts";

const cli = new CommandLine();
beforeAll(() => cli.build());
afterAll(() => cli.remove());

const rule = (expression: string, more = ""): string =>
	`groups:\n  - name: g\n    rules:\n      - record: a:b\n        expr: ${expression}\n${more}`;
const good = rule("sum by (job) (rate(requests_total[5m]))").replace("a:b", "job:requests:rate5m");
const broken = rule("sum(");
const warned = rule('up{job=~"x"}').replace("a:b", "job:up");

describe("the exit code", () => {
	it.each([
		["nothing that fails", { "a.yaml": good }, [], 0],
		["an error", { "a.yaml": broken }, [], 1],
		["a warning", { "a.yaml": warned }, [], 0],
		["a warning that fails", { "a.yaml": warned }, ["--fail-on", "information"], 1],
		["a warning that fails and is not shown", { "a.yaml": warned }, ["--fail-on", "information", "--quiet"], 1],
		["an error that fails nothing", { "a.yaml": broken }, ["--fail-on", "never"], 0],
		["no such format", {}, ["-f", "xml"], 2],
		["no such option", {}, ["--nope"], 2],
		["no such configuration", {}, ["--config", "x.yaml"], 2],
		["no such baseline", {}, ["--baseline", "x.json"], 2],
		["two that exclude each other", {}, ["--fix", "--diff", "HEAD"], 2],
		["a faulty configuration", { "a.yaml": good, ".observability.yaml": "checks:\n  nope/nope: off\n" }, [], 2],
		["no such file", { "a.yaml": good }, ["b.yaml"], 3],
		["problems besides what is not there", { "a.yaml": broken }, ["a.yaml", "b.yaml"], 1],
		["an output that cannot be written", { "a.yaml": good }, ["-o", "no/such/folder.txt"], 2],
		["no files at all", {}, [], 0],
	] as const)("is right for %s", async (_, files, args, code) => {
		cli.write(files);
		const finished = await cli.run(["check", ...args]);
		expect(finished.code, finished.out + finished.error).toBe(code);
	});
});

it.each(["http://user:s3cret@localhost:9090", "user:s3cret@localhost", "https://s3cret@localhost/x"])(
	"repeats no secret of an address such as %s",
	async (address) => {
		cli.write({ "a.yaml": good });
		const { code, out, error } = await cli.run(["check", "--online", address]);
		expect(code).toBe(2);
		expect(out + error).not.toContain("s3cret");
	},
);

describe("what is found", () => {
	it("is told with its place and its line", async () => {
		cli.write({ "rules/a.yaml": broken });
		const { out } = await cli.run(["check"]);
		expect(out).toContain("rules/a.yaml:5:18 error promql/unclosed\n");
		expect(out).toContain("  5 |         expr: sum(\n    |                  ^\n");
		expect(out).toContain("\n1 error in 1 file.\n");
	});

	it("is the same whatever the line breaks are", async () => {
		cli.write({ "a.yaml": broken.replaceAll("\n", "\r\n") });
		const { out } = await cli.run(["check"]);
		expect(out).toContain("  5 |         expr: sum(\n    |                  ^\n");
	});

	it("is the same in several threads", async () => {
		const files = Object.fromEntries(
			Array.from({ length: 40 }, (_, index) => [
				`f${index}.yaml`,
				index % 7 === 0 ? broken : index % 3 === 0 ? warned : good,
			]),
		);
		cli.write({
			...files,
			// Says in one file what is judged in another.
			"recorded.yaml": rule("sum(up)").replace("a:b", "all:up:sum"),
			"user.yaml": rule("sum by (job) (all:up:sum)"),
		});
		const [one, three] = await Promise.all([
			cli.run(["check", "-f", "json", "--threads", "1"]),
			cli.run(["check", "-f", "json", "--threads", "3"]),
		]);
		expect(one.out).toContain("user.yaml");
		expect(three).toEqual(one);
	});

	it("goes into a file, and its summary to the terminal", async () => {
		cli.write({ "a.yaml": broken });
		const { out, error } = await cli.run(["check", "-f", "sarif", "-o", "out.sarif"]);
		expect(out).toBe("");
		expect(error).toBe("1 error in 1 file. The report is in out.sarif.\n");
		expect(JSON.parse(readFileSync(join(cli.folder, "out.sarif"), "utf8"))).toMatchObject({ version: "2.1.0" });
	});

	it("comes from standard input, with the configuration that its name has", async () => {
		cli.write({
			".observability.yaml": "paths:\n  - files: [quiet/*]\n    checks:\n      naming/recorded-name: off\n",
		});
		const loud = await cli.run(["check", "--stdin", "-f", "json"], { input: broken });
		expect(loud.code).toBe(1);
		expect(JSON.parse(loud.out)).toMatchObject({ files: [{ path: "rules.yaml", kinds: ["ruleFile"] }] });
		const named = await cli.run(["check", "--stdin", "--stdin-filename", "x.promql", "-f", "json"], { input: "sum(" });
		expect(JSON.parse(named.out)).toMatchObject({
			files: [{ path: "x.promql", problems: [{ code: "promql/unclosed" }] }],
		});
	});
});

describe("files", () => {
	it("are found as git finds them", async () => {
		cli.write({
			".git/config": "",
			".gitignore": "/out/\n*.skip.yaml\n",
			"out/a.yaml": broken,
			"b.skip.yaml": broken,
			"node_modules/c.yaml": broken,
			"deep/.gitignore": "d.yaml\n!e.skip.yaml\n",
			"deep/d.yaml": broken,
			"deep/e.skip.yaml": broken,
			"deep/f.txt": broken,
			"ok.yaml": good,
		});
		const { out } = await cli.run(["check", "-f", "json"]);
		expect(JSON.parse(out).files.map(({ path }: { path: string }) => path)).toEqual(["deep/e.skip.yaml", "ok.yaml"]);
	});

	it("that the configuration ignores are left out, named or not", async () => {
		cli.write({ ".observability.yaml": "ignore: [old/]\n", "old/a.yaml": broken, "b.yaml": good });
		expect((await cli.run(["check"])).code).toBe(0);
		expect((await cli.run(["check", "old/a.yaml"])).code).toBe(0);
	});

	it("that cannot be read are told, and the others checked", async () => {
		cli.write({
			"a.yaml": broken,
			"binary.yaml": new Uint8Array([103, 0, 1]),
			"locked.yaml": good,
			"sub/b.yaml": good,
		});
		symlinkSync("loop.yaml", join(cli.folder, "loop.yaml"));
		symlinkSync("..", join(cli.folder, "sub", "up"));
		symlinkSync("a.yaml", join(cli.folder, "again.yaml"));
		symlinkSync("nowhere.yaml", join(cli.folder, "dangling.yaml"));
		const { code, out } = await cli.run(["check"]);
		expect(code).toBe(1);
		expect(out.match(/promql\/unclosed/g)).toHaveLength(1);
		expect(out).toContain("Not checked: loop.yaml: its links lead in a circle\n");
		expect(out).toContain("Not checked: dangling.yaml: there is no such file or folder\n");
		expect(out).not.toContain("binary");
	});

	it("of another encoding are told where a reader would refuse them", async () => {
		cli.write({
			"latin.yaml": Buffer.from(good.replace("job:", "\xe9:"), "latin1"),
			"notes.json": Buffer.from('{ "name": "\xe9" }', "latin1"),
			"wide.yaml": Buffer.from(`\ufeff${good}`, "utf16le"),
		});
		const { code, out } = await cli.run(["check"]);
		expect(code).toBe(3);
		expect(out).toContain("Not checked: latin.yaml: it is not valid UTF-8");
		expect(out).toContain("Not checked: wide.yaml: it is written in UTF-16");
		expect(out).not.toContain("notes.json");
	});
});

describe("--fix", () => {
	it("mends what has one right answer, keeps line breaks and comments, and tells what is left", async () => {
		const text = `# keep\r\n${rule("sum(up").replaceAll("\n", "\r\n")}`;
		cli.write({ "a.yaml": text, "b.yaml": rule("sum(up) +") });
		const { code, out, error } = await cli.run(["check", "--fix"]);
		expect(readFileSync(join(cli.folder, "a.yaml"), "utf8")).toContain(`# keep\r\n`);
		expect(readFileSync(join(cli.folder, "a.yaml"), "utf8")).toContain("expr: sum(up)\r\n");
		expect(readFileSync(join(cli.folder, "b.yaml"), "utf8")).toContain("sum(up) +");
		expect(error).toMatch(/^Mended \d problems? in \d files?\.\n$/);
		expect(out).toContain("b.yaml:5:");
		expect(out).not.toContain("a.yaml:5:");
		expect(code).toBe(1);
	});

	it("leaves what is no UTF-8 as it is, and says so", async () => {
		const bytes = Buffer.concat([Buffer.from("# \xe9\n", "latin1"), Buffer.from(rule("sum(up"))]);
		cli.write({ "a.yaml": bytes });
		const { code, out } = await cli.run(["check", "--fix"]);
		expect(readFileSync(join(cli.folder, "a.yaml"))).toEqual(bytes);
		expect(out).toContain("Not checked: a.yaml: it is not valid UTF-8, which its readers refuse; save it as UTF-8");
		expect(code).toBe(3);
	});
});

describe("a baseline", () => {
	it("keeps quiet what is known, and tells what is new and what is gone", async () => {
		cli.write({ "a.yaml": broken, "c.yaml": rule("avg(") });
		expect((await cli.run(["check", "--update-baseline", "--baseline", "base.json"])).code).toBe(0);
		expect((await cli.run(["check", "--baseline", "base.json"])).code).toBe(0);
		cli.add({ "b.yaml": broken, "c.yaml": good });
		const { code, out } = await cli.run(["check", "--baseline", "base.json"]);
		expect(code).toBe(1);
		expect(out).toContain("b.yaml:5:18 error");
		expect(out).not.toContain("a.yaml:5:18");
		expect(out).toMatch(/\d problems? of the baseline (?:is|are) gone: --update-baseline takes/);
	});

	it("is named by the configuration, and keeps what it knows of files that were not looked at", async () => {
		cli.write({ ".observability.yaml": "", "a.yaml": broken, "b.yaml": broken });
		expect((await cli.run(["check", "--update-baseline"])).code).toBe(2);
		cli.add({ ".observability.yaml": "baseline: known.json\n", "known.json": '{"version": 1, "files": {}}\n' });
		expect((await cli.run(["check", "--update-baseline"])).code).toBe(0);
		cli.add({ "a.yaml": good });
		expect((await cli.run(["check", "--update-baseline", "a.yaml"])).code).toBe(0);
		const { files } = JSON.parse(readFileSync(join(cli.folder, "known.json"), "utf8"));
		expect(Object.keys(files)).toEqual(["b.yaml"]);
		expect((await cli.run(["check"])).code).toBe(0);
	});
});

describe("--diff", () => {
	const git = async (...args: readonly string[]): Promise<void> => {
		const identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
		const { code, error } = await finish("git", [...identity, ...args], cli.folder);
		expect(code, error).toBe(0);
	};
	const begin = async (files: Readonly<Record<string, string>>): Promise<void> => {
		cli.write(files);
		await git("init", "-q", "-b", "main");
		await git("add", ".");
		await git("commit", "-q", "-m", "1");
	};
	const diff = async (base = "main") => {
		const { code, out, error } = await cli.run(["check", "--diff", base, "-f", "json", "--fail-on", "warning"]);
		const files = code === 2 ? [] : (JSON.parse(out).files as { path: string; problems: { code: string }[] }[]);
		return { code, error, found: files.flatMap(({ path, problems }) => problems.map((one) => `${path} ${one.code}`)) };
	};

	it("leaves out what was there before", async () => {
		await begin({ "a.yaml": broken, "b.yaml": good });
		expect(await diff()).toMatchObject({ code: 0, found: [] });
		cli.add({ "a.yaml": `# moved\n${broken}` });
		expect((await diff()).found).toEqual([]);
	});

	it("tells what is in changed lines, committed or not, and in new files", async () => {
		await begin({ "a.yaml": good, "b.yaml": good });
		await git("checkout", "-q", "-b", "work");
		cli.add({ "a.yaml": broken });
		await git("commit", "-q", "-a", "-m", "2");
		cli.add({ "b.yaml": broken, "new file.yaml": broken });
		const { code, found } = await diff();
		expect(code).toBe(1);
		expect(found).toContain("a.yaml promql/unclosed");
		expect(found).toContain("b.yaml promql/unclosed");
		expect(found).toContain("new file.yaml promql/unclosed");
	});

	it("follows a file that has another name", async () => {
		await begin({ "a.yaml": broken });
		await git("mv", "a.yaml", "ä b.yaml");
		expect((await diff()).found).toEqual([]);
	});

	it("tells where a rule is used that is gone, and what breaks elsewhere", async () => {
		const recording = rule("sum by (job, code) (up)").replace("a:b", "job_code:up:sum");
		await begin({
			"rules.yaml": recording,
			"alerts.yaml": "groups:\n  - name: h\n    rules:\n      - alert: A\n        expr: job_code:up:sum > 1\n",
			"users.yaml": rule("sum by (code) (job_code:up:sum)").replace("a:b", "code:up:sum"),
		});
		cli.add({ "rules.yaml": recording.replace("job, code", "job").replace("job_code:up:sum", "job:up:sum") });
		expect((await diff()).found).toEqual(["alerts.yaml rule/removed-but-used", "users.yaml rule/removed-but-used"]);
		cli.add({ "rules.yaml": recording.replace("job, code", "job") });
		expect((await diff()).found.filter((one) => one.startsWith("users.yaml"))).not.toEqual([]);
	});

	it("says what is missing where it cannot compare", async () => {
		cli.write({ "a.yaml": good });
		expect(await diff()).toMatchObject({ code: 2, error: expect.stringContaining("in no git repository") });
		await begin({ "a.yaml": good });
		expect(await diff("v9")).toMatchObject({ code: 2, error: expect.stringContaining('no revision "v9"') });
		expect(await diff("--all")).toMatchObject({ code: 2 });
		const { error } = await cli.run(["check", "--diff", "main"], { environment: { PATH: "/nowhere" } });
		expect(error).toContain("git is not installed");
	});

	it("says that a history is cut", async () => {
		await begin({ "a.yaml": good });
		cli.add({ "a.yaml": warned });
		await git("commit", "-q", "-a", "-m", "2");
		await git("clone", "-q", "--depth", "1", `file://${cli.folder}`, "shallow");
		const { code, error } = await finish(
			process.execPath,
			[cli.program, "check", "--diff", "HEAD~1"],
			join(cli.folder, "shallow"),
		);
		expect(code).toBe(2);
		expect(error).toContain("shallow clone");
	});
});

describe("who runs it", () => {
	it("may stop reading", async () => {
		cli.write(Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`f${index}.yaml`, broken])));
		const command = `"${process.execPath}" "${cli.program}" check | head -1; echo "\${PIPESTATUS[0]}"`;
		const { out, error } = await finish("bash", ["-c", command], cli.folder);
		expect(out).toBe("f0.yaml:5:18 error promql/unclosed\n1\n");
		expect(error).toBe("");
	});

	it("may interrupt it, and is told what was not checked", async () => {
		const large = `groups:\n${Array.from({ length: 400 }, (_, index) => `  - name: g${index}\n    rules:\n      - record: a:b${index}\n        expr: sum by (job) (rate(x_total{a="${index}"}[5m]))\n`).join("")}`;
		cli.write(Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`f${index}.yaml`, large])));
		const { code, out } = await cli.run(["check"], { interruptAfter: 500 });
		expect(code).toBe(130);
		expect(out).toContain("Interrupted before everything was checked.\n");
		expect(out).toMatch(/Not checked: .*the run was interrupted\n/);
	});

	it("gets help for every command", async () => {
		for (const command of ["check", "format", "explain", "lsp"]) {
			const { code, out } = await cli.run([command, "--help"]);
			expect(code, command).toBe(0);
			expect(out).toMatch(new RegExp(`^Usage: observability ${command}`));
		}
		expect(await cli.run(["--version"])).toEqual({ code: 0, out: "9.9.9\n", error: "" });
		expect((await cli.run(["nope"])).code).toBe(2);
	});
});

describe("format", () => {
	const ugly = rule("sum  (up)  by (job)", "# end\n");

	it("lays out expressions alone, and says which files changed", async () => {
		cli.write({ "a.yaml": ugly, "b.yaml": good });
		const check = await cli.run(["format", "--check"]);
		expect(check).toEqual({ code: 1, out: "a.yaml\n", error: "1 file of 2 would change.\n" });
		expect(await cli.run(["format"])).toMatchObject({ code: 0, out: "a.yaml\n" });
		expect(readFileSync(join(cli.folder, "a.yaml"), "utf8")).toBe(rule("sum by (job) (up)", "# end\n"));
		expect(await cli.run(["format", "--check"])).toMatchObject({ code: 0, out: "" });
	});

	it("takes standard input", async () => {
		cli.write({});
		expect(await cli.run(["format", "--stdin"], { input: ugly })).toMatchObject({
			code: 0,
			out: rule("sum by (job) (up)", "# end\n"),
		});
		expect(await cli.run(["format", "--stdin", "--check"], { input: ugly })).toMatchObject({ code: 1, out: "" });
	});
});

describe("explain", () => {
	it("shows an entry, or says which is near", async () => {
		expect((await cli.run(["explain", "promql/unclosed"])).out).toMatch(/^# .+\n`?promql\/unclosed/);
		expect((await cli.run(["explain", "rule/removed-but-used"])).out).toContain("## What to do");
		const { code, error } = await cli.run(["explain", "promql/unclosd"]);
		expect(code).toBe(2);
		expect(error).toContain("Did you mean promql/unclosed?");
		expect((await cli.run(["explain"])).out.split("\n").length).toBeGreaterThan(100);
	});
});
