import { describe, expect, test } from "vitest";
import { createScaffolds, type Scaffolds } from "../../server/scaffold/createScaffolds.ts";
import type { Answers, RenderResult } from "../../server/scaffold/scaffold.ts";
import { Refusal, type ScaffoldLogic } from "../../server/scaffold/scaffoldLogic.ts";
import type { TemplateFiles, TemplateSource } from "../../server/scaffold/templateSource.ts";
import { combineTemplates } from "../../server/scaffold/userTemplates.ts";
import { createContext, type Files } from "../support/scaffolds.ts";

/** Templates that people write themselves, and what the engine makes of them. */
type Templates = Readonly<Record<string, TemplateFiles>>;

function sourceOf(templates: Templates): TemplateSource {
	return { read: async (id) => templates[id], list: async () => Object.keys(templates) };
}

interface Setting {
	readonly brought?: Templates;
	readonly own?: Templates;
	readonly files?: Files;
	readonly logics?: readonly ScaffoldLogic[];
}

async function open({ brought = {}, own = {}, files = {}, logics = [] }: Setting): Promise<Scaffolds> {
	const templates = combineTemplates(sourceOf(brought), sourceOf(own));
	return createScaffolds({ templates, context: await createContext({ files }), logics });
}

/** A template of one target, with whatever else is given. */
function template(files: TemplateFiles, manifest: object = {}): TemplateFiles {
	const [name = ""] = Object.keys(files);
	return {
		"template.json": JSON.stringify({
			title: "Mine",
			questions: [{ id: "name", prompt: "Whom?", input: { kind: "text" }, default: "Ada" }],
			targets: [{ template: name, path: name, description: "Made" }],
			...manifest,
		}),
		...files,
	};
}

function contents(result: RenderResult): Files {
	if (result.kind === "invalid") throw new Error(`${result.question}: ${result.message}`);
	return Object.fromEntries(result.files.map(({ path, content }) => [path, content]));
}

const render = async (setting: Setting, answers: Answers = {}): Promise<RenderResult> =>
	(await open(setting)).render("mine", answers);

describe("templates of the workspace", () => {
	test("stand in the list beside those that were brought", async () => {
		const scaffolds = await open({
			brought: { slo: template({ "a.yaml": "" }, { title: "Add SLO", group: "Objectives", summary: "An SLO." }) },
			own: { mine: template({ "b.yaml": "" }), broken: { "template.json": "{" }, slo: { "a.yaml": "ours\n" } },
		});
		expect(await scaffolds.list()).toEqual([
			{ id: "slo", title: "Add SLO", group: "Objectives", summary: "An SLO.", own: true },
			{
				id: "broken",
				title: "broken",
				group: "own",
				summary: "your template broken/template.json: line 1 is no valid JSON: a key is missing.",
				own: true,
			},
			{ id: "mine", title: "Mine", group: "own", summary: "", own: true },
		]);
	});

	test("take the place of files, one by one", async () => {
		const brought = { mine: template({ "a.yaml": '#% include "b.yaml" %#\n', "b.yaml": "brought: << name >>\n" }) };
		expect(contents(await render({ brought }))).toEqual({ "a.yaml": "brought: Ada\n" });
		expect(contents(await render({ brought, own: { mine: { "b.yaml": "ours: << name >>\n" } } }))).toEqual({
			"a.yaml": "ours: Ada\n",
		});
	});

	test("know the answers, lists of many, and the versions", async () => {
		const choices = ["a", "b", "c"].map((value) => ({ value, label: value }));
		const own = {
			mine: template(
				{
					"a.yaml": "#% for each in partsList %#\n- << each >>\n#% endfor %#\nodd: << odd | yaml >>\n",
					"each.md": "# << item >>\n",
				},
				{
					questions: [
						{ id: "parts", prompt: "Which?", input: { kind: "choice", choices, many: true }, default: "a, b" },
						{ id: "odd", prompt: "Odd?", input: { kind: "text" }, when: { parts: ["c"] } },
					],
					targets: [
						{ template: "a.yaml", path: "a.yaml", description: "A" },
						{ template: "each.md", path: "<< item >>.md", description: "For << item >>", each: "partsList" },
					],
					notes: ["Made << parts >>.", "Made << parts >>."],
				},
			),
		};
		const result = await render({ own });
		expect(contents(result)).toEqual({ "a.yaml": '- a\n- b\nodd: ""\n', "a.md": "# a\n", "b.md": "# b\n" });
		expect(result.kind === "files" && result.notes).toEqual(["Made a, b."]);
		expect(contents(await render({ own }, { parts: "" }))).toEqual({ "a.yaml": 'odd: ""\n' });
		expect(contents(await render({ own }, { parts: "c", odd: "{{ x }} << y >>" }))["a.yaml"]).toBe(
			'- c\nodd: "{{ x }} << y >>"\n',
		);
	});
});

