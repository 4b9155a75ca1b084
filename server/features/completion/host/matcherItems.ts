import type { HostPosition } from "../../../documents/structure/structure.ts";
import type { CompletionItem } from "../../answers.ts";

const operators: readonly (readonly [string, string])[] = [
	["=", "The label has exactly this value."],
	["!=", "The label has another value, or is not there."],
	["=~", "The whole value fits the regular expression."],
	["!~", "The whole value does not fit the regular expression."],
];

/** Values that need no quotes in a matcher, in YAML or in JSON. */
const unquoted = /^[\w./-]+$/;

/**
 * What may be written in a text of matchers of Alertmanager, such as `severity="critical", team=~"a|b"`: labels, an
 * operator behind one, and the values that the file has of the label.
 */
export function matcherItems(
	{ replace }: Extract<HostPosition, { kind: "value" }>,
	labels: Readonly<Record<string, readonly string[]>>,
	text: string,
	offset: number,
): CompletionItem[] {
	const before = text.slice(replace.start, offset);
	const matcher = /(?:^|[{,])\s*([^{,]*)$/.exec(before)?.[1] ?? "";
	const written = /^([a-zA-Z_][\w.:-]*)?(\s*)(=~|!~|!=|=|!)?(\s*)(\\?"?)([^"\\]*)$/.exec(matcher);
	if (written === null) return [];
	const [, label = "", blanks = "", operator = "", , quote = "", value = ""] = written;
	const end = endOfWord(text, offset, replace.end);
	const item = (what: string, kind: CompletionItem["kind"], start: number, index: number): CompletionItem => ({
		label: what,
		kind,
		edit: { span: { start, end }, newText: what },
		snippet: false,
		sortText: String(index).padStart(3, "0"),
	});
	if (operator !== "" && operator !== "!") {
		const known = Object.hasOwn(labels, label) ? (labels[label] ?? []) : [];
		return known
			.filter((one) => quote !== "" || unquoted.test(one))
			.map((one, index) => item(one, "value", offset - value.length, index));
	}
	const names = Object.keys(labels);
	const behindLabel = blanks !== "" || operator === "!" || names.includes(label);
	const signs = operators.map(
		([sign, documentation], index): CompletionItem => ({
			...item(sign, "value", offset - operator.length, index),
			edit: { span: { start: offset - operator.length, end: offset }, newText: sign },
			documentation,
			// What is typed so far is the label: an editor that filters by it would show no operator.
			...(operator === "" ? { filterText: `${matcher}${sign}` } : {}),
		}),
	);
	if (blanks !== "" || operator === "!") return signs;
	const offered = names.map((name, index) => item(name, "label", offset - label.length, index));
	return behindLabel ? [...offered, ...signs.map((sign) => withLabel(sign, label, offset))] : offered;
}

/** An operator right behind a label goes in with it, as both replace the word under the cursor. */
function withLabel(sign: CompletionItem, label: string, offset: number): CompletionItem {
	const { newText } = sign.edit;
	return { ...sign, edit: { span: { start: offset - label.length, end: offset }, newText: `${label}${newText}` } };
}

function endOfWord(text: string, offset: number, limit: number): number {
	return offset + (/^[\w.-]*/.exec(text.slice(offset, limit))?.[0].length ?? 0);
}
