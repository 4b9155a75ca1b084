import { decodePercent } from "../../base/decodePercent.ts";
import type { DocumentModel, Rule, RuleGroup } from "../../documents/model.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import { contains } from "../../text/span.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import type { ChoiceSource, Suggestion } from "../scaffoldLogic.ts";

/** A rule of a file of the folder, as the file is now. */
export interface ChosenRule {
	/** Relative to the workspace folder, with `/`. */
	readonly path: string;
	readonly source: SourceDocument;
	readonly model: DocumentModel;
	readonly group: RuleGroup;
	readonly rule: Rule;
}

/** A rule as an answer names it: `rules/api.yaml#HighErrorRate`, and `…#HighErrorRate#2` for the second of that name. */
export function nameRule(path: string, name: string, nth: number): string {
	return nth === 1 ? `${path}#${name}` : `${path}#${name}#${nth}`;
}

/** The rule that an answer names; `undefined` where there is none. */
export async function findRule(answer: string, context: ScaffoldContext): Promise<ChosenRule | undefined> {
	for (let at = answer.indexOf("#"); at !== -1; at = answer.indexOf("#", at + 1)) {
		const path = answer.slice(0, at);
		const file = await readRuleFile(path, context);
		if (file === undefined) continue;
		const rest = answer.slice(at + 1);
		for (const { group, rule, name, nth } of listRules(file.model)) {
			if (nameRule("", name, nth) === `#${rest}`) return { path, ...file, group, rule };
		}
	}
	return undefined;
}

export async function readRuleFile(
	path: string,
	context: ScaffoldContext,
): Promise<{ readonly source: SourceDocument; readonly model: DocumentModel } | undefined> {
	const text = await context.files.read(path);
	if (text === undefined) return undefined;
	const source = { uri: uriOf(path, context), languageId: path.endsWith(".json") ? "json" : "yaml", version: 0, text };
	return { source, model: context.parse(source) };
}

export function uriOf(path: string, { files }: Pick<ScaffoldContext, "files">): string {
	return files.uri + path.split("/").map(encodeURIComponent).join("/");
}

/** Relative to the workspace folder; `undefined` of a file elsewhere. */
export function pathOf(uri: string, { files }: Pick<ScaffoldContext, "files">): string | undefined {
	if (uri.startsWith(files.uri)) return uri.slice(files.uri.length).split("/").map(decodePercent).join("/");
	// Editors and the file system may encode the same folder differently.
	const [decoded, folder] = [decodePercent(uri), decodePercent(files.uri)];
	return decoded.startsWith(folder) ? decoded.slice(folder.length) : undefined;
}

export function* listRules({ groups }: Pick<DocumentModel, "groups">) {
	const counts = new Map<string, number>();
	for (const group of groups) {
		for (const rule of group.rules) {
			if (rule.kind === "incomplete" || rule.name === undefined) continue;
			const name = rule.name.value;
			const nth = (counts.get(name) ?? 0) + 1;
			counts.set(name, nth);
			yield { group, rule, name, nth };
		}
	}
}

/** The rules of the folder's files; `alertsOnly` leaves out those that record. */
export function chooseRules(alertsOnly: boolean): ChoiceSource {
	return async (_, context) => {
		const { graph } = context;
		const counts = new Map<string, number>();
		const places = [...graph.items("alert"), ...(alertsOnly ? [] : graph.items("record"))];
		const choices = places.flatMap(({ uri, item }) => {
			const path = pathOf(uri, context);
			if (path === undefined) return [];
			const plain = nameRule(path, item.name, 1);
			const nth = (counts.get(plain) ?? 0) + 1;
			counts.set(plain, nth);
			const expression =
				item.expression === undefined ? {} : { detail: item.expression.replaceAll(/\s+/g, " ").trim() };
			return [{ value: nameRule(path, item.name, nth), label: item.name, description: path, ...expression }];
		});
		return choices.length > 0
			? { choices }
			: { choices, note: "No rule was found in the files of this folder. Write one, or add it with Add Alert." };
	};
}

/** The rule that the user stands in. */
export function suggestRule(alertsOnly: boolean): Suggestion {
	return (_, context) => {
		const { place } = context;
		if (place === undefined) return undefined;
		const path = pathOf(place.document.uri, context);
		if (path === undefined) return undefined;
		const { offset } = place;
		for (const { rule, name, nth } of listRules(context.parse(place.document))) {
			if (alertsOnly && rule.kind !== "alert") continue;
			if (contains(rule.span, { start: offset, end: offset })) return nameRule(path, name, nth);
		}
		return undefined;
	};
}
