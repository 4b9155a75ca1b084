import { computeBurnRates } from "../burnRates.ts";
import { readSpecs } from "../conversion/readSpecs.ts";
import type { SpecSlo } from "../conversion/specSlo.ts";
import type { SloDefinition } from "../sloDefinition.ts";
import type { ExplainedAlert, ExplainedSlo } from "./explainedSlo.ts";

/** The objective of a specification at `offset`, with the alerts that its tool makes of it; the first where none is there. */
export function readSpecAt(text: string, offset: number, others: readonly string[] = []): ExplainedSlo | undefined {
	const specs = readSpecs(text, others);
	const spec = specs.find(({ span }) => span.start <= offset && offset <= span.end) ?? specs[0];
	return spec && explainSpec(spec);
}

function explainSpec({ tool, service, name, meaning }: SpecSlo): ExplainedSlo | undefined {
	if (meaning.kind === "refused") {
		return {
			title: `${name} of ${service}`,
			period: { days: 30, source: "assumed" },
			alerts: [],
			notes: [meaning.reason],
		};
	}
	const { slo } = meaning;
	const title = `${slo.objective.percent} % for ${name} of ${service}, over ${slo.period.words}`;
	const budget = Number(slo.objective.budget);
	const period = { days: slo.period.days, source: tool === "Sloth" ? "assumed" : "written" } as const;
	switch (tool) {
		case "Sloth":
			return { title, budget, period, alerts: workbookAlerts(slo), notes: [slothPeriod] };
		case "Pyrra":
			return { title, budget, period, alerts: pyrraAlerts(slo.period.days), notes: [] };
		case "OpenSLO":
			return { title, budget, period, alerts: workbookAlerts(slo), notes: [openSloAlerts] };
		default:
			return tool satisfies never;
	}
}

const slothPeriod =
	"Sloth is told the period by its command line (`--default-slo-period`); 30 days is what it takes otherwise.";
const openSloAlerts =
	"The specification does not say how its alerts are made; these are those that “Convert SLO” makes of it.";

/** The page and the ticket of the SRE workbook, which Sloth makes, and we. */
function workbookAlerts(slo: SloDefinition): readonly ExplainedAlert[] {
	const windows = computeBurnRates(slo.period, slo.objective);
	return (["page", "ticket"] as const).map((severity) => ({
		name: severity === "page" ? "The page" : "The ticket",
		severity,
		forSeconds: 0,
		conditions: windows
			.filter((window) => window.severity === severity)
			.map(({ long, short, factor }) => ({ long: long.seconds, short: short.seconds, factor })),
	}));
}

const minute = 60;

/** Source: Pyrra 0.10, `Windows` of its package slo: parts of the SLO's own window, to whole minutes. */
function pyrraAlerts(days: number): readonly ExplainedAlert[] {
	const part = (seconds: number): number => Math.round((seconds * days) / 28 / minute) * minute;
	const rows = [
		{ severity: "critical", wait: 2, short: 5, long: 60, factor: 14 },
		{ severity: "critical", wait: 15, short: 30, long: 360, factor: 7 },
		{ severity: "warning", wait: 60, short: 120, long: 1440, factor: 2 },
		{ severity: "warning", wait: 180, short: 360, long: 5760, factor: 1 },
	];
	return rows.map(({ severity, wait, short, long, factor }) => ({
		name: `ErrorBudgetBurn (${factor} times)`,
		severity,
		forSeconds: part(wait * minute),
		conditions: [{ long: part(long * minute), short: part(short * minute), factor }],
	}));
}
