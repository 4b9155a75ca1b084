import { relativePath } from "../../base/relativePath.ts";
import type { RuleTest } from "../../documents/model/ruleTest.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import { pathOf, readRuleFile, uriOf } from "./chosenRule.ts";

/** Where the test of a rule file goes: to the one that is there, or as the folder's other tests are kept. */
export function suggestTestPath(rulePath: string, context: ScaffoldContext): string {
	const tests = listTestFiles(context);
	const own = tests.find(({ rules }) => rules.includes(uriOf(rulePath, context)));
	if (own !== undefined) return own.path;
	const [folder, file] = splitPath(rulePath);
	const stem = file
		.replace(/(?:\.rules?|\.prometheusrules?|\.alerts?)?\.(?:ya?ml|json)$/i, "")
		.replace(/\.rules?$/i, "");
	const [first] = tests;
	const name = first === undefined ? `${stem}_test.yaml` : nameLike(splitPath(first.path)[1], stem);
	const shared = tests.every(({ path }) => splitPath(path)[0] === splitPath(first?.path ?? "")[0]);
	const beside =
		first === undefined ||
		tests.some((test) =>
			test.rules.some((uri) => splitPath(pathOf(uri, context) ?? "")[0] === splitPath(test.path)[0]),
		);
	const chosen = beside || !shared ? folder : splitPath(first.path)[0];
	const path = chosen + name;
	// Prometheus would take a test that its own patterns find for rules, and refuse to start.
	return context.graph.configsLoading(uriOf(path, context)).length > 0 ? `${folder}tests/${name}` : path;
}

interface TestFile {
	readonly path: string;
	/** The rule files that it loads, as URIs. */
	readonly rules: readonly string[];
}

function listTestFiles(context: ScaffoldContext): readonly TestFile[] {
	const { graph } = context;
	return [...graph.items("configuration")].flatMap(({ uri, item }) => {
		const path = pathOf(uri, context);
		if (item.of !== "ruleTest" || path === undefined) return [];
		return [{ path, rules: item.uses.flatMap((use) => graph.filesOf(use)) }];
	});
}

function splitPath(path: string): readonly [folder: string, file: string] {
	const at = path.lastIndexOf("/") + 1;
	return [path.slice(0, at), path.slice(at)];
}

/** `api.test.yml` for `api`, where another test is called `web.test.yml`. */
function nameLike(example: string, stem: string): string {
	const [, prefix = "", suffix, ending = ".yaml"] = /^(tests?[-_.])?.*?([-_.]tests?)?(\.ya?ml)$/i.exec(example) ?? [];
	if (prefix !== "") return `${prefix}${stem}${ending}`;
	return `${stem}${suffix ?? "_test"}${ending}`;
}

/** A test file that is there, with the rule files that it loads; relative to the workspace folder. */
export interface ExistingTests {
	readonly text: string;
	readonly test: RuleTest;
	readonly ruleFiles: readonly string[];
}

/** `undefined` where there is no such file; `other` where it is none of tests. */
export async function readTestFile(
	path: string,
	context: ScaffoldContext,
): Promise<ExistingTests | "other" | undefined> {
	const file = await readRuleFile(path, context);
	if (file === undefined) return undefined;
	const [test] = file.model.ruleTests;
	if (test === undefined) return "other";
	const { paths } = await context.files.list();
	const ruleFiles = test.ruleFiles.flatMap(({ value }) => {
		const matches = patternOf(value);
		return paths.filter((each) => matches(relativePath(path, each)));
	});
	return { text: file.source.text, test, ruleFiles: [...new Set(ruleFiles)] };
}

/** Go's `filepath.Match`, as far as people use it: `*` and `?` within a part of the path. */
function patternOf(pattern: string): (path: string) => boolean {
	const plain = pattern.replace(/^\.\//, "");
	if (!/[*?[]/.test(plain)) return (path) => path === plain;
	const source = plain
		.replaceAll(/[.+^${}()|\\]/g, "\\$&")
		.replaceAll("*", "[^/]*")
		.replaceAll("?", "[^/]");
	try {
		const expression = new RegExp(`^${source}$`);
		return (path) => expression.test(path);
	} catch {
		return () => false;
	}
}
