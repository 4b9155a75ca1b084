import { alertCases } from "./alert/alertCases.ts";
import { dashboardCases } from "./dashboard/dashboardCases.ts";
import { documentCases } from "./documents/documentCases.ts";
import { instrumentationCases } from "./instrumentation/instrumentationCases.ts";
import { panelCases } from "./panel/panelCases.ts";
import { recordingCases } from "./recordingRule/recordingCases.ts";
import { ruleTestCases } from "./ruleTest/ruleTestCases.ts";
import { runbookCases } from "./runbook/runbookCases.ts";
import type { ScaffoldCase } from "./scaffoldCase.ts";
import { sloCases } from "./slo/sloCases.ts";
import { sloConversionCases } from "./sloConversion/sloConversionCases.ts";
import { stackCases } from "./stack/stackCases.ts";

/** Every template with every option; a scaffold adds its own here. */
export const SCAFFOLD_CASES: readonly ScaffoldCase[] = [
	...sloCases,
	...instrumentationCases,
	...alertCases,
	...recordingCases,
	...sloConversionCases,
	...dashboardCases,
	...panelCases,
	...documentCases,
	...stackCases,
	...ruleTestCases,
	...runbookCases,
];
