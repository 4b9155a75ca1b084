import { expect, test } from "vitest";
import { groupByService } from "../../../server/workspace/overview/services.ts";
import { readWorkspace } from "../../support/workspaceGraph.ts";

const code = `import { Counter } from "prom-client";\nexport const c = new Counter({ name: "a_total", help: "A." });\n`;
const rule = (expr: string, more = ""): string =>
	`groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: ${expr}\n${more}`;

const cases: readonly (readonly [what: string, path: string, text: string, service: string])[] = [
	["code below services", "services/checkout/src/metrics.ts", code, "checkout"],
	["code of a package", "packages/web-shop/lib/metrics.ts", code, "web-shop"],
	["code in a folder of its own", "mailer/metrics.ts", code, "mailer"],
	["the only code", "src/metrics.ts", code, "workspace"],
	["code at the top", "metrics.ts", code, "workspace"],
	["a label of the alert", "r.yaml", rule("up == 0", "        labels: {service: pay}\n"), "pay"],
	["a matcher", "r.yaml", rule(`up{job="pay"} == 0`), "pay"],
	["a surer matcher", "r.yaml", rule(`up{job="x", service="pay"} == 0`), "pay"],
	["matchers that differ", "r.yaml", rule(`up{job="a"} == 0 or up{job="b"} == 0`), "g"],
	["nothing but its group", "r.yaml", rule("up == 0"), "g"],
	[
		"a label that is known only when it fires",
		"r.yaml",
		rule("up == 0", "        labels: {app: '{{ $labels.x }}'}\n"),
		"g",
	],
];

test.each(cases)("%s tells the service", async (_, path, text, service) => {
	const services = await groupByService(await readWorkspace({ [path]: text }), () => Promise.resolve());
	expect(services.map(({ name }) => name)).toEqual([service]);
});

test("ways to write a name are one service", async () => {
	const graph = await readWorkspace({
		"services/check-out/m.ts": code,
		"r.yaml": rule("up == 0", "        labels: {service: Check_Out}\n"),
	});
	const services = await groupByService(graph, () => Promise.resolve());
	expect(services.map(({ key, items }) => [key, items.metric.length, items.alert.length])).toEqual([
		["check-out", 1, 1],
	]);
});
