import {
	chmodSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CommandLine, type Finished } from "../support/commandLine.ts";

const line = new CommandLine();
beforeAll(() => line.build(), 60_000);
afterAll(() => line.remove());

/** A template of the folder's own: it asks three questions, and makes two files. */
const own = {
	".observability/templates/greeting/template.json": JSON.stringify({
		title: "Add greeting",
		summary: "Greets somebody.",
		questions: [
			{ id: "name", prompt: "Whom?", input: { kind: "text" } },
			{
				id: "greetingTone",
				prompt: "How?",
				input: {
					kind: "choice",
					choices: [
						{ value: "kind", label: "Kind" },
						{ value: "loud", label: "Loud", description: "in capitals" },
					],
				},
				default: "kind",
			},
			{ id: "volume", prompt: "How loud?", input: { kind: "text" }, when: { greetingTone: ["loud"] } },
			{ id: "format", prompt: "Which form?", input: { kind: "text" }, default: "plain" },
		],
		targets: [
			{ template: "greeting.yaml", path: "out/<< name | slug >>.yaml", description: "Greeting" },
			{ template: "ignored", path: ".gitignore", description: "What git leaves out", merge: "lines" },
		],
		notes: ["Greet << name >>."],
	}),
	".observability/templates/greeting/greeting.yaml":
		"hello: << name | yaml >>\ntone: << greetingTone >>\n#% if volume %#\nvolume: << volume >>\n#% endif %#\nformat: << format >>\n",
	".observability/templates/greeting/ignored": "out/\n",
};

beforeEach(() => line.write(own));

const make = (...args: string[]): Promise<Finished> => line.run(["new", ...args]);
const read = (path: string): string => readFileSync(join(line.folder, path), "utf8");

describe("tells", () => {
	test("which scaffolds there are, those of the folder too", async () => {
		const { out, code } = await make("--list");
		expect(code).toBe(0);
		expect(out).toMatch(/^Objectives$/m);
		expect(out).toMatch(/^ {2}slo +Recording rules/m);
		expect(out).toMatch(/^ {2}greeting +Greets somebody\. \(of this folder\)$/m);
		const { scaffolds } = JSON.parse((await make("--list", "--format", "json")).out);
		expect(scaffolds).toContainEqual({
			id: "greeting",
			title: "Add greeting",
			group: "own",
			summary: "Greets somebody.",
			own: true,
		});
	});

	test("the questions of one, with choices and defaults", async () => {
		const { out, code } = await make("greeting", "--help");
		expect(code).toBe(0);
		expect(out).toBe(`Add greeting

Usage: observability new greeting [--QUESTION VALUE]... [OPTION]...

  --name TEXT
      Whom?

  --greeting-tone VALUE
      How?
        kind  Kind
        loud  Loud: in capitals
      Default: kind

  --volume TEXT
      How loud?
      Only with --greeting-tone loud.

  --answer format=TEXT
      Which form?
      Default: plain

"observability new --help" tells the other options.
`);
		expect((await make("--help")).out).toContain("--dry-run");
	});
});

describe("is called in a wrong way", () => {
	test.each<[readonly string[], string]>([
		[[], "name a scaffold"],
		[["greting"], 'there is no scaffold "greting"; is it greeting?'],
		[["greeting"], "--name is missing: Whom?"],
		[
			["greeting", "--greeting-tone", "loud"],
			"--name is missing: Whom?\nobservability new: --volume is missing: How loud?",
		],
		[
			["greeting", "--name", "Ada", "--tone", "loud", "--nmae", "x"],
			"greeting has no question for --tone.\nobservability new: greeting has no question for --nmae; is it --name?",
		],
		[["greeting", "--name", "Ada", "--greetingTone", "rude"], '--greeting-tone: "rude" is not one of kind, loud.'],
		[["greeting", "--name"], "--name needs a value"],
		[["greeting", "more"], "one scaffold is made at a time"],
		[["greeting", "--format", "xml"], 'there is no format "xml"'],
		[["greeting", "--answer", "name"], `"name" after --answer is no ID=VALUE`],
		[["greeting", "--answers", "missing.yaml"], "missing.yaml cannot be read: there is no such file or folder"],
		[["greeting", "-C", "nowhere"], "nowhere is no folder"],
		[["greeting", "--name", "../x", "--online", "ftp://x"], `"ftp://x" is no address`],
	])("%j", async (args, told) => {
		const { code, out, error } = await make(...args);
		expect(error).toContain(`observability new: ${told}`);
		expect(out).toBe("");
		expect(code).toBe(2);
		expect(existsSync(join(line.folder, "out"))).toBe(false);
	});

	test.each([
		["a.yaml", "name: [\n", "a.yaml cannot be read: "],
		["a.yaml", "- name\n", "holds no answers"],
		["a.yaml", "name: {a: 1}\n", "name in a.yaml is no answer"],
		["a.json", '{"nmae": 1}', "greeting has no question for nmae in a.json; is it --name?"],
	])("with answers in %s: %s", async (name, text, told) => {
		line.add({ [name]: text });
		const { code, error } = await make("greeting", "--answers", name);
		expect(error).toContain(told);
		expect(code).toBe(2);
	});
});

