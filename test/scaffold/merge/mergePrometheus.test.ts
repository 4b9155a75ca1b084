import { describe, expect, test } from "vitest";
import { mergePrometheus } from "../../../server/scaffold/merge/mergePrometheus.ts";

const addition = `global:
  scrape_interval: 30s
  evaluation_interval: 30s
rule_files:
  - rules/*.yml
alerting:
  alertmanagers:
    - static_configs:
        - targets: ["alertmanager:9093"]
scrape_configs:
  - job_name: prometheus
    static_configs:
      - targets: ["localhost:9090"]
  # Machines.
  - job_name: node
    static_configs:
      - targets: ["node-exporter:9100"]
`;

describe("a configuration that is there", () => {
	test("gets the jobs that it lacks, and no targets for those that it has", () => {
		const existing = `global: {scrape_interval: 15s}   # often
rule_files: [ours.yml]
scrape_configs:
- job_name: node
  static_configs: [{targets: ["machine:9100"]}]
`;
		expect(mergePrometheus(existing, addition)).toEqual({
			kind: "merged",
			content: `global: {scrape_interval: 15s}   # often
rule_files: [ours.yml, "rules/*.yml"]
scrape_configs:
- job_name: node
  static_configs: [{targets: ["machine:9100"]}]
- job_name: prometheus
  static_configs:
  - targets: ["localhost:9090"]
alerting:
  alertmanagers:
  - static_configs:
    - targets: ["alertmanager:9093"]
`,
		});
	});

	test("keeps its Alertmanagers", () => {
		const existing = "alerting:\n  alertmanagers: []\nscrape_configs:\n";
		const merged = mergePrometheus(existing, addition);
		expect(merged.kind === "merged" && merged.content).toContain("alerting:\n  alertmanagers: []\n");
		expect(merged.kind === "merged" && merged.content).toContain("  # Machines.\n  - job_name: node\n");
	});

	test("that is none is left alone", () => {
		expect(mergePrometheus("- a\n", addition)).toMatchObject({ kind: "refused" });
		expect(mergePrometheus("scrape_configs: all\n", addition)).toMatchObject({ kind: "refused" });
	});
});
