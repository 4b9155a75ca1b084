import type { Answers } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import type { ChoiceSource } from "../scaffoldLogic.ts";
import { pathIn } from "../sources/pathIn.ts";
import { checkTargetPath } from "../targetPath.ts";
import type { OutputForm } from "./outputForm.ts";

/** More files are not looked into to see what the team writes. */
const mostFiles = 10;

/** The form of the SLOs that the workspace has, else that of its rules; `undefined` where it has neither. */
export async function suggestForm(_answers: Answers, context: ScaffoldContext): Promise<OutputForm | undefined> {
	const specs = await readTexts(context, "slo");
	const marked = formMarks.find(([, mark]) => specs.some((text) => mark.test(text)));
	if (marked !== undefined) return marked[0];
	const rules = await readTexts(context, "group");
	const resources = rules.filter((text) => /^\s*kind: *["']?PrometheusRule\b/m.test(text)).length;
	return resources * 2 > rules.length ? "prometheusRule" : undefined;
}

const formMarks: readonly (readonly [OutputForm, RegExp])[] = [
	["slothResource", /^apiVersion: *["']?sloth\.slok\.dev\/v1\b/m],
	["sloth", /^version: *["']?prometheus\/v1\b/m],
	["pyrra", /^apiVersion: *["']?pyrra\.dev\//m],
	["openSlo", /^apiVersion: *["']?openslo\/v1\b/m],
];

async function readTexts(context: ScaffoldContext, kind: "slo" | "group"): Promise<readonly string[]> {
	const paths = new Set([...context.graph.items(kind)].flatMap(({ uri }) => pathIn(context, uri) ?? []));
	const texts = await Promise.all([...paths].slice(0, mostFiles).map((path) => context.files.read(path)));
	return texts.filter((text) => text !== undefined);
}

/** A file of its own, or one of the rule files that are there. */
export const chooseRuleFile: ChoiceSource = async (_answers, context) => {
	const groups = new Map<string, string[]>();
	for (const { uri, item } of context.graph.items("group")) {
		const path = pathIn(context, uri);
		if (path !== undefined) groups.set(path, [...(groups.get(path) ?? []), item.name]);
	}
	const own = { value: "", label: "(a file of its own)", description: "written anew whenever you answer again" };
	const others = [...groups].toSorted(([one], [other]) => (one < other ? -1 : 1));
	return {
		choices: [own, ...others.map(([path, names]) => ({ value: path, label: path, description: names.join(", ") }))],
	};
};

/** A message where no rules can be added to a file of that path. */
export function checkRuleFile(path: string): string | undefined {
	if (path === "") return undefined;
	return /\.ya?ml$/.test(path) ? checkTargetPath(path) : `"${path}" is no YAML file; rules are added to one.`;
}
