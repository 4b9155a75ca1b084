import { RE2JS } from "re2js";
import { type LabelMatcher, readSelector } from "../../metrics/selectorText.ts";
import { checkPrintable } from "../quoting/printable.ts";

export type MatchersResult =
	| { readonly kind: "matchers"; readonly matchers: readonly LabelMatcher[] }
	| { readonly kind: "invalid"; readonly message: string };

/** Reads `label="value", other=~"a|b"`, with or without braces around it and a comma at the end. */
export function parseMatchers(text: string): MatchersResult {
	const list = text
		.trim()
		.replace(/^\{(.*)\}$/s, "$1")
		.trim();
	const selector = readSelector(`{${list}}`);
	if (selector === undefined) return { kind: "invalid", message: explain(list) };
	const matchers = selector.matchers;
	if (selector.metric !== undefined || matchers.some(({ label }) => label === "__name__")) {
		return { kind: "invalid", message: "The metric is asked for on its own; give only matchers of its labels here." };
	}
	const unprintable = matchers.map(({ value }) => checkPrintable(value)).find((message) => message !== undefined);
	if (unprintable !== undefined) return { kind: "invalid", message: unprintable };
	const broken = matchers.find(({ op, value }) => (op === "=~" || op === "!~") && !isRegexp(value));
	if (broken === undefined) return { kind: "matchers", matchers };
	const message = `"${broken.value}" is not a regular expression that Prometheus can read (its syntax is RE2).`;
	return { kind: "invalid", message };
}

/** Claims that a label with this value (empty where the series does not have it) is matched. */
export function matches(matcher: LabelMatcher, value: string): boolean {
	switch (matcher.op) {
		case "=":
			return value === matcher.value;
		case "!=":
			return value !== matcher.value;
		case "=~":
			return compileAnchored(matcher.value).matches(value);
		case "!~":
			return !compileAnchored(matcher.value).matches(value);
		default:
			return matcher.op satisfies never;
	}
}

/** Prometheus anchors its regular expressions; with `s`, as it does since version 3, a dot takes a line break too. */
function compileAnchored(pattern: string): RE2JS {
	return RE2JS.compile(pattern, RE2JS.DOTALL);
}

function isRegexp(pattern: string): boolean {
	try {
		compileAnchored(pattern);
		return true;
	} catch {
		return false;
	}
}

function explain(list: string): string {
	const example = 'Write matchers like job="api", code=~"5..".';
	if (/[\w.]\s*==/.test(list)) return `A label matcher has a single "=". ${example}`;
	if (/(=~|!~|!=|=)\s*[^"'`\s=~]/.test(list)) return `The value of a label matcher stands in double quotes. ${example}`;
	return `"${list}" is not a list of label matchers. ${example}`;
}
