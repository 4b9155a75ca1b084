import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CHECKS } from "../../server/checks/registry.ts";
import { createDocument, createTestService, never } from "../support/testService.ts";

/** What the extension shows people how to write has no problem in its own eyes, with every check on as by default. */
const samples = join(import.meta.dirname, "../../samples");

const files = readdirSync(samples, { recursive: true, encoding: "utf8" }).filter(
	(name) => /\.(?:ya?ml|json|promql)$/.test(name) && !name.startsWith("faulty"),
);

async function findProblems(name: string, text: string): Promise<readonly string[]> {
	const service = createTestService(undefined, CHECKS);
	const document = createDocument(text, 1, `file:///samples/${name}`);
	const languageId = name.endsWith(".json") ? "json" : "yaml";
	const problems = (await service.diagnose({ ...document, languageId }, never)) ?? [];
	expect(service.logged).toEqual([]);
	return problems.map(({ code, span, message }) => {
		const line = text.slice(0, span.start).split("\n").length;
		return `${name}:${line} ${code}: ${message}`;
	});
}

describe("the samples", () => {
	test.each(files)("%s", async (name) => {
		expect(await findProblems(name, readFileSync(join(samples, name), "utf8"))).toEqual([]);
	});

	test("would show it if they had one", async () => {
		const faulty = asFile("- alert: A\n  expr: vector(1)\n");
		expect((await findProblems("node.yaml", faulty)).join()).toContain("alert/always-fires");
	});
});

/** A rule, or the rules of a whole file. */
function asFile(text: string): string {
	if (!/^- (?:alert|record):/.test(text)) return text;
	return `groups:\n  - name: g\n    rules:\n${text.replace(/^(?=.)/gm, "      ")}\n`;
}
