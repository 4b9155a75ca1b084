import type { FaultTable } from "../../text/fault.ts";

const scaled = (lines: string): string =>
	`apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata:\n  name: api\nspec:\n  scaleTargetRef:\n    name: api\n  triggers:\n    - type: prometheus\n      metadata:\n        serverAddress: http://prometheus:9090\n        query: sum(rate(http_requests_total[2m]))\n        threshold: '100'\n${lines}`;
const analysis = (name: string): string =>
	`apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata:\n  name: errors\nspec:\n  metrics:\n    - ${name}\n      provider:\n        prometheus:\n          query: sum(up)\n`;

const refused = "The Kubernetes API refuses the resource, so nothing of the change takes effect.";

export const kubernetesFaults = {
	"kubernetes/unknown-field": {
		title: "Field that looks misspelt",
		severity: "warning",
		why: "`kubectl` refuses fields that a resource does not have; other ways to apply it leave them out without a word, so that what was meant is not done.",
		fix: "Correct the spelling.",
		example: {
			language: "yaml",
			bad: analysis("name: errors\n      succesCondition: result[0] < 1"),
			good: analysis("name: errors\n      successCondition: result[0] < 1"),
		},
	},
	"kubernetes/wrong-type": {
		title: "Wrong kind of value in a resource",
		severity: "error",
		why: refused,
		fix: "Write the value in the form that the message names.",
		example: { language: "yaml", bad: scaled("  maxReplicaCount: ten\n"), good: scaled("  maxReplicaCount: 10\n") },
	},
	"kubernetes/missing-field": {
		title: "Resource without a field that it needs",
		severity: "error",
		why: refused,
		fix: "Add the field that the message names.",
		example: { language: "yaml", bad: analysis("interval: 1m"), good: analysis("name: errors") },
	},
} as const satisfies FaultTable;
