import { dashboardCases } from "./dashboard/dashboardCases.ts";
import { documentCases } from "./documents/documentCases.ts";
import type { ScaffoldCase } from "./scaffoldCase.ts";
import { sloCases } from "./slo/sloCases.ts";
import { sloConversionCases } from "./sloConversion/sloConversionCases.ts";
import { stackCases } from "./stack/stackCases.ts";

/** Every template with every option; a scaffold adds its own here. */
export const SCAFFOLD_CASES: readonly ScaffoldCase[] = [
	...sloCases,
	...sloConversionCases,
	...dashboardCases,
	...documentCases,
	...stackCases,
];
