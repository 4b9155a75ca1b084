import type { TemplateAction, TemplateActions } from "./action.ts";

/** `{{ … }}`, `{% … %}` and `{# … #}`; what is between `raw` and `endraw` stays. */
const tag = /\{%[-+]?\s*(\w+)?[\s\S]*?%\}|\{#[\s\S]*?#\}|\{\{[\s\S]*?\}\}/g;
const rawEnd = /\{%[-+]?\s*endraw\s*[-+]?%\}/g;
const literal = /^\{\{-?\s*(?:'([^'\\]*)'|"([^"\\]*)")\s*-?\}\}$/;
const opening = new Set(["if", "for", "macro", "block", "filter", "call"]);

/** Finds the tags of a Jinja template, as Ansible renders them. Nothing is said of their faults. */
export function findJinjaActions(text: string): TemplateActions {
	const actions: TemplateAction[] = [];
	tag.lastIndex = 0;
	for (let match = tag.exec(text); match !== null; match = tag.exec(text)) {
		const [source, word = ""] = match;
		const span = { start: match.index, end: match.index + source.length };
		actions.push({ span, ...classify(source, word, match.index) });
		if (word !== "raw") continue;
		rawEnd.lastIndex = span.end;
		const end = rawEnd.exec(text);
		if (end === null) break;
		actions.push({ span: { start: end.index, end: end.index + end[0].length }, kind: "silent" });
		tag.lastIndex = end.index + end[0].length;
	}
	return { actions, findings: [] };
}

function classify(source: string, word: string, start: number): Omit<TemplateAction, "span"> {
	if (source.startsWith("{{")) {
		const string = literal.exec(source);
		const content = string?.[1] ?? string?.[2];
		if (content === undefined) return { kind: "value", ...(source.includes("to_nice_yaml") && { brings: "lines" }) };
		const at = start + source.search(/['"]/) + 1;
		return { kind: "constant", shown: [{ start: at, end: at + content.length }] };
	}
	if (opening.has(word)) return { kind: "open", keyword: word };
	if (word === "else" || word === "elif") return { kind: "else", keyword: word };
	if (word.startsWith("end") && word !== "endraw") return { kind: "end", keyword: word };
	return { kind: "silent" };
}
