import { CostGate, defaultCostBounds } from "../../metrics/cost.ts";
import type { LivePrometheus } from "../../metrics/port.ts";
import { formatSample, type SampleUnit } from "../../metrics/sampleFormat.ts";
import { quote } from "../../promql/names.ts";
import type { Insight, InsightFigure } from "../insight.ts";
import { escapeRegexp } from "../quoting/regexpText.ts";
import type { Answers } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import { Refusal } from "../scaffoldLogic.ts";
import { asksQueries, type DashboardDesign, type QueryPanelDesign } from "./dashboardDesign.ts";
import { designDashboard } from "./designDashboard.ts";
import { fillWindows } from "./unitOfExpression.ts";

/** Which panels would show something now, and what, so that nobody gets a dashboard that is dead. */
export async function foreseeDashboard(
	answers: Answers,
	context: ScaffoldContext,
	signal: AbortSignal,
): Promise<Insight> {
	const design = await tryDesign(answers, context);
	if (typeof design === "string") return { title: "This dashboard", figures: [], pictures: [], notes: [design] };
	const panels = design.rows.flatMap((row) => row.panels.filter(asksQueries));
	return foreseePanels(`What ${design.title} would show now`, panels, design, context, signal);
}

/** What panels would show now; `variables` are those that their queries go by. */
export async function foreseePanels(
	title: string,
	panels: readonly QueryPanelDesign[],
	variables: Pick<DashboardDesign, "variables">,
	context: ScaffoldContext,
	signal: AbortSignal,
): Promise<Insight> {
	if (context.live === undefined) {
		const note = "No Prometheus is connected, so it cannot be said which panels would have data.";
		return { title, figures: [], pictures: [], notes: [note] };
	}
	return { title, pictures: [], ...(await lookAtPanels(panels, variables, context, context.live, signal)) };
}

async function tryDesign(answers: Answers, context: ScaffoldContext): Promise<DashboardDesign | string> {
	try {
		return (await designDashboard(answers, context)).design;
	} catch (error) {
		if (error instanceof Refusal) return error.message;
		throw error;
	}
}

/** All panels together ask no more than so many queries, and no longer than so. */
const mostQueries = 60;
const patienceMs = 30_000;

async function lookAtPanels(
	panels: readonly QueryPanelDesign[],
	design: Pick<DashboardDesign, "variables">,
	context: ScaffoldContext,
	api: LivePrometheus,
	signal: AbortSignal,
): Promise<Pick<Insight, "figures" | "notes">> {
	const gate = context.cost ?? new CostGate(api, { bounds: () => defaultCostBounds });
	const ended = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
	const figures: InsightFigure[] = [];
	const notes = new Set<string>();
	let asked = 0;
	// One after the other: a preview is no reason to ask a server many things at once.
	for (const panel of panels) {
		const [first] = panel.queries;
		if (first === undefined) continue;
		if (ended.aborted || asked >= mostQueries) {
			notes.add("Not all panels were looked at, as that would have asked too much of the server at once.");
			break;
		}
		asked += 1;
		const query = fillVariables(first.expression, design);
		const verdict = await gate.judge(query, { evaluations: 1, at: context.now }, ended);
		if (verdict.kind === "above") {
			notes.add(`The panel ${panel.title} was not asked for. ${verdict.message}`);
			continue;
		}
		const answer = await api.instantQuery(query, {
			signal: ended,
			time: context.now,
			limit: mostSeries,
			timeoutSeconds: 10,
		});
		if (answer.kind !== "ok") {
			notes.add(answer.kind === "unavailable" ? answer.reason : `The server has no ${answer.what}.`);
			if (answer.kind === "unavailable" && answer.cause !== "badQuery") break;
			continue;
		}
		const { data, truncated } = answer.value;
		const values =
			data.kind === "vector"
				? data.series.map(({ sample }) => sample.value)
				: data.kind === "scalar"
					? [data.sample.value]
					: [];
		figures.push(describePanel(panel, values, truncated));
	}
	const dead = figures.filter(({ tone }) => tone === "warning").length;
	if (dead > 0)
		notes.add(
			`${dead} of ${figures.length} panels would be empty now; that can be right where nothing failed yet, and else the metric or the selector is another one.`,
		);
	return { figures, notes: [...notes] };
}

const mostSeries = 500;

/** The query as it is asked when the dashboard opens. */
export function fillVariables(expression: string, { variables }: Pick<DashboardDesign, "variables">): string {
	let filled = fillWindows(expression);
	for (const { name, current } of variables) {
		const value = current === undefined ? ".+" : quote(escapeRegexp(current)).slice(1, -1);
		filled = filled.replaceAll(new RegExp(`\\$${name}\\b`, "g"), () => value);
	}
	return filled;
}

function describePanel(panel: QueryPanelDesign, values: readonly number[], truncated: boolean): InsightFigure {
	const { title, unit } = panel;
	const count = `${truncated ? "more than " : ""}${values.length} series`;
	const [only] = values;
	if (only === undefined) return { label: title, value: "no data", tone: "warning" };
	const sample = sampleUnits[unit] ?? "none";
	const numbers = values.filter((value) => !Number.isNaN(value));
	if (values.length === 1)
		return {
			label: title,
			value: `${formatSample(only, sample)}${speedWords[unit] ?? ""}`,
			detail: `It has ${count}.`,
		};
	const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
	const range =
		numbers.length === 0
			? "NaN"
			: low === high
				? formatSample(low, sample)
				: `${formatSample(low, sample)} to ${formatSample(high, sample)}`;
	return { label: title, value: `${range}${speedWords[unit] ?? ""}`, detail: `It has ${count}.` };
}

/** By Grafana's ids of units. */
const sampleUnits: Readonly<Record<string, SampleUnit>> = {
	s: "seconds",
	bytes: "bytes",
	Bps: "bytes",
	percentunit: "ratio",
	percent: "percent",
	celsius: "celsius",
};

const speedWords: Readonly<Record<string, string>> = { reqps: "/s", ops: "/s", Bps: "/s", pps: "/s" };
