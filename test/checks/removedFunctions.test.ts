import { expect, test } from "vitest";
import { createDocument, createTestService, never } from "../support/testService.ts";

const service = createTestService();

async function severitiesOf(text: string): Promise<readonly string[]> {
	const problems = (await service.diagnose(createDocument(text), never)) ?? [];
	return problems.map(({ code, severity }) => `${code} ${severity}`);
}

const expression = "holt_winters(up[1h], 0.5, 0.5)";

test("a function that Prometheus 3 has no more is an error in a rule, which would not be loaded", async () => {
	const rules = `groups:\n  - name: g\n    rules:\n      - record: a:b\n        expr: ${expression}\n`;
	expect(await severitiesOf(rules)).toEqual(["promql/removed-function error"]);
});

test("and a warning in a dashboard, whose server may be older", async () => {
	const dashboard = `{\n  "schemaVersion": 39,\n  "panels": [{ "type": "timeseries", "targets": [{ "expr": "${expression}" }] }]\n}\n`;
	expect(await severitiesOf(dashboard)).toEqual(["promql/removed-function warning"]);
});
