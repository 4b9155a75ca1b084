import { RegularExpressions } from "../promql/regularExpressions.ts";
import type { DocumentAdapter, FileAdapter } from "./adapter.ts";
import { createAlertmanagerConfigAdapter } from "./alertmanager/alertmanagerConfig.ts";
import { createAlertmanagerConfigResourceAdapter } from "./alertmanager/alertmanagerConfigResource.ts";
import { createNotificationTemplateAdapter } from "./alertmanager/notificationTemplateFile.ts";
import { createAlertProvisioningAdapter } from "./grafana/alertProvisioningAdapter.ts";
import { createClassicDashboardAdapter } from "./grafana/classicAdapter.ts";
import { createDashboardSpecAdapter } from "./grafana/dashboardSpecAdapter.ts";
import { createLibraryPanelAdapter } from "./grafana/libraryPanelAdapter.ts";
import { createAlertRuleGroupAdapter, createOperatorDashboardAdapter } from "./grafana/operatorAdapters.ts";
import { createDashboardResourceAdapter } from "./grafana/resourceAdapters.ts";
import { createRuleFragmentAdapter } from "./helm/ruleFragment.ts";
import { argoRolloutsKind } from "./kubernetes/argoRollouts.ts";
import { createConfigMapAdapter } from "./kubernetes/configMapAdapter.ts";
import { flaggerCanaryKind, flaggerTemplateKind } from "./kubernetes/flagger.ts";
import { kedaKind } from "./kubernetes/keda.ts";
import { createKubernetesAdapter } from "./kubernetes/kubernetesAdapter.ts";
import type { ResourceAdapter } from "./kubernetes/resource.ts";
import { createMarkdownAdapter } from "./markdown/markdown.ts";
import { createPrometheusConfigAdapter } from "./prometheus/prometheusConfig.ts";
import { createPromqlFileAdapter } from "./promqlFile/promqlFile.ts";
import { createQueryResourceAdapter } from "./queries/queryResource.ts";
import { createRuleResourceAdapters } from "./rules/prometheusRule.ts";
import type { RuleDialect } from "./rules/ruleDialect.ts";
import { createRuleFileAdapter } from "./rules/ruleFile.ts";
import type { RuleReadings } from "./rules/ruleGroups.ts";
import { createRuleTestAdapter } from "./ruleTest/ruleTest.ts";
import { openSloKind } from "./slo/openSlo.ts";
import { pyrraKind } from "./slo/pyrra.ts";
import { createSlothAdapter, slothResourceKind } from "./slo/sloth.ts";

/** Every kind of document that is known. A document is given to the first one that recognises it. */
export function createAdapters(readings: RuleReadings, dialect: RuleDialect = "auto"): readonly DocumentAdapter[] {
	return [
		createKubernetesAdapter(createResourceAdapters(readings)),
		createRuleFileAdapter(readings, dialect),
		createRuleTestAdapter(),
		createSlothAdapter(),
		createPrometheusConfigAdapter(new RegularExpressions()),
		createAlertmanagerConfigAdapter(new RegularExpressions()),
		createClassicDashboardAdapter(),
		createDashboardSpecAdapter(),
		createLibraryPanelAdapter(),
		createAlertProvisioningAdapter(),
		createRuleFragmentAdapter(readings),
	];
}

/** The resources whose queries stand in items of one sort. */
const queryResourceKinds = [
	slothResourceKind,
	pyrraKind,
	openSloKind,
	kedaKind,
	argoRolloutsKind,
	flaggerTemplateKind,
	flaggerCanaryKind,
];

/** Every kind of Kubernetes resource that is known, alone or in a list of resources of any kinds. */
function createResourceAdapters(readings: RuleReadings): readonly ResourceAdapter[] {
	return [
		...createRuleResourceAdapters(readings),
		createConfigMapAdapter(),
		createAlertmanagerConfigResourceAdapter(),
		createDashboardResourceAdapter(),
		createOperatorDashboardAdapter(),
		createAlertRuleGroupAdapter(),
		...queryResourceKinds.map(createQueryResourceAdapter),
	];
}

/** Every kind of file that is neither YAML nor JSON. */
export function createFileAdapters(): readonly FileAdapter[] {
	return [createPromqlFileAdapter(), createMarkdownAdapter(), createNotificationTemplateAdapter()];
}
