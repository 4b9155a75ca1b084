import type { InsightPicture } from "../../../server/protocol/scaffold.ts";
import { breakable, element } from "../shared/elements.ts";
import { drawTimeline } from "../shared/timeline.ts";

type SpansPicture = Extract<InsightPicture, { readonly kind: "spans" }>;

/** When alerts would have been pending and firing: a row each, with the same in words beside it. */
export function showSpans({ title, start, end, rows }: SpansPicture): HTMLElement {
	const key = element(
		"p",
		{ className: "hint key", "aria-hidden": "true" },
		element("span", { className: "swatch firing" }),
		" firing ",
		element("span", { className: "swatch pending" }),
		" pending",
	);
	const head = element(
		"tr",
		{},
		element("th", { scope: "col" }, "Alert"),
		element("th", { scope: "col" }, "Would have fired"),
		element("th", { scope: "col", class: "line" }, `${writeTime(start)} – ${writeTime(end)}`),
	);
	const body = rows.map(({ label, summary, spans }) =>
		element(
			"tr",
			{},
			element("th", { scope: "row" }, ...breakable(label)),
			element("td", {}, summary ?? countSpans(spans)),
			element("td", { class: "line" }, drawTimeline(spans, { start, end })),
		),
	);
	const table = element(
		"table",
		{},
		element("caption", {}, title),
		element("thead", {}, head),
		element("tbody", {}, ...body),
	);
	const heading = element("h2", {}, title);
	const scroll = element("div", { className: "scroll", tabindex: "0", role: "region", "aria-label": title }, table);
	return element("section", {}, heading, key, scroll);
}

function countSpans(spans: SpansPicture["rows"][number]["spans"]): string {
	const times = spans.filter(({ state }) => state === "firing").length;
	if (times === 0) return spans.length === 0 ? "never" : "only pending";
	return times === 1 ? "once" : `${times} times`;
}

function writeTime(seconds: number): string {
	return new Date(seconds * 1000).toLocaleString([], {
		month: "short",
		day: "numeric",
		hour: "2-digit",
		minute: "2-digit",
	});
}
