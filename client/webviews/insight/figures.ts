import type { InsightFigure } from "../../../server/protocol/scaffold.ts";
import { breakable, element } from "../shared/elements.ts";

/** Told apart by its sign and by what is said of it, and by colour only besides. */
const tones = {
	good: { sign: "✓", spoken: "good" },
	warning: { sign: "!", spoken: "to watch" },
	bad: { sign: "✗", spoken: "bad" },
} as const;

/** One figure with what it means, as an entry of a definition list. */
export function showFigure({ label, value, detail, tone }: InsightFigure): HTMLElement {
	const mark =
		tone === undefined
			? []
			: [
					element("span", { className: "sign", "aria-hidden": "true" }, tones[tone].sign),
					element("span", { className: "spoken" }, ` (${tones[tone].spoken})`),
				];
	return element(
		"div",
		{ className: `figure ${tone ?? "plain"}` },
		element("dt", {}, ...breakable(label)),
		element("dd", { className: "number" }, element("span", {}, value), ...mark),
		...(detail === undefined ? [] : [element("dd", { className: "hint" }, ...breakable(detail))]),
	);
}
