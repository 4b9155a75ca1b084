import type { DocumentAdapter, HostDocument } from "../adapter.ts";
import type { OutlineItem } from "../model.ts";
import { YamlView } from "../yaml/yamlView.ts";
import { alertProvisioningStructure } from "./alertProvisioningStructure.ts";
import { outlineAlertRule, readAlertRules } from "./alertRules.ts";
import { createAlertRulesPart } from "./alertRulesPart.ts";
import { HostObject, notEmpty } from "./hostObject.ts";
import { startOf } from "./readPanels.ts";

/** Files from which Grafana provisions its own alert rules, and what its API exports of them. */
export function createAlertProvisioningAdapter(): DocumentAdapter {
	return {
		id: "grafanaAlertRules",
		hints: ["data", "condition", "folder", "orgId"],
		matches: (document) => findGroups(document) !== undefined,
		parse(document) {
			const groups = findGroups(document) ?? [];
			const read = groups.map((group) => ({ group, rules: readAlertRules(group) }));
			const outline = read.map(({ group, rules }): OutlineItem => {
				const name = notEmpty(group.text("name"));
				return {
					name: name?.value ?? "(no name)",
					detail: notEmpty(group.text("folder"))?.value ?? "",
					kind: "group",
					span: group.span,
					nameSpan: name?.span ?? startOf(group.span),
					children: rules.map(outlineAlertRule),
				};
			});
			return createAlertRulesPart(
				read.flatMap(({ rules }) => rules),
				outline,
				alertProvisioningStructure,
			);
		},
	};
}

/** Other provisioning files have `apiVersion: 1` too; groups of rules with `data` are alert rules. */
function findGroups({ yaml }: HostDocument): readonly HostObject[] | undefined {
	const root = HostObject.read(yaml.root, new YamlView(yaml.anchors));
	if (root === undefined || root.has("kind") || !root.isList("groups")) return undefined;
	const groups = root.objects("groups");
	const isProvisioning = root.text("apiVersion")?.value === "1";
	const holdsRules = groups.some((group) =>
		group.objects("rules").some((rule) => rule.isList("data") || rule.has("condition")),
	);
	const begun = isProvisioning && groups.some((group) => group.has("folder") || group.has("orgId"));
	return (isProvisioning && holdsRules) || begun ? groups : undefined;
}
