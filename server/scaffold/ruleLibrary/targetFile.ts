import type { Answers } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import { pathIn } from "../sources/pathIn.ts";
import { checkTargetPath } from "../targetPath.ts";

/** Answers a message where rules cannot be written to that path. */
export function checkRuleFile(path: string): string | undefined {
	if (path === "") return "Give the path of the file, such as alerts/api.rules.yaml.";
	if (!/\.ya?ml$/.test(path)) return `"${path}" is no YAML file; let it end in .yaml.`;
	return checkTargetPath(path);
}

/** The rule file where the user was; else one named for the rules, where the other rule files lie. */
export function suggestRuleFile(context: ScaffoldContext, name: string, folder: string): string {
	const { place, graph } = context;
	const files = ruleFiles(context);
	const here = place === undefined ? undefined : pathIn(context, place.document.uri);
	if (here !== undefined && files.includes(here) && [...graph.items("group")].length > 0) return here;
	const folders = new Map<string, number>();
	for (const path of files) {
		const parent = path.split("/").slice(0, -1).join("/");
		folders.set(parent, (folders.get(parent) ?? 0) + 1);
	}
	const [usual] = [...folders].toSorted(([, a], [, b]) => b - a);
	const ending = endingOf(files);
	const parent = usual === undefined ? folder : usual[0];
	return `${parent === "" ? "" : `${parent}/`}${name}${ending}`;
}

/** As most of the files end: `.rules.yml` or plainly `.yaml`. */
function endingOf(files: readonly string[]): string {
	const endings = new Map<string, number>();
	for (const path of files) {
		const ending = /(?:[.-](?:rules|alerts|alerting|recording))?\.ya?ml$/.exec(path)?.[0] ?? ".rules.yaml";
		endings.set(ending, (endings.get(ending) ?? 0) + 1);
	}
	return [...endings].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? ".rules.yaml";
}

function ruleFiles(context: ScaffoldContext): readonly string[] {
	const paths = [...context.graph.items("group")].flatMap(({ uri }) => pathIn(context, uri) ?? []);
	return [...new Set(paths)];
}

/** A file keeps its form; a new one has that of the others. */
export async function suggestForm(answers: Answers, context: ScaffoldContext): Promise<string> {
	const chosen = answers["file"] ?? "";
	const texts = await Promise.all([chosen, ...ruleFiles(context).slice(0, 5)].map((path) => context.files.read(path)));
	const [own, ...others] = texts;
	if (own !== undefined) return isResource(own) ? "prometheusRule" : "ruleFile";
	const resources = others.filter((text) => text !== undefined && isResource(text)).length;
	return resources * 2 > others.length ? "prometheusRule" : "ruleFile";
}

function isResource(text: string): boolean {
	return /^\s*["']?kind["']?:\s*["']?PrometheusRule\b/m.test(text);
}

/** A folder's path with a slash at its end; empty for the workspace folder itself. */
export function folderPrefix(folder: string): string {
	const trimmed = folder.replace(/\/+$/, "");
	return trimmed === "" || trimmed === "." ? "" : `${trimmed}/`;
}
