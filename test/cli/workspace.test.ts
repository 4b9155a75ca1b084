import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CommandLine } from "../support/commandLine.ts";

/** What the files of a project say together, in the command line. */
const cli = new CommandLine();

const project = {
	".observability.yaml": "checks: {}\n",
	"services/shop/metrics.ts": `import { Counter } from "prom-client";
export const orders = new Counter({ name: "shop_orders_total", help: "Orders.", labelNames: ["result", "user_id"] });
`,
	"services/shop/other.ts": "export const nothing = 1;\n",
	"rules/shop.yaml": `groups:
  - name: shop
    rules:
      - alert: NoOrders
        expr: sum(rate(shop_order_total[10m])) == 0
        labels:
          severity: page
        annotations:
          runbook_url: ../runbooks/no-orders.md
`,
};

beforeAll(async () => {
	await cli.build();
});
afterAll(() => cli.remove());

test("code, rules and runbooks of a whole project are judged together", async () => {
	cli.write(project);
	const { out } = await cli.run(["check", "-f", "json"]);
	const found = JSON.parse(out).files.flatMap((file: { path: string; problems: readonly { code: string }[] }) =>
		file.problems.map(({ code }) => `${file.path} ${code}`),
	);
	expect(found.toSorted()).toEqual([
		"rules/shop.yaml alert/dead-runbook",
		"rules/shop.yaml promql/undefined-metric",
		"services/shop/metrics.ts code/high-cardinality-label",
	]);
});

test("of a part of a project nothing is said to be missing", async () => {
	cli.write(project);
	const { out, code } = await cli.run(["check", "rules"]);
	expect(out).not.toContain("dead-runbook");
	expect(out).not.toContain("undefined-metric");
	expect(code).toBe(0);
});

test("assess tells what a service has and lacks, as Markdown with links and as JSON", async () => {
	cli.write(project);
	const { out, error, code } = await cli.run(["assess"]);
	expect(error).toBe("");
	expect(code).toBe(0);
	expect(out).toContain("| shop | 1 | 0 | 1 | 1 of 1 | 0 of 1 | 0 | 0 |");
	expect(out).toContain("alert NoOrders: its runbook is not there ([rules/shop.yaml:4](rules/shop.yaml#L4))");
	const { services, gaps } = JSON.parse((await cli.run(["assess", "-f", "json"])).out);
	expect(services.map(({ name }: { name: string }) => name)).toEqual(["shop"]);
	expect(gaps).toContainEqual({
		service: "shop",
		kind: "unusedMetric",
		risk: "low",
		words: "nobody uses it",
		subject: "metric shop_orders_total",
		path: "services/shop/metrics.ts",
		line: 2,
	});
});

test("assess writes a file whose links lead from where it is, and fails where it is told to", async () => {
	cli.write({ ...project, "docs/readme.txt": "" });
	const { code, out } = await cli.run(["assess", "--output", "docs/assessment.md", "--fail-on", "high"]);
	expect([code, out]).toEqual([1, ""]);
	expect(readFileSync(join(cli.folder, "docs/assessment.md"), "utf8")).toContain("(../rules/shop.yaml#L4)");
});

test.each([
	[["assess", "nowhere"], "nowhere is no folder."],
	[["assess", "-f", "pdf"], "there is no format pdf."],
	[["assess", "--fail-on", "all"], "--fail-on is high, medium, low or never, not all."],
	[["assess", ".", "."], "one folder is assessed at a time."],
])("%s is refused with a reason", async (args, reason) => {
	cli.write(project);
	const { code, error } = await cli.run(args);
	expect(code).toBe(2);
	expect(error).toContain(reason);
});