describe("makes", () => {
	test("files, and the same again is nothing", async () => {
		const first = await make("greeting", "--name", "Ada", "--answer", "format=rich");
		expect(first).toMatchObject({ code: 0, error: "" });
		expect(first.out).toBe(
			"new       out/ada.yaml  Greeting\nnew       .gitignore  What git leaves out\n\nGreet Ada.\n",
		);
		expect(read("out/ada.yaml")).toBe("hello: Ada\ntone: kind\nformat: rich\n");
		const again = await make("greeting", "--name", "Ada", "--answer", "format=rich");
		expect(again.out).toContain("same      out/ada.yaml");
		expect(again.code).toBe(0);
		expect(readdirSync(join(line.folder, "out"))).toEqual(["ada.yaml"]);
	});

	test("with answers from a file, before which options go", async () => {
		line.add({ "a.yaml": "name: Ada\ngreetingTone: loud\nvolume: 11\n" });
		expect((await make("greeting", "--answers", "a.yaml", "--volume=12")).code).toBe(0);
		expect(read("out/ada.yaml")).toBe("hello: Ada\ntone: loud\nvolume: 12\nformat: plain\n");
	});

	test("and says which answers counted for nothing", async () => {
		const { error, code } = await make("greeting", "--name", "Ada", "--volume", "3");
		expect(error).toBe("observability new: --volume is not asked with these answers, and counts for nothing.\n");
		expect(code).toBe(0);
	});

	test("adds to what is there and keeps its bytes", async () => {
		line.add({ ".gitignore": "\ufeffdist/\r\n# mine\r\n" });
		const { out } = await make("greeting", "--name", "Ada", "--diff");
		expect(read(".gitignore")).toBe("\ufeffdist/\r\n# mine\r\nout/\r\n");
		expect(out).toContain("edit      .gitignore");
		expect(out).toContain("@@ -1,2 +1,3 @@\n \ufeffdist/\r\n # mine\r\n+out/\r\n");
	});

	test("nothing with --dry-run, and shows it", async () => {
		const { out, code } = await make("greeting", "--name", "Ada", "--dry-run");
		expect(code).toBe(0);
		expect(out).toContain(
			"--- /dev/null\n+++ b/out/ada.yaml\n@@ -0,0 +1,3 @@\n+hello: Ada\n+tone: kind\n+format: plain\n",
		);
		expect(existsSync(join(line.folder, "out"))).toBe(false);
	});

	test("in another folder", async () => {
		line.add(Object.fromEntries(Object.entries(own).map(([path, text]) => [`sub/${path}`, text])));
		expect((await make("greeting", "--name", "Ada", "-C", "sub")).code).toBe(0);
		expect(existsSync(join(line.folder, "sub/out/ada.yaml"))).toBe(true);
	});

	test("JSON for programs", async () => {
		const { out, code } = await make("greeting", "--name", "Ada", "--format", "json");
		expect(code).toBe(0);
		expect(JSON.parse(out)).toMatchObject({
			version: 1,
			scaffold: "greeting",
			answers: { name: "Ada", greetingTone: "kind", format: "plain" },
			written: true,
			files: [
				{ path: "out/ada.yaml", state: "new", content: "hello: Ada\ntone: kind\nformat: plain\n" },
				{ path: ".gitignore" },
			],
			notes: ["Greet Ada."],
		});
	});

	test("an SLO that our own checks find nothing in", async () => {
		line.write({});
		const made = await make(
			"slo",
			"--service",
			"api",
			"--selector",
			'job="api"',
			"--metric",
			"http_requests_total",
			"--errors",
			'code=~"5.."',
		);
		expect(made).toMatchObject({ code: 0, error: "" });
		const checked = await line.run(["check"]);
		expect(checked.out).not.toMatch(/error|warning/);
		expect(checked.code).toBe(0);
	});
});