describe("a template at fault says what and where", () => {
	test.each<[TemplateFiles, object, string]>([
		[{ "a.yaml": "x: 1\ny: << nmae >>\n" }, {}, 'your template mine/a.yaml:2: there is no value "nmae".'],
		[{ "a.yaml": "x: << name | yml >>\n" }, {}, 'your template mine/a.yaml:1: there is no filter "yml".'],
		[{ "a.yaml": "\n#% fro x in y %#\n" }, {}, 'your template mine/a.yaml:2: there is no tag "fro".'],
		[
			{ "a.yaml": '#% include "../../etc/passwd" %#\n' },
			{},
			'your template mine/a.yaml:1: the template has no file "../../etc/passwd".',
		],
		[
			{ "a.yaml": '#% include "b.yaml" %#\n', "b.yaml": "\n\n<< x >>\n" },
			{},
			'your template mine/b.yaml:3: there is no value "x".',
		],
		[{ "a.yaml": '#% include "a.yaml" %#\n' }, {}, "your template mine/a.yaml:1: it "],
		[
			{ "a.yaml": "#% for i in (1..1000000000) %#x#% endfor %#\n" },
			{},
			"your template mine/a.yaml:1: it makes more than a template may.",
		],
		[
			{ "a.yaml": "#% assign x = 'xxxxxxxxxx' %##% for i in (1..60) %##% assign x = x | append: x %##% endfor %#\n" },
			{},
			"it makes more than a template may.",
		],
		[
			{ "a.yaml": "#% capture x %#a\nb#% endcapture %#<< x | hang: 10000000 | size >>\n" },
			{},
			'your template mine/a.yaml:2: "hang" takes from 0 to 1000 columns.',
		],
		[
			{ "a.yaml": "" },
			{ targets: [{ template: "a.yaml", path: "../<< name >>", description: "x" }] },
			'your template mine/template.json: "../Ada" leads out of the workspace folder',
		],
		[
			{ "a.yaml": "" },
			{ targets: [{ template: "a.yaml", path: "/etc/<< name >>", description: "x" }] },
			'your template mine/template.json: "/etc/Ada" is not below',
		],
		[
			{ "a.yaml": "" },
			{ targets: [{ template: "a.yaml", path: "<< nmae >>", description: "x" }] },
			'your template mine/template.json: in "<< nmae >>" there is no value "nmae".',
		],
		[
			{ "a.yaml": "" },
			{ targets: [{ template: "b.yaml", path: "a", description: "x" }] },
			'target 1 names the file "b.yaml", which the template does not have.',
		],
		[
			{ "a.yaml": "" },
			{ targets: [{ template: "a.yaml", path: "a", description: "x", merge: "ruels" }] },
			'target 1 is to be merged by "ruels"; there are rules,',
		],
		[
			{ "a.yaml": "" },
			{ targets: [{ template: "a.yaml", path: "a", description: "x", when: { nmae: ["x"] } }] },
			'"when" of target 1 names no question: "nmae"; is it "name"?',
		],
		[
			{ "a.yaml": "" },
			{ targets: [{ template: "a.yaml", path: "a", description: "x", each: "name" }] },
			'your template mine/template.json: "name" after "each" is no list',
		],
		[{ "a.yaml": "" }, { questions: [{ id: "x", prompt: "X?" }] }, 'question 1 ("x") has no "input"'],
		[
			{ "a.yaml": "" },
			{ questions: [{ id: "x", prompt: "X?", input: { kind: "list" } }] },
			'the input of question 1 ("x") has no "kind": text, choice or live.',
		],
		[
			{ "a.yaml": "" },
			{
				questions: [
					{ id: "x", prompt: "X?", input: { kind: "choice", choices: [{ value: "a", label: "A" }] }, default: "b" },
				],
			},
			'the default "b" of question 1 ("x") is none of its choices.',
		],
		[
			{ "a.yaml": "" },
			{ questions: [{ id: "x", prompt: "X?", input: { kind: "text" }, default: 3 }] },
			'"default" of question 1 ("x") is no text: write it in quotes.',
		],
		[{ "a.yaml": "" }, { title: "" }, 'it has no "title".'],
		[{ "a.yaml": "" }, { parts: [{ scaffold: "mine" }] }, "your template mine/template.json is a part of itself."],
	])("%j with %j", async (files, manifest, told) => {
		await expect(render({ own: { mine: template(files, manifest) } })).rejects.toThrow(told);
	});

	test("also where it would go on for ever", async () => {
		const loops = "#% for i in (1..100000) %##% for j in (1..100000) %##% endfor %##% endfor %#\n";
		const begin = performance.now();
		await expect(render({ own: { mine: template({ "a.yaml": loops }) } })).rejects.toThrow(
			"it takes longer than a template may",
		);
		expect(performance.now() - begin).toBeLessThan(6000);
	});

	test("and those that were brought are called by their folder", async () => {
		await expect(render({ brought: { mine: template({ "a.md": "<< x >>" }) } })).rejects.toThrow(
			"templates/mine/a.md:1: ",
		);
	});
});

