import type { FaultTable } from "../../text/fault.ts";

/** What a change leaves behind; known only where two states of a project are compared. */
export const removedFaults: FaultTable = {
	"rule/removed-but-used": {
		title: "What the change removes is still used",
		severity: "warning",
		why: "The change takes a recording rule or an alert away, or gives it another name, and something still asks for the old one. A query of a metric that nobody records returns nothing and says nothing: the alert built on it never fires again, and the panel stays empty.",
		fix: "Use the new name here too, or remove what asks for the old one. Where the rule has moved to another repository, or a query is about the past, leave it as it is. It is a warning, and told by `observability check --diff BASE` alone, which knows what was there before.",
		example: {
			language: "yaml",
			bad: `# Before, the file also had "record: job:errors:rate5m".
groups:
  - name: api
    rules:
      - alert: ApiFails
        expr: job:errors:rate5m{job="api"} > 1
`,
			good: `groups:
  - name: api
    rules:
      - record: job:errors:rate5m
        expr: sum by (job) (rate(errors_total[5m]))
      - alert: ApiFails
        expr: job:errors:rate5m{job="api"} > 1
`,
		},
	},
};
