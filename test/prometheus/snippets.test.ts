import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { CHECKS } from "../../server/checks/registry.ts";
import { expandSnippet, readSnippets, type Snippet } from "../support/snippets.ts";
import { createDocument, createTestService, never } from "../support/testService.ts";

/** Every snippet, expanded, is what our own diagnostics and the real tool take without a word. */
interface Place {
	readonly file: string;
	readonly languageId: string;
	/** The whole file around the snippet. */
	readonly wrap: (body: string) => string;
	/** The program and its arguments for the file; left out where no tool of ours reads it. */
	readonly tool?: readonly [string, ...string[]];
}

const indent = (text: string, by: number): string => text.trimEnd().replace(/^(?=.)/gm, " ".repeat(by));
const asIs = (body: string): string => `${body.trimEnd()}\n`;
const receivers = (names: readonly string[]): string =>
	`receivers:\n${names.map((name) => `  - name: ${name}\n`).join("")}`;

const ruleFile: Place = {
	file: "rules.yaml",
	languageId: "yaml",
	wrap: asIs,
	tool: ["promtool", "check", "rules", "rules.yaml"],
};
const rule: Place = { ...ruleFile, wrap: (body) => `groups:\n  - name: g\n    rules:\n${indent(body, 6)}\n` };
const alertmanager: Place = {
	file: "alertmanager.yml",
	languageId: "yaml",
	wrap: asIs,
	tool: ["amtool", "check-config", "alertmanager.yml"],
};
const receiver: Place = {
	...alertmanager,
	wrap: (body) => `route:\n  receiver: ${/name: (\S+)/.exec(body)?.[1]}\nreceivers:\n${indent(body, 2)}\n`,
};
const prometheus: Place = {
	file: "prometheus.yml",
	languageId: "yaml",
	wrap: asIs,
	tool: ["promtool", "check", "config", "--syntax-only", "prometheus.yml"],
};
const job: Place = { ...prometheus, wrap: (body) => `scrape_configs:\n${indent(body, 2)}\n` };
const resource: Place = { file: "resource.yaml", languageId: "yaml", wrap: asIs };
const dashboard: Place = { file: "dashboard.json", languageId: "json", wrap: asIs };
const variables = ["job", "instance"].map((name) => {
	return `{ "name": "${name}", "type": "query", "query": "label_values(up, ${name})", "refresh": 2, "multi": true, "includeAll": true, "allValue": ".+" }`;
});
const panel: Place = {
	...dashboard,
	wrap: (body) =>
		`{\n"title": "T", "schemaVersion": 42, "templating": { "list": [{ "name": "datasource", "type": "datasource", "query": "prometheus" }, ${variables.join(", ")}] },\n"panels": [\n${body}\n]\n}\n`,
};