describe("files that are there", () => {
	const rules = (merge?: string): Templates => ({
		mine: template(
			{ "a.yaml": "groups:\n  - name: a\n    rules:\n      - record: << name >>\n        expr: b\n" },
			{
				targets: [
					{ template: "a.yaml", path: "rules.yaml", description: "Rules", ...(merge === undefined ? {} : { merge }) },
				],
			},
		),
	});

	test("are added to, on the text that is there", async () => {
		const existing = "groups:\n- name: a\n  rules:\n  - record: x\n    expr: y\n";
		const result = await render({ own: rules("rules"), files: { "rules.yaml": existing } }, { name: "z" });
		expect(result).toMatchObject({
			files: [{ path: "rules.yaml", base: existing, content: `${existing}  - record: z\n    expr: b\n` }],
		});
		expect(result).not.toHaveProperty("left");
	});

	test("are left where they cannot be, and that is told", async () => {
		const result = await render({ own: rules("rules"), files: { "rules.yaml": "groups: [\n" } });
		expect(result).toMatchObject({
			files: [],
			notes: [expect.stringMatching(/^rules\.yaml was not added to: line 2 is no valid YAML/)],
			left: [{ path: "rules.yaml" }],
		});
	});

	test("keep their line breaks and their mark where they are made anew", async () => {
		const first = contents(await render({ own: rules() }))["rules.yaml"] ?? "";
		const windows = `\ufeff${first.replaceAll("\n", "\r\n")}`;
		expect(contents(await render({ own: rules(), files: { "rules.yaml": windows } }))["rules.yaml"]).toBe(windows);
		const mixed = "a\r\nb\n";
		expect(contents(await render({ own: rules(), files: { "rules.yaml": mixed } }))["rules.yaml"]).toBe(first);
	});
});

describe("a scaffold with parts", () => {
	const files: Templates = {
		mine: template(
			{ "a.txt": "first\n" },
			{
				targets: [{ template: "a.txt", path: "all.txt", description: "First", merge: "lines" }],
				parts: [{ scaffold: "other", each: "each", answers: { name: "<< item >>" } }],
			},
		),
		other: template(
			{ "b.txt": "<< name >>\n" },
			{ targets: [{ template: "b.txt", path: "all.txt", description: "Other", merge: "lines" }] },
		),
	};
	const each: ScaffoldLogic = {
		id: "mine",
		compose: (answers) => ({ view: { ...answers, each: ["x", "y"] }, notes: [] }),
	};

	test("adds to one file several times; it is one edit of what the user has", async () => {
		expect(await render({ own: files, logics: [each] })).toMatchObject({
			files: [{ path: "all.txt", content: "first\nx\ny\n", description: "First; Other" }],
		});
		expect(await render({ own: files, logics: [each], files: { "all.txt": "mine\nx" } })).toMatchObject({
			files: [{ content: "mine\nx\nfirst\ny", base: "mine\nx" }],
		});
	});

	test("keeps what came before where a part cannot add to it", async () => {
		const broken: Templates = {
			...files,
			mine: template(
				{ "a.txt": "groups: [\n" },
				{
					targets: [{ template: "a.txt", path: "all.yaml", description: "First" }],
					parts: [{ scaffold: "other" }],
				},
			),
			other: template(
				{ "b.yaml": "groups: []\n" },
				{ targets: [{ template: "b.yaml", path: "all.yaml", description: "Other", merge: "rules" }] },
			),
		};
		expect(await render({ own: broken })).toMatchObject({
			files: [{ path: "all.yaml", content: "groups: [\n" }],
			left: [{ path: "all.yaml" }],
		});
	});

	test("sees in the folder what was made before it, and says which answer is refused", async () => {
		const looks: ScaffoldLogic = {
			id: "other",
			async compose(answers, context) {
				if (answers["name"] === "y") throw new Refusal("name", "y is taken.");
				const seen = await context.files.read("all.txt");
				const { paths } = await context.files.list();
				return { view: { ...answers, name: `${answers["name"]} after ${seen?.trim()} in ${paths.join()}` }, notes: [] };
			},
		};
		const one = { ...each, compose: (answers: Answers) => ({ view: { ...answers, each: ["x"] }, notes: [] }) };
		expect(contents(await render({ own: files, logics: [one, looks], files: { "z.txt": "" } }))).toEqual({
			"all.txt": "first\nx after first in all.txt,z.txt\n",
		});
		expect(await render({ own: files, logics: [each, looks] })).toEqual({
			kind: "invalid",
			question: "name",
			message: "y is taken.",
		});
	});
});
