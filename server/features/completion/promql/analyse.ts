import type { EmbeddedRegion } from "../../../documents/embedded/region.ts";
import { type Frame, frameAt } from "../../promqlFrames.ts";
import { expressionSituation } from "./expressionSituation.ts";
import { matcherSituation } from "./matcherSituation.ts";
import { findPlace, nameOf, type Place, stringContent, wordAt } from "./place.ts";
import { labelScope } from "./scope.ts";
import { NOTHING, type Situation } from "./situation.ts";

/** Says what is about to be written at `cursor`. Pure: it looks at the text alone and knows no server. */
export function analyseSituation(text: string, cursor: number, masks?: EmbeddedRegion["masks"]): Situation {
	const place = findPlace(text, cursor, masks);
	if (place === undefined) return NOTHING;
	const frame = frameAt(place.frames, place.current ?? place.after);
	switch (frame.kind) {
		case "matchers":
			return matcherSituation(place, frame);
		case "range":
			return rangeSituation(place, frame);
		case "grouping":
		case "matching":
		case "include":
			return groupingSituation(place, frame);
		case "fill":
			return NOTHING;
		case "whole":
		case "paren":
		case "call":
		case "aggregation":
			return expressionSituation(place, frame);
		default:
			return frame.kind satisfies never;
	}
}

function rangeSituation(place: Place, frame: Frame): Situation {
	const { tokens, current, before } = place;
	const token = current === undefined ? undefined : tokens[current];
	if (token?.kind === "string") return NOTHING;
	const previous = tokens[before];
	const part = tokens.slice(frame.open, before + 1).some((candidate) => candidate.text === ":") ? "step" : "range";
	if (previous === undefined || !["[", ":", "+", "-", "*", "/"].includes(previous.text)) return NOTHING;
	return { kind: "duration", ...wordAt(place), place: part, open: frame.close >= tokens.length };
}

function groupingSituation(place: Place, frame: Frame): Situation {
	const { tokens, frames, current, cursor } = place;
	const token = current === undefined ? undefined : tokens[current];
	if (token?.kind === "number") return NOTHING;
	const inside = tokens.slice(frame.open + 1, Math.min(frame.close, tokens.length));
	const present = inside
		.filter((other) => other !== token && other.foreign !== true && other.kind !== "punctuation")
		.map(nameOf);
	const string = token?.kind === "string";
	return {
		kind: "labelName",
		place: "grouping",
		...(string ? stringContent(token, cursor) : wordAt(place)),
		quote: string ? token.text.charAt(0) : "",
		open: string && !token.closed,
		hasOperator: false,
		metricToo: false,
		present,
		scope: labelScope(tokens, frames, frame),
	};
}
