import { type Frame, previousIndex } from "../../promqlFrames.ts";
import { printSelector, readSelector, unquote } from "../../promqlSelectors.ts";
import type { Token } from "../../promqlTokens.ts";
import { nameOf, type Place, stringContent, wordAt } from "./place.ts";
import { NOTHING, type Situation } from "./situation.ts";

const MATCH_OPERATORS: ReadonlySet<string> = new Set(["=", "!=", "=~", "!~"]);

/** What is being written between the braces of a selector. */
export function matcherSituation(place: Place, frame: Frame): Situation {
	const { tokens, current, before, cursor } = place;
	const token = current === undefined ? undefined : tokens[current];
	const previous = tokens[before];
	if (previous === undefined || token?.kind === "number") return NOTHING;
	if (previous.text === "{" || (previous.text === "," && previous.kind === "punctuation")) {
		return labelPosition(place, frame, token);
	}
	if (wantsOperator(place, previous)) return { kind: "matchOperator", ...wordAt(place) };
	if (previous.kind !== "operator" || !MATCH_OPERATORS.has(previous.text)) return NOTHING;
	const label = tokens[previousIndex(tokens, before)];
	if (label === undefined || (label.kind !== "word" && label.kind !== "string")) return NOTHING;
	const string = token?.kind === "string";
	// Right before a value that is there already: neither it nor a second one is meant.
	if (token === undefined && tokens[place.after]?.start === cursor && tokens[place.after]?.kind === "string")
		return NOTHING;
	const content = string ? stringContent(token, cursor) : wordAt(place);
	const regex = previous.text === "=~" || previous.text === "!~";
	return {
		kind: "labelValue",
		label: label.kind === "string" ? unquote(label.text) : label.text,
		regex,
		...(regex && string ? alternative(place.text, content, cursor) : content),
		quote: string ? token.text.charAt(0) : "",
		open: string && !token.closed,
		scope: scopeWithout(place, frame),
	};
}

/** Behind the label of a matcher that ends there as yet. */
function wantsOperator({ tokens, current, before, after }: Place, label: Token): boolean {
	if (current !== undefined || (label.kind !== "word" && label.kind !== "string")) return false;
	const beforeLabel = tokens[previousIndex(tokens, before)]?.text;
	const following = tokens[after]?.text;
	return (
		(beforeLabel === "{" || beforeLabel === ",") && (following === undefined || following === "}" || following === ",")
	);
}

function labelPosition(place: Place, frame: Frame, token: Token | undefined): Situation {
	const { tokens, after, cursor } = place;
	const string = token?.kind === "string";
	const following = tokens[after];
	const hasOperator = following?.kind === "operator";
	const selector = readSelector(tokens, frame);
	// The matcher whose label is being changed says nothing about what its label may be.
	const own = hasOperator ? after + 1 : undefined;
	const others = selector.matchers.filter((matcher) => matcher.token !== own);
	const printed = printSelector(selector, own);
	return {
		kind: "labelName",
		place: "matcher",
		...(string ? stringContent(token, cursor) : wordAt(place)),
		quote: string ? token.text.charAt(0) : "",
		open: string && !token.closed,
		hasOperator,
		metricToo:
			(selector.metric === undefined && frame.head === undefined) || (string && nameOf(token) === selector.metric),
		// The same label may be matched twice, but hardly ever by `=`; so it stays offered where the operator was another.
		present: others.filter(({ operator }) => operator === "=").map(({ label }) => label),
		scope: printed === undefined ? [] : [printed],
	};
}

function scopeWithout({ tokens, current }: Place, frame: Frame): readonly string[] {
	const printed = printSelector(readSelector(tokens, frame), current);
	return printed === undefined ? [] : [printed];
}

/** Of a regular expression such as `a|b|c`, the alternative that the cursor is in. */
function alternative(text: string, content: { replace: { start: number; end: number } }, cursor: number) {
	const { start, end } = content.replace;
	let first = cursor;
	while (first > start && !"|(".includes(text.charAt(first - 1))) first -= 1;
	let last = cursor;
	while (last < end && !"|)".includes(text.charAt(last))) last += 1;
	return { replace: { start: first, end: last }, typed: text.slice(first, cursor) };
}
