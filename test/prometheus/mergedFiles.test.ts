import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { MERGERS } from "../../server/scaffold/merge/mergers.ts";

/** What merges make of files is put before the real promtool and amtool. */
const folder = mkdtempSync(join(tmpdir(), "observability-merged-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function judge(name: string, existing: string, addition: string, tool: readonly [string, ...string[]]): string {
	const merged = MERGERS[name]?.(existing, addition);
	if (merged?.kind !== "merged") throw new Error(merged?.reason ?? `There is no merger ${name}.`);
	const path = join(folder, "file.yml");
	writeFileSync(path, merged.content);
	const [program, ...args] = tool;
	return execFileSync(program, [...args, path], { encoding: "utf8", stdio: "pipe" });
}

const added = `groups:
  - name: api
    rules:
      - alert: Slow
        expr: |
          histogram_quantile(0.99, sum by (le) (rate(s_bucket[5m])))
            > 1
        labels: {severity: page}
        annotations:
          summary: "{{ $labels.job }} is slow: {{ $value }}"
  - name: more
    rules:
      - record: job:up:sum
        expr: sum by (job) (up)
`;

test.each<[string, string, number]>([
	["flush", "groups:\n- name: api\n  rules:\n  - record: a\n    expr: up\n", 3],
	[
		"indented by four",
		"groups:\n    - name: api\n      interval: 1m\n      rules:\n          - record: a\n            expr: up\n",
		3,
	],
	["in brackets", "groups: [{name: api, rules: [{record: a, expr: up}]}]\n", 3],
	["JSON", '{"groups":[{"name":"api","rules":[{"record":"a","expr":"up"}]}]}', 3],
	[
		"on Windows",
		"\ufeffgroups:\r\n  - name: api\r\n    rules:\r\n      - record: a\r\n        expr: |\r\n          up\r\n",
		3,
	],
	[
		"of anchors",
		"groups:\n  - name: api\n    rules:\n      - &a\n        record: a\n        expr: up\n      - <<: *a\n        record: b\n",
		4,
	],
	["empty", "# Nothing yet.\ngroups: []", 2],
])("promtool takes rules in a file that is %s", (_, existing, count) => {
	expect(judge("rules", existing, added, ["promtool", "check", "rules"])).toContain(`SUCCESS: ${count} rules found`);
});

const ours = `route:
  receiver: team
  routes:
    - matchers: [team="a"]
      receiver: pager
receivers:
  - name: team
  - name: pager
    webhook_configs:
      - url: http://localhost:1/pager
inhibit_rules:
  - source_matchers: [severity="page"]
    target_matchers: [severity="ticket"]
    equal: [service]
time_intervals:
  - name: nights
    time_intervals:
      - times: [{start_time: "20:00", end_time: "24:00"}]
`;

test.each([
	["small", "route:\n  receiver: default\nreceivers:\n- name: default\n"],
	[
		"with routes that take everything",
		"route:\n    receiver: default\n    routes:\n    - receiver: default\nreceivers:\n- name: default\n",
	],
	["in brackets", "route: {receiver: default, routes: []}\nreceivers: [{name: default}]\ninhibit_rules: []\n"],
	[
		"of an older form",
		"route:\n  receiver: default\n  routes:\n  - match:\n      team: a\n    continue: true\n    receiver: default\nreceivers:\n  - name: default\n",
	],
])("amtool takes what was added to a configuration that is %s", (_, existing) => {
	const told = judge("alertmanager", existing, ours, ["amtool", "check-config"]);
	expect(told).toContain("SUCCESS");
	expect(told).toContain("3 receivers");
	expect(told).toContain("1 inhibit rules");
});