const places: Readonly<Record<string, Place>> = {
	"Prometheus rule file": ruleFile,
	"PrometheusRule resource": resource,
	"Rule group": {
		...ruleFile,
		wrap: (body) => `groups:\n${indent(body.replace(/- *$/, "- record: a:b\n      expr: up"), 2)}\n`,
	},
	"Alerting rule": rule,
	"Recording rule": rule,
	"Error ratio alert": rule,
	"Latency alert": rule,
	"Alertmanager configuration": alertmanager,
	Route: {
		...alertmanager,
		wrap: (body) => `route:\n  receiver: all\n  routes:\n${indent(body, 4)}\n${receivers(["all", "team"])}`,
	},
	"Slack receiver": receiver,
	"PagerDuty receiver": receiver,
	"Webhook receiver": receiver,
	"E-mail receiver": receiver,
	Inhibition: {
		...alertmanager,
		wrap: (body) => `route:\n  receiver: all\n${receivers(["all"])}inhibit_rules:\n${indent(body, 2)}\n`,
	},
	"Time interval": {
		...alertmanager,
		wrap: (body) =>
			`route:\n  receiver: all\n  routes:\n    - matchers: [team="a"]\n      active_time_intervals: [office-hours]\n${receivers(["all"])}time_intervals:\n${indent(body, 2)}\n`,
	},
	"Prometheus configuration": prometheus,
	"Scrape job": job,
	"Scrape job from files": job,
	// Debian builds its promtool without the discovery of Kubernetes.
	"Scrape job for pods": { file: job.file, languageId: job.languageId, wrap: job.wrap },
	"Scrape job for probes": job,
	"Rule test file": {
		file: "test.yaml",
		languageId: "yaml",
		wrap: asIs,
		tool: ["promtool", "test", "rules", "test.yaml"],
	},
	"Alert test": {
		...resource,
		file: "test.yaml",
		wrap: (body) => `tests:\n  - alert_rule_test:\n${indent(body, 6)}\n`,
	},
	"Expression test": {
		...resource,
		file: "test.yaml",
		wrap: (body) => `tests:\n  - promql_expr_test:\n${indent(body, 6)}\n`,
	},
	"Sloth SLO": resource,
	"Pyrra SLO": resource,
	"OpenSLO SLO": resource,
	"Grafana dashboard": dashboard,
	"Grafana time series panel": panel,
	"Grafana stat panel": panel,
	"Grafana query variable": {
		...dashboard,
		wrap: (body) =>
			`{\n"title": "T", "schemaVersion": 42, "templating": { "list": [{ "name": "datasource", "type": "datasource", "query": "prometheus" },\n${body}\n] },\n"panels": [{ "id": 1, "type": "stat", "title": "S", "targets": [{ "refId": "A", "expr": "sum(kube_pod_info{namespace=~\\"$namespace\\"})" }] }]\n}\n`,
	},
	"Grafana query": {
		...panel,
		wrap: (body) => panel.wrap(`{ "id": 1, "type": "stat", "title": "S", "targets": [${body}] }`),
	},
	"Error ratio": { file: "q.promql", languageId: "promql", wrap: asIs },
	"Quantile of a classic histogram": { file: "q.promql", languageId: "promql", wrap: asIs },
	"Mean of a histogram": { file: "q.promql", languageId: "promql", wrap: asIs },
	"Top series": { file: "q.promql", languageId: "promql", wrap: asIs },
	"Runs out": { file: "q.promql", languageId: "promql", wrap: asIs },
};

/** The wrapper's own faults: it has variables that one panel does not use, and receivers that tell nobody. */
const ofTheWrapper: ReadonlySet<string> = new Set(["dashboard/unused-variable", "alertmanager/empty-receiver"]);

async function diagnose({ file, languageId }: Place, text: string): Promise<readonly string[]> {
	const service = createTestService(undefined, CHECKS);
	const document = { ...createDocument(text, 1, `file:///project/${file}`), languageId };
	const problems = (await service.diagnose(document, never)) ?? [];
	expect(service.logged).toEqual([]);
	expect(service.kindOf(document).kinds, "the file is recognised").not.toEqual([]);
	return problems.filter(({ code }) => !ofTheWrapper.has(code)).map(({ code, message }) => `${code}: ${message}`);
}

/** The rule file that the snippet of a test file tests. */
const tested = expandSnippet(readSnippets().find(({ name }) => name === "Alerting rule")?.body ?? []);

async function runTool({ file, tool }: Place, text: string): Promise<string> {
	if (tool === undefined) return "";
	const folder = await mkdtemp(join(tmpdir(), "observability-snippets-"));
	onTestFinished(() => rm(folder, { recursive: true, force: true }));
	await mkdir(dirname(join(folder, file)), { recursive: true });
	await writeFile(join(folder, "rules.yaml"), rule.wrap(tested));
	await writeFile(join(folder, file), text);
	const [program, ...args] = tool;
	const result = await promisify(execFile)(program, args, { cwd: folder }).catch(
		(error: { readonly stdout?: string; readonly stderr?: string }) => error,
	);
	return "code" in result ? `${result.stdout}${result.stderr}` : "";
}

describe.each(readSnippets().map((snippet): [string, Snippet] => [snippet.name, snippet]))(
	"the snippet %s",
	(name, { body }) => {
		test("has no problem, here or in the real tool", async () => {
			const place = places[name];
			if (place === undefined) throw new Error(`Say in this test what file ${name} belongs into.`);
			const text = place.wrap(expandSnippet(body));
			expect(await diagnose(place, text)).toEqual([]);
			expect(await runTool(place, text)).toBe("");
		});
	},
);
