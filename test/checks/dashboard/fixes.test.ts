import fc from "fast-check";
import { expect, test } from "vitest";
import { CHECKS } from "../../../server/checks/registry.ts";
import { CheckRunner } from "../../../server/checks/run.ts";
import type { DocumentModel } from "../../../server/documents/model.ts";
import { createDocumentParser } from "../../../server/documents/registry.ts";
import type { Problem } from "../../../server/text/problem.ts";
import { applyEdits } from "../../../server/text/textEdit.ts";

const checks = CHECKS.filter(({ id }) => id.startsWith("dashboard/"));

interface Host {
	readonly name: string;
	readonly uri: string;
	wrap(json: string): string;
	/** Leads the text of a file back to that of the dashboard. */
	unwrap(text: string): string;
}

const configMap = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: d\ndata:\n  d.json: ";

const hosts: readonly Host[] = [
	{ name: "a file", uri: "file:///d.json", wrap: (json) => json, unwrap: (text) => text },
	{
		name: "a block of a ConfigMap",
		uri: "file:///d.yaml",
		wrap: (json) => `${configMap}|-\n${json.replace(/^/gm, "    ")}\n`,
		unwrap: (text) => text.slice(configMap.length + 3).replace(/^ {4}/gm, ""),
	},
	{
		name: "single quotes in a ConfigMap",
		uri: "file:///d.yaml",
		wrap: (json) => `${configMap}'${JSON.stringify(JSON.parse(json)).replaceAll("'", "''")}'\n`,
		unwrap: (text) =>
			text
				.trim()
				.slice(configMap.length + 1, -1)
				.replaceAll("''", "'"),
	},
	{
		name: "a string of JSON",
		uri: "file:///d.yaml",
		wrap: (json) => `${configMap}${JSON.stringify(JSON.stringify(JSON.parse(json)))}\n`,
		unwrap: (text) => JSON.parse(text.slice(configMap.length)),
	},
];

const ratio = 'sum(rate(a_total{code=~"5.."}[$__rate_interval])) / sum(rate(a_total[$__rate_interval]))';
const expression = fc.constantFrom(
	"sum(rate(a_total[5m]))",
	'rate(a_total{job="$job", code!="[[code]]"}[$__interval])',
	"rate(a_total[1m]) / rate(b_total[${__interval}])",
	'increase(a_total{path=~"/x\\\\d+", job="$job"}[$__interval])',
	ratio,
	"latency_seconds",
	'up{job="$job"} == 1\n  and\nup{job!="$job"}',
	"up{broken",
);
const datasource = fc.constantFrom({ type: "prometheus", uid: "abc" }, { type: "prometheus", uid: "${ds}" }, "name");
const panel = fc.record({
	id: fc.integer({ min: 1, max: 3 }),
	type: fc.constantFrom("timeseries", "stat"),
	title: fc.constantFrom("It's $job", 'A "title"'),
	datasource,
	fieldConfig: fc.record({ defaults: fc.record({ unit: fc.constantFrom("percent", "ms", "s") }) }),
	targets: fc.array(fc.record({ refId: fc.constant("A"), expr: expression, datasource }), { maxLength: 2 }),
});
const variable = fc.record({
	name: fc.constantFrom("job", "code"),
	type: fc.constant("query"),
	query: fc.constant("label_values(up, job)"),
	multi: fc.boolean(),
	refresh: fc.constantFrom(0, 1, 2),
});
const dashboard = fc.record({
	title: fc.constant("D"),
	schemaVersion: fc.constant(41),
	editable: fc.boolean(),
	panels: fc.array(panel, { minLength: 1, maxLength: 3 }),
	templating: fc.record({
		list: fc
			.array(variable, { maxLength: 2 })
			.map((list) => [{ name: "ds", type: "datasource", query: "prometheus" }, ...list]),
	}),
});

async function check(host: Host, text: string): Promise<{ problems: readonly Problem[]; model: DocumentModel }> {
	const runner = new CheckRunner({
		log: (line) => {
			throw new Error(line);
		},
		pause: () => Promise.resolve(),
		checks,
		configuration: () => ({ settingOf: ({ severity }) => severity, optionsOf: () => ({ onTimeChange: true }) }),
	});
	const languageId = host.uri.endsWith(".json") ? "json" : "yaml";
	const source = { uri: host.uri, languageId, version: 1, text };
	const model = createDocumentParser().parse(source);
	const result = model && (await runner.run(source, model, new AbortController().signal));
	if (model === undefined || result === undefined) throw new Error(`No dashboard:\n${text}`);
	return { problems: result.problems, model };
}

test.each(hosts.map((host): [string, Host] => [host.name, host]))(
	"every fix leaves a dashboard that is JSON, and takes its problem away, in %s",
	async (_, host) => {
		let fixes = 0;
		await fc.assert(
			fc.asyncProperty(dashboard, async (content) => {
				const text = host.wrap(JSON.stringify(content, undefined, 2));
				const before = await check(host, text);
				for (const { code, message, fix } of before.problems) {
					if (fix === undefined) continue;
					fixes += 1;
					const mended = applyEdits(text, fix.edits);
					const read: { readonly panels: readonly unknown[] } = JSON.parse(host.unwrap(mended));
					expect(read.panels).toHaveLength(content.panels.length);
					const after = await check(host, mended);
					const count = (problems: readonly Problem[]): number =>
						problems.filter((problem) => problem.code === code && problem.message === message).length;
					expect(count(after.problems), `${code} in\n${mended}`).toBeLessThan(count(before.problems));
				}
			}),
			{ numRuns: 40 },
		);
		expect(fixes).toBeGreaterThan(50);
	},
);
