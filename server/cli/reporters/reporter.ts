import type { CheckReport } from "../check/report.ts";

/** Writes a report down as one text, with the line break at its end. Pure. */
export type Reporter = (report: CheckReport, options: ReporterOptions) => string;

export interface ReporterOptions {
	/** The terminal shows colours. */
	readonly colours: boolean;
}
