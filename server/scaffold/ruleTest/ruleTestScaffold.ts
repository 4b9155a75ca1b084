import { parse } from "yaml";
import { relativePath } from "../../base/relativePath.ts";
import { printDuration } from "../../promql/duration.ts";
import { MERGERS } from "../merge/mergers.ts";
import type { Answers } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import { type Composition, Refusal, type ScaffoldLogic } from "../scaffoldLogic.ts";
import { checkTargetPath } from "../targetPath.ts";
import { type ChosenRule, chooseRules, findRule, readRuleFile, suggestRule } from "./chosenRule.ts";
import { generateRuleTests } from "./generateRuleTest.ts";
import { orderGroups } from "./groupOrder.ts";
import { isPlain, readTestedFile, type TestedFile, type TestedRule } from "./testedRules.ts";
import { type ExistingTests, readTestFile, suggestTestPath } from "./testFiles.ts";
import { type WrittenTest, writeRuleTest, writeTests } from "./writeRuleTest.ts";

/** "Add Rule Test": a unit test for a rule, with series that make it fire and series that do not, which passes as it is. */
export const ruleTestScaffold: ScaffoldLogic = {
	id: "ruleTest",
	choices: { testedRules: chooseRules(false) },
	suggest: {
		rule: suggestRule(false),
		testPath: async (answers, context) => {
			const chosen = await findRule(answers["rule"] ?? "", context);
			return chosen === undefined ? undefined : suggestTestPath(chosen.path, context);
		},
	},
	validate: {
		rule: async (value, _, context) => {
			if (value === "") return "Name a rule: its file and its name, such as rules/api.yaml#HighErrorRate.";
			const chosen = await findRule(value, context);
			if (chosen === undefined) return `There is no rule ${value} in this folder.`;
			if (!isPlain(chosen.rule)) {
				return "Something in this rule is filled in before Prometheus reads it, so that nobody knows here what it will be. Render the template, and test the result.";
			}
			return undefined;
		},
		testPath: async (value, answers, context) => {
			if (!/\.ya?ml$/i.test(value)) return "Give a file whose name ends in .yaml or .yml.";
			const fault = checkTargetPath(value);
			if (fault !== undefined) return fault;
			if ((answers["rule"] ?? "").startsWith(`${value}#`))
				return "This is the file with the rule; tests stand in a file of their own.";
			if ((await readTestFile(value, context)) === "other")
				return `${value} is there, and no file with tests. Choose another name.`;
			return undefined;
		},
	},
	compose: composeRuleTest,
};

async function composeRuleTest(answers: Answers, context: ScaffoldContext): Promise<Composition> {
	const { rule: named = "", testPath = "" } = answers;
	const chosen = await findRule(named, context);
	if (chosen === undefined) throw new Refusal("rule", `There is no rule ${named} in this folder.`);
	const loaded = await loadFile(chosen, testPath);
	const found = await readTestFile(testPath, context);
	const existing = found === "other" ? undefined : found;
	const files = await gatherFiles(loaded.file, existing, context);
	const tested = findTested(chosen, loaded.file);
	if (tested === undefined) throw new Refusal("rule", `${named} is not whole yet.`);
	const evaluationSeconds = existing?.test.evaluationIntervalSeconds?.value ?? 60;
	const { tests, missing } = generateRuleTests(tested, files, evaluationSeconds);
	const groups = orderGroups(files.flatMap(({ groups: each }) => each));
	const groupOrder = groups.length > 1 ? [...new Set(groups.map(({ name }) => name))] : [];
	const ruleFiles = files.map(({ path }) => relativePath(testPath, path));
	const notes = [...missing, ...loaded.notes];
	if (existing === undefined) {
		return {
			view: {
				testPath,
				ruleName: tested.name,
				ruleFiles,
				missing,
				extraction: loaded.extraction ?? "",
				resourcePath: chosen.path,
				evaluation: printDuration(evaluationSeconds),
				groupOrder,
				tests: (tests.length > 0 ? writeTests(tests, 0) : writeSkeleton(tested)).join("\n"),
			},
			facts: { form: "new" },
			notes,
		};
	}
	if (tests.length === 0) return { view: {}, facts: { form: "none" }, notes };
	const loadedAlready = files.map(({ path }) => existing.ruleFiles.includes(path));
	const lacking = ruleFiles.filter((_, index) => loadedAlready[index] !== true);
	const addition = writeRuleTest({
		ruleFiles: lacking,
		evaluationSeconds,
		groupOrder,
		tests: renameTaken(tests, existing),
	});
	const merged = MERGERS["yaml"]?.(existing.text, addition);
	if (merged?.kind !== "merged") {
		throw new Refusal("testPath", `${testPath} cannot be added to: ${merged?.reason ?? "its text cannot be read"}`);
	}
	const description = `promtool test of ${tested.name}`;
	return {
		view: {},
		facts: { form: "merged" },
		notes,
		files: [{ path: testPath, content: merged.content, base: existing.text, description }],
	};
}

