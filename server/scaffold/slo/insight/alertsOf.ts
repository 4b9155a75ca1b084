import { writeBurnAlert } from "../alertRules.ts";
import { computeBurnRates } from "../burnRates.ts";
import { nameSlo } from "../names.ts";
import type { SloDefinition } from "../sloDefinition.ts";

export interface SketchedAlert {
	readonly name: string;
	readonly severity: "page" | "ticket";
	/** Over recorded series. */
	readonly expression: string;
	readonly forSeconds: number;
}

/** The burn-rate alerts that the templates would lay out. */
export function sketchAlerts(slo: SloDefinition): readonly SketchedAlert[] {
	const names = nameSlo(slo);
	const windows = computeBurnRates(slo.period, slo.objective);
	return (["page", "ticket"] as const).flatMap((severity) => {
		const expression = writeBurnAlert(
			slo,
			windows.filter((window) => window.severity === severity),
		);
		if (expression === undefined) return [];
		const name = severity === "page" ? names.pageAlert : names.ticketAlert;
		return [{ name, severity, expression, forSeconds: 0 }];
	});
}
