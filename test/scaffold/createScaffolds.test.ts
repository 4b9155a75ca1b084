import { describe, expect, test } from "vitest";
import { createScaffolds } from "../../server/scaffold/createScaffolds.ts";
import type { ScaffoldLogic } from "../../server/scaffold/scaffoldLogic.ts";
import { createContext } from "../support/scaffolds.ts";

const manifest = {
	title: "Add greeting",
	questions: [
		{ id: "name", prompt: "Whom?", input: { kind: "text" } },
		{
			id: "tone",
			prompt: "How?",
			input: {
				kind: "choice",
				choices: [
					{ value: "kind", label: "Kind" },
					{ value: "loud", label: "Loud" },
				],
			},
			default: "kind",
		},
		{ id: "volume", prompt: "How loud?", input: { kind: "live", source: "volumes" }, when: { tone: ["loud"] } },
		{ id: "folder", prompt: "Where?", input: { kind: "text" }, default: "out" },
	],
	targets: [
		{ template: "greeting.yaml", path: "<< folder >>/<< name | slug >>.yaml", description: "For << name >>" },
		{ template: "loud.yaml", path: "loud.yaml", description: "Loud", when: { tone: ["loud"] } },
	],
};

const logic: ScaffoldLogic = {
	id: "greeting",
	choices: { volumes: async () => ({ choices: [{ value: "11", label: "11" }], note: "That is all." }) },
	validate: { volume: (value) => (value === "11" ? undefined : `"${value}" is not 11.`) },
	suggest: { volume: () => "11" },
	compose: (answers) => ({ view: { volume: "", ...answers }, notes: ["Say it."] }),
};

const scaffolds = createScaffolds({
	context: await createContext(),
	templates: {
		read: async (id) =>
			id === "greeting"
				? {
						"template.json": JSON.stringify(manifest),
						"greeting.yaml": "hello: << name | yaml >>\n",
						"loud.yaml": "volume: << volume >>\n",
					}
				: undefined,
	},
	logics: [logic],
});
const signal = new AbortController().signal;

describe("render", () => {
	test("takes defaults and leaves out what was not asked", async () => {
		expect(await scaffolds.render("greeting", { name: " Ada: " })).toEqual({
			kind: "files",
			files: [{ path: "out/ada.yaml", content: 'hello: "Ada:"\n', description: "For Ada:" }],
			notes: ["Say it."],
		});
	});

	test("takes what the logic suggests where a condition holds", async () => {
		const result = await scaffolds.render("greeting", { name: "Ada", tone: "loud" });
		expect(result.kind === "files" && result.files[1]).toMatchObject({ path: "loud.yaml", content: "volume: 11\n" });
	});

	test.each([
		[{ name: "" }, "name", "An answer is needed: Whom?"],
		[{}, "name", "An answer is needed: Whom?"],
		[{ name: "a\tb" }, "name", "(here U+0009)"],
		[{ name: "Ada", tone: "rude" }, "tone", '"rude" is not one of kind, loud.'],
		[{ name: "Ada", tone: "loud", volume: "12" }, "volume", '"12" is not 11.'],
	])("%j is refused", async (answers, question, message) => {
		const result = await scaffolds.render("greeting", answers as Record<string, string>);
		expect(result).toMatchObject({ kind: "invalid", question, message: expect.stringContaining(message) });
	});

	test("an answer to a question that does not apply is not looked at", async () => {
		expect(await scaffolds.render("greeting", { name: "Ada", volume: "12" })).toMatchObject({ kind: "files" });
	});

	test.each(["../out", "/etc", "C:/x", "a//b", "a\\b", "con|"])("nothing is written to %s", async (folder) => {
		await expect(scaffolds.render("greeting", { name: "Ada", folder })).rejects.toThrow();
	});
});

test("describe answers what template.json says", async () => {
	expect(await scaffolds.describe("greeting")).toEqual({
		id: "greeting",
		title: "Add greeting",
		questions: manifest.questions,
	});
	await expect(scaffolds.describe("other")).rejects.toThrow('There is no scaffold "other".');
});

test("choices come from the question or from its source", async () => {
	const step = { id: "greeting", answers: {} };
	expect((await scaffolds.choices({ ...step, question: "tone" }, signal)).choices.map(({ value }) => value)).toEqual([
		"kind",
		"loud",
	]);
	expect(await scaffolds.choices({ ...step, question: "volume" }, signal)).toMatchObject({ note: "That is all." });
	expect(await scaffolds.choices({ ...step, question: "name" }, signal)).toEqual({ choices: [] });
	expect(await scaffolds.choices({ ...step, question: "folder" }, signal)).toEqual({ choices: [], suggested: "out" });
	await expect(scaffolds.choices({ ...step, question: "nmae" }, signal)).rejects.toThrow("nmae");
});

test("validate answers a message or null", async () => {
	const step = { id: "greeting", question: "volume", answers: {} };
	expect(await scaffolds.validate(step, " 11 ")).toBeNull();
	expect(await scaffolds.validate(step, "12")).toBe('"12" is not 11.');
});

describe("parts", () => {
	const outer = {
		title: "Greet all",
		questions: [
			{ id: "name", prompt: "Whom?", input: { kind: "text" } },
			{
				id: "extras",
				prompt: "What else?",
				input: { kind: "choice", many: true, choices: [{ value: "greeting", label: "Greeting" }] },
				default: "greeting",
			},
		],
		targets: [{ template: "all.yaml", path: "all.yaml", description: "All" }],
		parts: [
			{ scaffold: "greeting", when: { extras: ["greeting"] }, answers: { folder: "<< item >>" }, each: "folders" },
		],
	};
	const all: ScaffoldLogic = {
		id: "all",
		compose: (answers) => ({ view: { ...answers, folders: ["a", "b"] }, notes: [] }),
	};
	const files: Readonly<Record<string, Readonly<Record<string, string>>>> = {
		all: { "template.json": JSON.stringify(outer), "all.yaml": "all: true\n" },
		greeting: { "template.json": JSON.stringify(manifest), "greeting.yaml": "hello: << name >>\n", "loud.yaml": "" },
	};
	const create = async () =>
		createScaffolds({
			context: await createContext(),
			templates: { read: async (id) => files[id] },
			logics: [all, logic],
		});

	test("are asked what is not answered for them, and what is shared is asked once", async () => {
		const { questions } = await (await create()).describe("all");
		expect(questions.map(({ id }) => id)).toEqual(["name", "extras", "tone", "volume"]);
		expect(questions[2]?.when).toEqual({ extras: ["greeting"] });
	});

	test("are made for each of a list, with the answers of the whole", async () => {
		const result = await (await create()).render("all", { name: "Ada" });
		expect(result.kind === "files" && result.files.map(({ path }) => path)).toEqual([
			"all.yaml",
			"a/ada.yaml",
			"b/ada.yaml",
		]);
	});

	test("are left out where they are not wanted", async () => {
		const result = await (await create()).render("all", { name: "Ada", extras: "" });
		expect(result.kind === "files" && result.files.map(({ path }) => path)).toEqual(["all.yaml"]);
	});
});
