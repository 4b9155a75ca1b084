import { describe, expect, test } from "vitest";
import type { Answers } from "../../../server/scaffold/scaffold.ts";
import { createFakePrometheus } from "../../support/fakePrometheus.ts";
import { openScaffolds, renderScaffold, type Scene } from "../../support/scaffolds.ts";
import { odd, shop } from "./shop.ts";

async function write(id: string, scene: Scene = { files: shop }, answers: Answers = {}): Promise<string> {
	const { files } = await renderScaffold(id, answers, scene);
	return files[0]?.content ?? "";
}

describe("the picture", () => {
	test("has what the files say, and a dotted line where they say nothing", async () => {
		const text = await write("architecture");
		expect(text).toContain("s0 -->|scraped| c3");
		expect(text).toContain('r0(["on-call<br>PagerDuty"])');
		expect(text).toContain("| silent | nobody |");
		const { "prometheus.yml": _, ...unscraped } = shop;
		expect(await write("architecture", { files: unscraped })).toContain("s0 -.->|no job found|");
	});

	test("ends no label at what is in a name", async () => {
		const text = await write("architecture", { files: odd });
		expect(text).toContain('(["#60;b#62; #34;x#34; | #35;<br>a webhook"])');
	});

	test("takes a dashboard that stands alone for no service", async () => {
		const dashboard = JSON.stringify({ title: "Machines", schemaVersion: 42, panels: [] });
		expect(await write("architecture", { files: { ...shop, "machines.json": dashboard } })).not.toContain("Machines");
	});

	test("of nothing says so", async () => {
		expect(await write("architecture", {})).toContain("No file tells of a service");
	});
});

describe("the checklist", () => {
	test.each([
		["Every service has an alert", "x", "1 of 1"],
		["Every alert says how urgent it is", "x", "1 alert"],
		["Every alert leads to a runbook", " ", "0 of 1 alert; 1 without a runbook."],
		["Images have a version", " ", "2 of 3 images; 1 with no version, or latest."],
		// That it is there in one place does not show that it is there everywhere.
		["Requests can be followed through the services by traces", " ", "@opentelemetry/sdk-node"],
		["Logs have the id of the trace that they belong to", " ", "No file can show it"],
	])("%s: [%s]", async (text, box, evidence) => {
		const line = (await write("monitoringChecklist")).split("\n").find((each) => each.includes(text)) ?? "";
		expect(line).toContain(`- [${box}] ${text}`);
		expect(line).toContain(evidence);
	});

	test("ticks nothing where nothing is", async () => {
		expect(await write("monitoringChecklist", {})).not.toContain("[x]");
	});
});

describe("the plan", () => {
	test("names what each service lacks, and ticks what is there", async () => {
		const text = await write("rolloutPlan");
		expect(text).toContain("- [ ] **checkout**: write 1 runbook");
		expect(text).toContain("- [ ] **checkout**: agree on an SLO and add a dashboard");
		expect(text).toContain("- [x] Metrics are collected and rules evaluated");
		expect(text).toContain("- [ ] All services send traces (begun: @opentelemetry/sdk-node)");
		expect(text).toContain("(by on-call)");
	});
});

describe("the cost review", () => {
	test("names labels that grow without end, unused metrics, short intervals and retention", async () => {
		const text = await write("costReview");
		expect(text).toContain("| `checkout_requests_total` | `user_id` | checkout |");
		expect(text).toContain("- checkout: 1 metric");
		expect(text).toContain("- checkout: every 5 s");
		expect(text).toContain("- `30d`");
		expect(text).toContain("No server has told");
	});

	test("has the numbers of the server", async () => {
		const live = createFakePrometheus({
			cardinality: { series: 200_000, metrics: [{ name: "big", count: 50_000 }], labels: [], pairs: [] },
			runtimeInfo: { retentionSeconds: 30 * 86_400 },
		});
		const text = await write("costReview", { files: shop, live });
		expect(text).toContain("| Series in memory now | 200 000 |");
		// 200,000 series every 5 s, which is the interval of the only job; 2 bytes each for 30 days.
		expect(text).toContain("| Samples a second, each series every 5 s | 40 000 |");
		expect(text).toContain("| 207 GB |");
		expect(text).toContain("| `big` | 50 000 | 25.0 % |");
	});
});

test("the guide offers what the workspace uses", async () => {
	const scaffolds = await openScaffolds({ files: shop });
	const ask = (question: string) =>
		scaffolds.choices({ id: "integrationGuide", question, answers: {} }, new AbortController().signal);
	expect(await ask("ci")).toMatchObject({ suggested: "github" });
	expect(await ask("tools")).toMatchObject({ suggested: "pagerduty" });
});

test.each([
	["docs/report.txt", 'end in ".md"'],
	["../report.md", "out of the workspace folder"],
])("no document is written to %s", async (path, message) => {
	const scaffolds = await openScaffolds();
	expect(await scaffolds.render("architecture", { path })).toMatchObject({
		kind: "invalid",
		question: "path",
		message: expect.stringContaining(message),
	});
});

test.each(["0", "-1", "thirty", "1.5"])("logs are not kept for %s days", async (days) => {
	expect(await (await openScaffolds()).render("logPolicy", { days })).toMatchObject({ kind: "invalid" });
});