describe("leaves", () => {
	test("what exists and differs, unless it is told to write", async () => {
		line.add({ "out/ada.yaml": "mine: true\n" });
		chmodSync(join(line.folder, "out/ada.yaml"), 0o640);
		const left = await make("greeting", "--name", "Ada");
		expect(left.code).toBe(1);
		expect(left.error).toBe(
			"observability new: out/ada.yaml exists and differs, so it was left as it is; --overwrite writes it.\n",
		);
		expect(read("out/ada.yaml")).toBe("mine: true\n");
		expect(read(".gitignore")).toBe("out/\n");
		expect((await make("greeting", "--name", "Ada", "--overwrite")).code).toBe(0);
		expect(read("out/ada.yaml")).toContain("hello: Ada");
		expect(statSync(join(line.folder, "out/ada.yaml")).mode & 0o777).toBe(0o640);
	});

	test.each<[string, (folder: string) => void, string]>([
		[
			"a link out of the folder",
			(folder) => symlinkSync(tmpdir(), join(folder, "out")),
			"a link on its way leads out of the folder",
		],
		[
			"a link into Git's own folder",
			(folder) => {
				mkdirSync(join(folder, ".git/hooks"), { recursive: true });
				symlinkSync(".git/hooks", join(folder, "out"));
			},
			"a link on its way leads into Git's own folder",
		],
		[
			"a link to a file out of the folder",
			(folder) => {
				mkdirSync(join(folder, "out"));
				symlinkSync("/etc/hostname", join(folder, "out/ada.yaml"));
			},
			"a link on its way leads out of the folder",
		],
		[
			"a file that is read-only",
			(folder) => {
				mkdirSync(join(folder, "out"));
				writeFileSync(join(folder, "out/ada.yaml"), "mine\n", { mode: 0o444 });
			},
			"it is read-only",
		],
		["a file where a folder has to be", (folder) => writeFileSync(join(folder, "out"), "mine\n"), ""],
		[
			"a folder where the file has to be",
			(folder) => mkdirSync(join(folder, "out/ada.yaml"), { recursive: true }),
			"something is there that is no file",
		],
	])("everything as it was where one cannot be written: %s", async (_, prepare, reason) => {
		prepare(line.folder);
		const { code, error } = await make("greeting", "--name", "Ada", "--overwrite");
		expect(error).toContain(`${reason}.\n`);
		expect(error).toContain("nothing was written, as out/ada.yaml cannot be");
		expect(code).toBe(3);
		expect(existsSync(join(line.folder, ".gitignore"))).toBe(false);
		expect(existsSync(join(tmpdir(), "ada.yaml"))).toBe(false);
	});

	test("a file that cannot be added to", async () => {
		const template = JSON.parse(own[".observability/templates/greeting/template.json"]);
		template.targets[1] = { template: "ignored", path: "rules.yaml", description: "Rules", merge: "rules" };
		line.add({
			".observability/templates/greeting/template.json": JSON.stringify(template),
			".observability/templates/greeting/ignored": "groups: []\n",
			"rules.yaml": "groups:\n  - name: [\n",
		});
		const { code, out } = await make("greeting", "--name", "Ada", "--overwrite");
		expect(out).toContain("rules.yaml was not added to: line ");
		expect(read("rules.yaml")).toBe("groups:\n  - name: [\n");
		expect(code).toBe(1);
	});
});