interface LoadedFile {
	readonly file: TestedFile;
	/** What has to be taken out of a resource before promtool can read it, relative to the workspace folder. */
	readonly extraction?: string;
	readonly notes: readonly string[];
}

/** promtool reads plain rule files: of a resource it needs what the operator would take out. */
async function loadFile({ path, source, model }: ChosenRule, testPath: string): Promise<LoadedFile> {
	if (isPlainFile(source.text)) return { file: readTestedFile(path, model), notes: [] };
	const folder = testPath.slice(0, testPath.lastIndexOf("/") + 1);
	const stem = path.slice(path.lastIndexOf("/") + 1).replace(/\.(?:ya?ml|json)$/i, "");
	const extraction = `${folder}${stem}.spec.yaml`;
	return {
		file: readTestedFile(extraction, model),
		extraction,
		notes: [
			`promtool reads plain rule files and no Kubernetes resources: before the test runs, write the groups of ${path} to ${extraction}, such as with yq .spec.`,
		],
	};
}

function isPlainFile(text: string): boolean {
	try {
		const value: unknown = parse(text);
		return typeof value === "object" && value !== null && "groups" in value;
	} catch {
		return false;
	}
}

async function gatherFiles(
	own: TestedFile,
	existing: ExistingTests | undefined,
	context: ScaffoldContext,
): Promise<readonly TestedFile[]> {
	const files = [own];
	for (const path of existing?.ruleFiles ?? []) {
		if (path === own.path) continue;
		const file = await readRuleFile(path, context);
		if (file !== undefined) files.push(readTestedFile(path, file.model));
	}
	return files;
}

/** The same rule among those that are tested. */
function findTested({ model, rule }: ChosenRule, { groups }: TestedFile): TestedRule | undefined {
	const plain = model.groups
		.flatMap(({ rules }) => rules)
		.filter(
			(each) => readTestedFile("", { groups: [{ span: each.span, rules: [each] }] }).groups[0]?.rules.length === 1,
		);
	return groups.flatMap(({ rules }) => rules)[plain.indexOf(rule)];
}

/** Series to be filled in, and nothing expected: it passes, and says that it proves nothing. */
function writeSkeleton({ name }: TestedRule): readonly string[] {
	return writeTests(
		[{ name: `${name} (not written yet)`, intervalSeconds: 60, series: [], alerts: [], expressions: [] }],
		0,
	);
}

/** A test that is there under a name stays as it is; the new one is numbered, unless it is the same. */
function renameTaken(tests: readonly WrittenTest[], { text }: ExistingTests): readonly WrittenTest[] {
	const there = readTests(text);
	return tests.map((test) => {
		const written = readTests(`tests:\n${writeTests([test], 2).join("\n")}\n`)[0];
		let name = test.name;
		for (let number = 2; ; number++) {
			const known = there.find((each) => each.name === name);
			if (known === undefined || JSON.stringify({ ...known, name: "" }) === JSON.stringify({ ...written, name: "" }))
				break;
			name = `${test.name} (${number})`;
		}
		return { ...test, name };
	});
}

function readTests(text: string): readonly { readonly name?: unknown }[] {
	try {
		const value: unknown = parse(text);
		if (typeof value !== "object" || value === null || !("tests" in value) || !Array.isArray(value.tests)) return [];
		return value.tests.filter((each: unknown) => typeof each === "object" && each !== null);
	} catch {
		return [];
	}
}
