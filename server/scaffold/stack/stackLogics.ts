import type { ScaffoldLogic } from "../scaffoldLogic.ts";
import { alertmanagerScaffold } from "./alertmanagerScaffold.ts";
import { blackboxScaffold } from "./blackboxScaffold.ts";
import { kubePrometheusStackScaffold } from "./kubePrometheusStackScaffold.ts";
import { monitoringScaffold } from "./monitoringScaffold.ts";
import { operatorResourcesScaffold } from "./operatorResourcesScaffold.ts";
import { otelCollectorScaffold } from "./otelCollectorScaffold.ts";
import { prometheusScaffold } from "./prometheusScaffold.ts";
import { pushedMetricsScaffold } from "./pushedMetricsScaffold.ts";

/** The parts of a monitoring stack; adding one is a row here. */
export const stackLogics: readonly ScaffoldLogic[] = [
	prometheusScaffold,
	alertmanagerScaffold,
	otelCollectorScaffold,
	blackboxScaffold,
	pushedMetricsScaffold,
	operatorResourcesScaffold,
	kubePrometheusStackScaffold,
	monitoringScaffold,
];
