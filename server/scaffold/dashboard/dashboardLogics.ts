import { panelScaffold } from "../panel/panelScaffold.ts";
import type { ScaffoldLogic } from "../scaffoldLogic.ts";
import { dashboardScaffold } from "./dashboardScaffold.ts";
import { provisioningScaffold } from "./provisioningScaffold.ts";

/** What makes dashboards, and lets Grafana find them. */
export const dashboardLogics: readonly ScaffoldLogic[] = [dashboardScaffold, panelScaffold, provisioningScaffold];
