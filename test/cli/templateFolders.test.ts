import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findFiles, isPassedOver } from "../../server/node/findFiles.ts";
import { readFolder } from "../../server/node/scaffoldFiles.ts";
import { readTemplatesOf } from "../../server/node/templateFiles.ts";

/** Templates of a workspace on a real disk. */
let scratch: string;
let folder: string;
const usual = ".observability/templates";

function write(path: string, text: string): void {
	mkdirSync(join(folder, path, ".."), { recursive: true });
	writeFileSync(join(folder, path), text);
}

beforeEach(() => {
	scratch = mkdtempSync(join(tmpdir(), "observability-templates-"));
	folder = join(scratch, "workspace");
	mkdirSync(folder);
	mkdirSync(join(scratch, "outside", "stolen"), { recursive: true });
	writeFileSync(join(scratch, "outside", "stolen", "template.json"), "{}");
	writeFileSync(join(scratch, "outside", "secret.txt"), "secret\n");
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

describe("templates", () => {
	test("are read from the usual folder, with the files of their folders", async () => {
		write(`${usual}/mine/template.json`, "\ufeff{}");
		write(`${usual}/mine/deep/er.yaml`, "a: 1\n");
		const source = readTemplatesOf(folder);
		expect(await source.list()).toEqual(["mine"]);
		expect(await source.read("mine")).toEqual({ "template.json": "{}", "deep/er.yaml": "a: 1\n" });
		expect(await source.read("../mine")).toBeUndefined();
		expect(await source.read("other")).toBeUndefined();
	});

	test("of a workspace that has none are none", async () => {
		expect(await readTemplatesOf(folder).list()).toEqual([]);
	});

	test("do not come from outside of the folder, whatever leads there", async () => {
		expect(await readTemplatesOf(folder, join(scratch, "outside")).list()).toEqual([]);
		mkdirSync(join(folder, ".observability"));
		symlinkSync(join(scratch, "outside"), join(folder, usual));
		expect(await readTemplatesOf(folder).list()).toEqual([]);
		expect(await readTemplatesOf(folder).read("stolen")).toBeUndefined();
	});

	test("are no links, and have none", async () => {
		write(`${usual}/mine/template.json`, "{}");
		symlinkSync(join(scratch, "outside", "stolen"), join(folder, usual, "stolen"));
		symlinkSync(join(scratch, "outside", "secret.txt"), join(folder, usual, "mine", "secret.txt"));
		const source = readTemplatesOf(folder);
		expect(await source.list()).toEqual(["mine"]);
		expect(await source.read("stolen")).toBeUndefined();
		expect(Object.keys((await source.read("mine")) ?? {})).toEqual(["template.json"]);
	});

	test("that are too large, or too many, are told", async () => {
		write(`${usual}/large/a.txt`, "x".repeat(10_000_000));
		await expect(readTemplatesOf(folder).read("large")).rejects.toThrow(
			'a.txt of the template "large" is larger than 1 MB.',
		);
		for (let index = 0; index < 201; index++) write(`${usual}/many/${index}.txt`, "");
		await expect(readTemplatesOf(folder).read("many")).rejects.toThrow('The template "many" has more than 200 files.');
	});

	test("belong to no search for files", async () => {
		write(`${usual}/slo/runbook.md`, "# << service >>\n");
		write("templates/mine/template.json", '{"questions": [], "targets": []}');
		write("templates/mine/rules.yaml", "groups: <<\n");
		write("charts/templates/rules.yaml", "groups: []\n");
		write("other/template.json", "{}");
		const { files } = await findFiles([folder]);
		const found = files.map((path) => path.slice(folder.length + 1));
		expect(found).toEqual(["charts/templates/rules.yaml", "other/template.json"]);
		for (const path of found) expect(isPassedOver(folder, join(folder, path)), path).toBe(false);
		for (const path of ["templates/mine/rules.yaml", `${usual}/slo/runbook.md`]) {
			expect(isPassedOver(folder, join(folder, path)), path).toBe(true);
		}
	});
});

describe("what a scaffold reads of a folder", () => {
	test("is in the folder, whatever leads out of it", async () => {
		write("a.yaml", "a: 1\n");
		symlinkSync(join(scratch, "outside"), join(folder, "out"));
		symlinkSync(join(scratch, "outside", "secret.txt"), join(folder, "secret.txt"));
		const files = readFolder(folder);
		expect(await files.read("a.yaml")).toBe("a: 1\n");
		for (const path of ["secret.txt", "out/secret.txt", "../outside/secret.txt", "/etc/hostname", "out", "missing"]) {
			expect(await files.read(path), path).toBeUndefined();
		}
	});

	test("is what an editor has open, and is no binary file", async () => {
		write("a.yaml", "a: 1\n");
		writeFileSync(join(folder, "b.png"), Buffer.from([0x89, 0, 1, 2]));
		const files = readFolder(folder, (path) => (path.endsWith("a.yaml") ? "a: 2\n" : undefined));
		expect(await files.read("a.yaml")).toBe("a: 2\n");
		expect(await files.read("b.png")).toBeUndefined();
		expect((await files.list()).paths).toContain("a.yaml");
	});
});
