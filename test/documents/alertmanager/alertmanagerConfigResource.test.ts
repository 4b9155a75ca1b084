import { expect, test } from "vitest";
import { createDocumentParser } from "../../../server/documents/registry.ts";

const text = `apiVersion: monitoring.coreos.com/v1alpha1
kind: AlertmanagerConfig
metadata:
  name: team
spec:
  route:
    receiver: pager
    groupBy: [alertname]
    groupWait: 30s
    routes:
      - matchers:
          - { name: severity, value: "warn.*", matchType: =~ }
          - { name: env, value: prod }
          - { name: team, value: a|b, regex: true }
        receiver: chat
  receivers:
    - name: pager
      pagerdutyConfigs: [{}]
    - name: chat
      slackConfigs: [{}]
  inhibitRules:
    - sourceMatch: [{ name: severity, value: critical }]
      targetMatch: [{ name: severity, value: warning }]
      equal: [alertname]
`;

const model = createDocumentParser().parse({ uri: "file:///team.yaml", languageId: "yaml", version: 1, text });

test("routes, receivers and inhibitions of the resource are in the model", () => {
	const [config] = model?.alertmanagers ?? [];
	expect(config?.route).toMatchObject({
		receiver: { value: "pager" },
		groupWaitSeconds: { value: 30 },
		routes: [
			{
				receiver: { value: "chat" },
				matchers: [
					{ label: "severity", operator: "=~", value: "warn.*", deprecated: false },
					{ label: "env", operator: "=", value: "prod" },
					{ label: "team", operator: "=~", value: "a|b", deprecated: true },
				],
			},
		],
	});
	expect(config?.receivers.map(({ name, integrations }) => [name.value, integrations[0]?.value])).toEqual([
		["pager", "pagerdutyConfigs"],
		["chat", "slackConfigs"],
	]);
	expect(config?.inhibitions).toMatchObject([{ equal: [{ value: "alertname" }] }]);
	expect(model?.problems).toEqual([]);
});

test("its symbols hang under the resource", () => {
	expect(model?.outline.map(({ name, children }) => [name, children.map((child) => child.name)])).toEqual([
		["team", ["all alerts", "pager", "chat", 'severity="critical" mutes severity="warning"']],
	]);
});
