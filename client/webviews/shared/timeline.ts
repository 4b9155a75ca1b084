const namespace = "http://www.w3.org/2000/svg";
const width = 1000;
/** What fires for a moment in a month still is a mark that can be seen. */
const narrowest = 2.5;

/** A stretch of time, in Unix seconds, in which an alert was in a state. */
export interface StateSpan {
	readonly start: number;
	readonly end: number;
	readonly state: "pending" | "firing";
}

/** When a series was pending and firing, as one row over the whole span. It says nothing that the words beside it do not. */
export function drawTimeline(
	spans: readonly StateSpan[],
	{ start, end }: { readonly start: number; readonly end: number },
): SVGSVGElement {
	const row = document.createElementNS(namespace, "svg");
	row.setAttribute("viewBox", `0 0 ${width} 10`);
	row.setAttribute("preserveAspectRatio", "none");
	row.setAttribute("class", "timeline");
	row.setAttribute("aria-hidden", "true");
	const scale = width / Math.max(1, end - start);
	// Firing is drawn over pending, and stands higher, so that the two differ without colour too.
	for (const [state, top] of [
		["pending", 4],
		["firing", 0],
	] as const) {
		const shapes = spans
			.filter((span) => span.state === state)
			.map((span) => {
				const left = (span.start - start) * scale;
				const right = Math.max(left + narrowest, (span.end - start) * scale);
				return `M${left.toFixed(1)} 10V${top}H${right.toFixed(1)}V10Z`;
			});
		if (shapes.length === 0) continue;
		const path = document.createElementNS(namespace, "path");
		path.setAttribute("class", state);
		path.setAttribute("d", shapes.join(""));
		row.append(path);
	}
	return row;
}
