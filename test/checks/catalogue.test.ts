import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Check, CheckExample } from "../../server/checks/check.ts";
import { faultCatalogue } from "../../server/checks/faultCatalogue.ts";
import { CHECKS } from "../../server/checks/registry.ts";
import { joinFixes } from "../../server/text/fixes.ts";
import { applyEdits } from "../../server/text/textEdit.ts";
import { drawMarks, readMarks, runCheck } from "../support/checkExamples.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** Folders of the engine and of what the languages demand. */
const NOT_AREAS: ReadonlySet<string> = new Set(["configuration", "suppress", "syntax"]);

const areas = readdirSync(join(root, "server/checks"), { withFileTypes: true })
	.filter((entry) => entry.isDirectory() && !NOT_AREAS.has(entry.name))
	.map(({ name }) => name);

/** `promql/rateWindowTooShort.ts` is `promql/rate-window-too-short`. */
const idOfFile = (path: string): string =>
	path.replace(/\.ts$/, "").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

async function exportsCheck(path: string): Promise<boolean> {
	const module: { readonly default?: unknown } = await import(join(root, "server/checks", path));
	return typeof module.default === "object" && module.default !== null && "visit" in module.default;
}

describe("the catalogue", () => {
	test("holds every file of a check by the id that its path says, and nothing else", async () => {
		const files = areas.flatMap((area) =>
			readdirSync(join(root, "server/checks", area))
				.filter((name) => name.endsWith(".ts"))
				.map((name) => `${area}/${name}`),
		);
		const checks: string[] = [];
		for (const file of files) if (await exportsCheck(file)) checks.push(idOfFile(file));
		expect(CHECKS.map(({ id }) => id).toSorted()).toEqual(checks.toSorted());
	});

	test("names nothing twice, nor as a fault is named", () => {
		const ids = CHECKS.map(({ id }) => id);
		expect(ids.filter((id, index) => ids.indexOf(id) !== index || id in faultCatalogue)).toEqual([]);
	});

	test("has a page for each check", () => {
		const ids = CHECKS.map(({ id }) => id);
		expect(ids.filter((id) => !existsSync(join(root, "docs/diagnostics", `${id}.md`)))).toEqual([]);
	});
});

const examples = CHECKS.flatMap((check) =>
	check.examples.map((example): [string, Check, CheckExample] => [`${check.id}: ${example.title}`, check, example]),
);

describe.each(examples)("%s", (_, check, example) => {
	test("reports what is marked in its bad example", async () => {
		const { text, marks } = readMarks(example.bad);
		expect(marks.length, "a bad example marks what is reported").toBeGreaterThan(0);
		const { problems } = await runCheck(check, example, text);
		expect(problems.filter(({ code }) => code !== check.id)).toEqual([]);
		expect(
			drawMarks(
				text,
				problems.map(({ span }) => span),
			),
		).toBe(drawMarks(text, marks));
		expect(problems.map(({ message }) => message).filter((message) => !isSentence(message))).toEqual([]);
	});

	test("reports nothing in its good example", async () => {
		expect((await runCheck(check, example, example.good)).problems).toEqual([]);
	});

	test("mends the bad one into the good one, where it mends", async () => {
		const { text } = readMarks(example.bad);
		const { problems } = await runCheck(check, example, text);
		if (problems.every(({ fix }) => fix === undefined)) return;
		expect(applyEdits(text, joinFixes(problems))).toBe(example.good);
	});
});

test.each(CHECKS.map((check): [string, Check] => [check.id, check]))("%s is described", (_, check) => {
	expect(check.examples.length).toBeGreaterThan(0);
	expect([check.title, check.why, check.fix].filter((text) => text.trim() === "" || text !== text.trim())).toEqual([]);
});

function isSentence(message: string): boolean {
	return message.length > 20 && /^\S.*[.?!]$/s.test(message);
}
