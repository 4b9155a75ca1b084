import { jsonFaults } from "./faults/json.ts";
import { ruleFaults } from "./faults/rules.ts";
import { ruleTestFaults } from "./faults/ruleTest.ts";
import { yamlFaults } from "./faults/yaml.ts";
import { helmFaults } from "./helm/faults.ts";

/** Every fault of a host file: of its YAML, and of the structure that Prometheus wants. */
export const documentFaults = {
	...yamlFaults,
	...jsonFaults,
	...ruleFaults,
	...ruleTestFaults,
	...helmFaults,
} as const;

export type DocumentFaultCode = keyof typeof documentFaults;
