import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeSource } from "../../server/node/writeSource.ts";

let folder = "";
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "observability-write-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function createFile(name: string, content: string | Buffer, mode = 0o644): string {
	const path = join(folder, name);
	writeFileSync(path, content);
	chmodSync(path, mode);
	return path;
}

describe("A file is written", () => {
	test("with its byte order mark, its line ends and its permissions", () => {
		const path = createFile("mark.yml", "\u{feff}a: 1\r\n", 0o600);
		expect(writeSource(path, "\u{feff}a: 1\r\n", "\u{feff}a: 2\r\n")).toBeUndefined();
		expect(readFileSync(path, "utf8")).toBe("\u{feff}a: 2\r\n");
		expect(statSync(path).mode & 0o777).toBe(0o600);
	});
});

describe("A file is left as it is", () => {
	const latin1 = Buffer.from("a: caf\u00e9\n", "latin1");
	test.each([
		["that is read-only", "a: 1\n", 0o444, "a: 1\n", "it is read-only"],
		["that has changed", "a: 3\n", 0o644, "a: 1\n", "it has changed since it was read"],
		["that is not in UTF-8", latin1, 0o644, latin1.toString("utf8"), "it is not in UTF-8"],
	])("%s", (name, content, mode, before, reason) => {
		const path = createFile(`${name}.yml`, content, mode);
		expect(writeSource(path, before, "a: 2\n")).toBe(reason);
		expect(readFileSync(path)).toEqual(Buffer.from(content));
		expect(readdirSync(folder).filter((file) => file.endsWith(".tmp"))).toEqual([]);
	});
});