describe("tells the author of a template", () => {
	const at = ".observability/templates/greeting";
	test.each([
		["greeting.yaml", "a: 1\nb: << nmae >>\n", 'your template greeting/greeting.yaml:2: there is no value "nmae".'],
		[
			"greeting.yaml",
			"a: 1\n\n#% if name %#\n",
			"your template greeting/greeting.yaml:3: tag #% if name %# not closed.",
		],
		[
			"greeting.yaml",
			'#% include "other.yaml" %#\n',
			'your template greeting/greeting.yaml:1: the template has no file "other.yaml".',
		],
		["template.json", '{\n  "title": "x",,\n}\n', "your template greeting/template.json: line 2 is no valid JSON"],
		[
			"template.json",
			'{"title": "x", "questions": []}',
			'your template greeting/template.json: it has no list "targets".',
		],
	])("what is wrong in %s: %s", async (name, text, told) => {
		line.add({ [`${at}/${name}`]: text });
		const { error, code } = await make("greeting", "--name", "Ada");
		expect(error).toContain(told);
		expect(code).toBe(2);
	});
});

test("a file of a scaffold can be worded anew in the folder", async () => {
	line.write({ ".observability/templates/slo/runbook.md": "# What << service >> needs\n" });
	await make("slo", "--service", "api", "--selector", 'job="api"', "--metric", "m_total", "--errors", 'code="500"');
	expect(read("slo/runbooks/api-availability.md")).toBe("# What api needs\n");
});

test("templates may lie in a folder that the configuration names, and are not checked there", async () => {
	const broken = "groups:\n  - name: a\n    rules:\n      - record: a\n        expr: << expr >>\n#% if x %#\n";
	line.write({
		".observability.yaml": "templates: tools/scaffolds\n",
		"tools/scaffolds/mine/template.json": JSON.stringify({ title: "Mine", questions: [], targets: [] }),
		"tools/scaffolds/mine/rules.yaml": broken,
		"tools/scaffolds/slo/rules.yaml": broken,
		".observability/templates/other/rules.yaml": broken,
	});
	expect((await make("--list")).out).toMatch(/^ {2}mine +Mine \(of this folder\)$/m);
	const { out, code } = await line.run(["check"]);
	expect(out).not.toContain("rules.yaml");
	expect(code).toBe(0);
	line.add({ ".observability.yaml": "templates: ../\n" });
	expect((await make("--list")).out).not.toContain("of this folder");
});

describe("with a server", () => {
	let server: Server;
	let url = "";
	beforeAll(async () => {
		server = createServer((request, response) => {
			const { pathname } = new URL(request.url ?? "/", "http://localhost");
			const now = Date.now() / 1000;
			const data: unknown = pathname.endsWith("buildinfo")
				? { version: "3.0.0" }
				: pathname.endsWith("query")
					? { resultType: "vector", result: [{ metric: {}, value: [now, "0.999"] }] }
					: pathname.endsWith("query_range")
						? { resultType: "matrix", result: [] }
						: pathname.endsWith("metadata")
							? {}
							: [];
			response.writeHead(200, { "content-type": "application/json" });
			response.end(JSON.stringify({ status: "success", data }));
		});
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterAll(() => server.close());

	const slo = ["slo", "--service", "api", "--selector", 'job="api"', "--metric", "m_total", "--errors", 'code="500"'];

	test("tells what would have come of the answers, unless it is not to", async () => {
		line.write({});
		const told = await make(...slo, "--online", url, "--dry-run");
		expect(told.code).toBe(0);
		expect(told.out.indexOf("99.9 %")).toBeGreaterThanOrEqual(0);
		expect(told.out.indexOf("99.9 %")).toBeLessThan(told.out.indexOf("new       slo/"));
		const plain = await make(...slo, "--online", url, "--dry-run", "--no-insight");
		expect(plain.out).toMatch(/^new {7}slo\//);
		const json = JSON.parse((await make(...slo, "--online", url, "--dry-run", "--format", "json")).out);
		expect(json.insight.figures.length).toBeGreaterThan(0);
		expect(json.written).toBe(false);
	});

	test("that does not answer it makes the files all the same, and says so", async () => {
		line.write({});
		const { code, error } = await make(...slo, "--online", "http://127.0.0.1:9", "--no-insight");
		expect(error).toContain("127.0.0.1:9");
		expect(code).toBe(0);
		expect(existsSync(join(line.folder, "slo"))).toBe(true);
	});
});
