import { alertmanagerFaults } from "./faults/alertmanager.ts";
import { jsonFaults } from "./faults/json.ts";
import { kubernetesFaults } from "./faults/kubernetes.ts";
import { prometheusFaults } from "./faults/prometheus.ts";
import { ruleFaults } from "./faults/rules.ts";
import { ruleTestFaults } from "./faults/ruleTest.ts";
import { sloFaults } from "./faults/slo.ts";
import { yamlFaults } from "./faults/yaml.ts";
import { helmFaults } from "./helm/faults.ts";

/** Every fault of a host file: of its YAML, and of the structure that Prometheus wants. */
export const documentFaults = {
	...yamlFaults,
	...jsonFaults,
	...ruleFaults,
	...ruleTestFaults,
	...sloFaults,
	...kubernetesFaults,
	...helmFaults,
	...prometheusFaults,
	...alertmanagerFaults,
} as const;

export type DocumentFaultCode = keyof typeof documentFaults;
