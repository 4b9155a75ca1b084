import type { ScaffoldLogic } from "../scaffoldLogic.ts";
import { architectureScaffold } from "./architectureScaffold.ts";
import { assessmentScaffold } from "./assessmentScaffold.ts";
import { costReviewScaffold } from "./costReviewScaffold.ts";
import { integrationGuideScaffold } from "./integrationGuideScaffold.ts";
import { logPolicyScaffold } from "./logPolicyScaffold.ts";
import { monitoringChecklistScaffold } from "./monitoringChecklistScaffold.ts";
import { rolloutPlanScaffold } from "./rolloutPlanScaffold.ts";

/** Documents that are made from what is really there. */
export const documentLogics: readonly ScaffoldLogic[] = [
	assessmentScaffold,
	architectureScaffold,
	rolloutPlanScaffold,
	monitoringChecklistScaffold,
	logPolicyScaffold,
	costReviewScaffold,
	integrationGuideScaffold,
];
