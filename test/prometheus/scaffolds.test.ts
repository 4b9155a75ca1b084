import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseAllDocuments, stringify } from "yaml";
import { createDocumentParser } from "../../server/documents/registry.ts";
import { LOGICS } from "../../server/scaffold/logics.ts";
import type { ScaffoldCase } from "../scaffold/scaffoldCase.ts";
import { SCAFFOLD_CASES } from "../scaffold/scaffoldCases.ts";
import { applyFiles, type Files, renderScaffold } from "../support/scaffolds.ts";
import { readWorkspaceFile } from "../support/workspaceGraph.ts";

/** Everything that a scaffold makes for Prometheus or Alertmanager, as the real tools read it. */
let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "observability-scaffolds-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const parser = createDocumentParser();

const groups = LOGICS.map(({ id }): [string, readonly ScaffoldCase[]] => [
	id,
	SCAFFOLD_CASES.filter((each) => each.id === id),
]);

test("a fault is found, so the rest of this file means something", async () => {
	const broken = { "a.yaml": "groups: [{name: a, rules: [{alert: A, expr: 'sum('}]}]\n" };
	const place = join(folder, "broken");
	const [judged] = await writeForTools(place, broken);
	expect(judged?.[1]).toEqual(["a.yaml"]);
	expect((await run(place, toolOf.ruleFile, ["a.yaml"])).output).toContain("unclosed left parenthesis");
});

describe.for(groups)("%s", ([, cases]) => {
	test.for(cases.map((each, index): [string, number, ScaffoldCase] => [each.title, index, each]))(
		"%s",
		async ([, index, { id, answers, scene = {} }]) => {
			const rendered = await renderScaffold(id, answers, scene);
			const files = applyFiles(scene.files ?? {}, rendered);
			const place = join(folder, `${id}-${index}`);
			const made = new Set(rendered.files.map(({ path }) => path));
			const judged = await writeForTools(place, files, (path) => made.has(path));
			for (const [tool, paths] of judged) {
				const result = await run(place, tool, paths);
				expect(result.ok, result.output).toBe(true);
			}
		},
	);
});

/** What each tool reads of the files: `promtool check rules`, `test rules`, `check config` and `amtool check-config`. */
const toolOf = {
	ruleFile: ["promtool", "check", "rules"],
	prometheusRule: ["promtool", "check", "rules"],
	ruleTest: ["promtool", "test", "rules"],
	// Certificates and tokens are on the machine that it runs on.
	prometheusConfig: ["promtool", "check", "config", "--syntax-only"],
	alertmanagerConfig: ["amtool", "check-config"],
} as const;

type Tool = readonly [string, ...string[]];

/** Writes all files, and answers those of which `isJudged` that a tool reads. */
async function writeForTools(
	place: string,
	files: Files,
	isJudged: (path: string) => boolean = () => true,
): Promise<ReadonlyMap<Tool, readonly string[]>> {
	const judged = new Map<Tool, string[]>();
	for (const [path, text] of Object.entries(files)) {
		const { source } = await readWorkspaceFile(path, text);
		const kinds = parser.parse(source)?.adapters ?? [];
		const kind = kinds.find((each): each is keyof typeof toolOf => each in toolOf);
		await mkdir(join(place, dirname(path)), { recursive: true });
		// Prometheus reads what the operator takes out of the resource.
		const isResource = kind === "prometheusRule";
		const written = kind === "alertmanagerConfig" ? await asOlder(text) : withoutKubernetes(text);
		await writeFile(join(place, path), isResource ? takeOutGroups(text) : written);
		// What stands in a page is not read by anybody but people.
		if (kind === undefined || path.endsWith(".md") || !isJudged(path)) continue;
		judged.set(toolOf[kind], [...(judged.get(toolOf[kind]) ?? []), path]);
	}
	return judged;
}

/** Of all resources of the file that have some. */
function takeOutGroups(text: string): string {
	const groups = parseAllDocuments(text).flatMap((document): readonly unknown[] => document.toJS()?.spec?.groups ?? []);
	return stringify({ groups });
}

let amtoolVersion: Promise<number> | undefined;

/** As an amtool takes it that is older than a field: `url_file` came with 0.26, Microsoft Teams' workflows with 0.28. */
async function asOlder(text: string): Promise<string> {
	amtoolVersion ??= run(".", ["amtool", "--version"], []).then(({ output }) =>
		Number(/version 0\.(\d+)/.exec(output)?.[1]),
	);
	const version = await amtoolVersion;
	const withUrls = version < 26 ? text.replaceAll(/- url_file: \S+/g, "- url: http://localhost/") : text;
	if (version >= 28) return withUrls;
	return withUrls.replaceAll(/ {4}msteamsv2_configs:\n(?: {6}.*\n)+/g, "");
}

/** Debian builds its Prometheus without the discovery of Kubernetes. */
function withoutKubernetes(text: string): string {
	return text.replaceAll(/ {4}kubernetes_sd_configs:\n(?: {6}.*\n)+/g, "");
}

function run(
	cwd: string,
	[program, ...args]: Tool,
	paths: readonly string[],
): Promise<{ ok: boolean; output: string }> {
	return new Promise((resolve, reject) => {
		execFile(program, [...args, ...paths], { cwd, timeout: 60_000 }, (error, out, err) => {
			if (error !== null && typeof error.code !== "number") reject(error);
			else resolve({ ok: error === null, output: out + err });
		});
	});
}
