import { parse, parseAllDocuments, stringify } from "yaml";
import type { Located } from "../../documents/model/located.ts";
import type { TextEdit } from "../../text/textEdit.ts";
import { MERGERS } from "../merge/mergers.ts";
import { quoteYaml } from "../quoting/yamlString.ts";
import { type ChosenRule, findRule } from "../ruleTest/chosenRule.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";

export type WrittenLink =
	| { readonly kind: "written"; readonly content: string }
	/** It is there already. */
	| { readonly kind: "same" }
	/** Why it has to be written by hand, as the end of a sentence. */
	| { readonly kind: "refused"; readonly because: string };

/** Writes the link to an alert's runbook into its rule, and changes nothing else of the file. */
export async function writeLink(
	answer: string,
	chosen: ChosenRule,
	annotation: string,
	link: string,
	context: ScaffoldContext,
): Promise<WrittenLink> {
	const { rule, source, path } = chosen;
	const entry = rule.annotations.find(({ key }) => key.value === annotation);
	if (entry?.value.value === link) return { kind: "same" };
	const content = entry === undefined ? addLink(chosen, annotation, link) : replaceLink(chosen, annotation, link);
	if (content === undefined || content === source.text) {
		return { kind: "refused", because: "its place in the file cannot be written to safely" };
	}
	// What comes out is read again: the rule has the link, and there are as many rules as before.
	const files = {
		...context.files,
		read: async (each: string) => (each === path ? content : context.files.read(each)),
	};
	const after = await findRule(answer, { ...context, files });
	const there = after?.rule.annotations.find(({ key }) => key.value === annotation)?.value.value;
	if (after === undefined || there !== link || countRules(after) !== countRules(chosen)) {
		return { kind: "refused", because: "its place in the file cannot be written to safely" };
	}
	return { kind: "written", content };
}

function countRules({ model }: ChosenRule): number {
	return model.groups.reduce((count, { rules }) => count + rules.length, 0);
}

function replaceLink({ rule, source }: ChosenRule, annotation: string, link: string): string | undefined {
	const entry = rule.annotations.find(({ key }) => key.value === annotation);
	if (entry === undefined || entry.template?.masks?.length) return undefined;
	const { template, value } = entry;
	const edit =
		template?.encodeEdit({ span: { start: 0, end: template.text.length }, newText: link }) ??
		replaceScalar(source.text.slice(value.span.start, value.span.end), value, link);
	if (edit === undefined) return undefined;
	return source.text.slice(0, edit.span.start) + edit.newText + source.text.slice(edit.span.end);
}

/** A scalar on one line that reads as the value; JSON's strings are YAML's too. */
function replaceScalar(written: string, { value, span }: Located<string>, link: string): TextEdit | undefined {
	if (/\n/.test(written) || parse(written) !== value) return undefined;
	return { span, newText: /^["']/.test(written) ? JSON.stringify(link) : quoteYaml(link) };
}

function addLink(
	{ rule, group, source, path, model }: ChosenRule,
	annotation: string,
	link: string,
): string | undefined {
	if (model.isCertain !== undefined) return undefined;
	const groups = [
		{
			...(group.name === undefined ? {} : { name: group.name.value }),
			rules: [{ alert: rule.name?.value, annotations: { [annotation]: link } }],
		},
	];
	const resource = findResource(source.text, group.name?.value);
	if (resource === undefined) return undefined;
	const addition = resource === "plain" ? { groups } : { ...resource, spec: { groups } };
	const isJson = path.endsWith(".json");
	const merged = MERGERS[isJson ? "json" : "yaml"]?.(
		source.text,
		isJson ? `${JSON.stringify(addition, null, 2)}\n` : stringify(addition),
	);
	return merged?.kind === "merged" ? merged.content : undefined;
}

/** What names the resource that has the group, or that the file has no resources; `undefined` of anything else. */
function findResource(
	text: string,
	group: string | undefined,
): "plain" | Readonly<Record<string, unknown>> | undefined {
	try {
		for (const document of parseAllDocuments(text)) {
			const value: unknown = document.toJS();
			if (typeof value !== "object" || value === null) continue;
			if ("groups" in value && hasGroup(value.groups, group)) return "plain";
			if (!("spec" in value && "kind" in value && "metadata" in value)) continue;
			const { spec, kind, metadata } = value;
			if (typeof spec !== "object" || spec === null || !("groups" in spec) || !hasGroup(spec.groups, group)) continue;
			const apiVersion = "apiVersion" in value ? { apiVersion: value.apiVersion } : {};
			return { ...apiVersion, kind, metadata };
		}
		return undefined;
	} catch {
		return undefined;
	}
}

function hasGroup(groups: unknown, name: string | undefined): boolean {
	if (!Array.isArray(groups)) return false;
	return groups.some(
		(each: unknown) => typeof each === "object" && each !== null && "name" in each && each.name === name,
	);
}
