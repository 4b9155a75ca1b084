import type { OpaqueSpan } from "./opaque.ts";

/** An action of a Go template; Sloth gives it the window of the rate and nothing else of use. */
const action = /\{\{-?\s*(.*?)\s*-?\}\}/gs;

/** The placeholders of a Sloth SLO's queries: `{{.window}}` stands for a duration such as `5m`. */
export function findWindowPlaceholders(text: string): readonly OpaqueSpan[] {
	if (!text.includes("{{")) return [];
	return [...text.matchAll(action)].map((match) => ({
		span: { start: match.index, end: match.index + match[0].length },
		source: match[0],
		kind: "window",
		...(/^\.\w+$/.test(match[1] ?? "") && { name: match[1]?.slice(1) ?? "" }),
	}));
}
