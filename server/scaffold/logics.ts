import { alertScaffold } from "./alert/alertScaffold.ts";
import { dashboardLogics } from "./dashboard/dashboardLogics.ts";
import { documentLogics } from "./documents/documentLogics.ts";
import { instrumentationScaffold } from "./instrumentation/instrumentationScaffold.ts";
import { recordingScaffold } from "./recordingRule/recordingScaffold.ts";
import { ruleTestScaffold } from "./ruleTest/ruleTestScaffold.ts";
import { runbookScaffold } from "./runbook/runbookScaffold.ts";
import type { ScaffoldLogic } from "./scaffoldLogic.ts";
import { sloConversionScaffold } from "./slo/conversion/sloConversionScaffold.ts";
import { sloScaffold } from "./slo/sloScaffold.ts";
import { stackLogics } from "./stack/stackLogics.ts";

/** Every scaffold that the extension brings; adding one is a row here and a folder in `templates/`. */
export const LOGICS: readonly ScaffoldLogic[] = [
	sloScaffold,
	alertScaffold,
	recordingScaffold,
	sloConversionScaffold,
	instrumentationScaffold,
	...dashboardLogics,
	...documentLogics,
	...stackLogics,
	ruleTestScaffold,
	runbookScaffold,
];
