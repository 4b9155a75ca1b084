import { decodePercent } from "../../base/decodePercent.ts";
import { relativePath } from "../../base/relativePath.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";

/**
 * Patterns, from the configuration's folder, that take in the rule files that the workspace has, and nothing else:
 * Prometheus does not start where one of the files holds no rules, such as a test, or the configuration itself.
 */
export async function findRulePatterns(folder: string, { graph, files }: ScaffoldContext): Promise<readonly string[]> {
	const folders = new Map<string, Set<string>>();
	for (const kind of ["record", "alert"] as const) {
		for (const { uri } of graph.items(kind)) {
			const path = uri.startsWith(files.uri) ? decodePercent(uri.slice(files.uri.length)) : "";
			const { top, name } = splitPath(path);
			if (!/\.ya?ml$/.test(path) || folders.get(top)?.has(name) === true || !(await isRuleFile(path, files))) continue;
			folders.set(top, (folders.get(top) ?? new Set()).add(name));
		}
	}
	const { paths, cut } = await files.list();
	const patterns = [...folders]
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.flatMap(([top, rules]) => {
			const others = paths.map(splitPath).filter((each) => each.top === top && !rules.has(each.name));
			// Beside the configuration stand files that it names, and that are yet to be made.
			const candidates = top === folder ? wildcards.slice(1) : wildcards;
			const wildcard = candidates.find(
				({ names }) => [...rules].every((name) => names.test(name)) && !others.some(({ name }) => names.test(name)),
			);
			const found = wildcard === undefined || cut === true ? [...rules].sort().map(escapeGlob) : [wildcard.pattern];
			return found.map((each) => `${relativePath(folder, top)}${each}`);
		});
	return patterns.length === 0 ? ["rules/*.yml"] : patterns;
}

/** The widest first: a file that comes later is to be found too. */
const wildcards = [
	{ pattern: "*.y*ml", names: /\.y.*ml$/ },
	{ pattern: "*.rules.y*ml", names: /\.rules\.y.*ml$/ },
];

function splitPath(path: string): { readonly top: string; readonly name: string } {
	const end = path.lastIndexOf("/") + 1;
	return { top: path.slice(0, end), name: path.slice(end) };
}

/** As Go's `filepath.Glob` reads it. */
function escapeGlob(name: string): string {
	return name.replaceAll(/[*?[\\]/g, "\\$&");
}

/** A resource or a chart is not read by rule_files. */
async function isRuleFile(path: string, files: ScaffoldContext["files"]): Promise<boolean> {
	const text = await files.read(path);
	return text !== undefined && /^groups:/m.test(text) && !/^(?:apiVersion|kind):/m.test(text);
}
