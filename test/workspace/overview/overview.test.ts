import { expect, test } from "vitest";
import { assess } from "../../../server/workspace/overview/assess.ts";
import { drawDependencies } from "../../../server/workspace/overview/dependencyPicture.ts";
import { findGaps } from "../../../server/workspace/overview/gaps.ts";
import { Overview, summariseGaps } from "../../../server/workspace/overview/overview.ts";
import { renderAssessment } from "../../../server/workspace/overview/renderAssessment.ts";
import { groupByService } from "../../../server/workspace/overview/services.ts";
import { readWorkspace } from "../../support/workspaceGraph.ts";

const files = {
	"services/checkout/src/metrics.ts": `import { Counter } from "prom-client";
export const orders = new Counter({ name: "checkout_orders_total", help: "Orders.", labelNames: ["result"] });
export const carts = new Counter({ name: "checkout_carts_total", help: "Carts." });
`,
	"services/mail/src/metrics.ts": `import { Counter } from "prom-client";
export const sent = new Counter({ name: "mails_sent_total", help: "Mails." });
`,
	"rules/checkout.yaml": `groups:
  - name: checkout
    rules:
      - record: result:checkout_orders:rate5m
        expr: sum by (result) (rate(checkout_orders_total[5m]))
      - alert: OrdersFail
        expr: result:checkout_orders:rate5m{result="failed"} > 1
        labels:
          severity: page
        annotations:
          runbook_url: ../runbooks/orders-fail.md
      - alert: NoOrders
        expr: sum(result:checkout_orders:rate5m) == 0
        labels:
          severity: page
`,
	"rules/tests.yaml": `rule_files: [checkout.yaml]
tests:
  - input_series: []
    alert_rule_test:
      - alertname: OrdersFail
        eval_time: 5m
`,
	"runbooks/orders-fail.md": "# OrdersFail\n\nRoll back.\n",
	"dashboards/checkout.json": JSON.stringify({
		title: "Checkout",
		uid: "checkout",
		schemaVersion: 39,
		panels: [
			{
				type: "timeseries",
				title: "Orders",
				datasource: { type: "prometheus", uid: "p" },
				targets: [{ refId: "A", expr: "sum(result:checkout_orders:rate5m)" }],
			},
		],
	}),
};

const pause = (): Promise<void> => Promise.resolve();
const graph = await readWorkspace(files);

test("everything belongs to the service that it is about", async () => {
	const services = await new Overview(() => graph, pause).services();
	const shown = services.map(({ name, items }) => [
		name,
		...Object.entries(items).flatMap(([kind, places]) =>
			places.length === 0 ? [] : [`${kind}: ${places.map(({ item }) => item.name).join(", ")}`],
		),
	]);
	expect(shown).toEqual([
		[
			"checkout",
			"metric: checkout_orders_total, checkout_carts_total",
			"record: result:checkout_orders:rate5m",
			"alert: OrdersFail, NoOrders",
			"dashboard: Checkout",
			"runbook: OrdersFail",
			"test: ",
		],
		["mail", "metric: mails_sent_total"],
	]);
});

test("what a service lacks is told by risk", async () => {
	const services = await new Overview(() => graph, pause).services();
	const gaps = services.map(({ name, gaps }) => [
		name,
		...gaps.map(({ risk, words, place }) => `${risk}: ${place?.item.name ?? "service"}: ${words}`),
	]);
	expect(gaps).toEqual([
		[
			"checkout",
			"high: NoOrders: no runbook",
			"medium: service: no SLO",
			"medium: NoOrders: no test",
			"low: checkout_carts_total: nobody uses it",
		],
		[
			"mail",
			"high: service: no alert",
			"medium: service: no SLO",
			"medium: service: no dashboard",
			"low: mails_sent_total: nobody uses it",
		],
	]);
	expect(services.map(({ gaps }) => summariseGaps(gaps))).toEqual([
		["no SLO", "1 without runbook", "1 without test", "1 metric unused"],
		["no alert", "no SLO", "no dashboard", "1 metric unused"],
	]);
});

test("of a workspace that was not read whole nothing is said to be missing but what an alert itself says", async () => {
	const partial = await readWorkspace(files);
	partial.setComplete(false);
	const services = await new Overview(() => partial, pause).services();
	expect(services.flatMap(({ gaps }) => gaps.map(({ words, place }) => `${place?.item.name} ${words}`))).toEqual([
		"NoOrders no runbook",
	]);
});

test("the assessment shows what there is, draws it, and lists what is missing", async () => {
	const report = renderAssessment(await assess(graph, pause), {
		title: "shop",
		placeOf: (uri, offset) => ({ text: `${uri.split("/").at(-1)}@${offset}`, link: "there" }),
	});
	expect(report).toContain("| checkout | 2 | 1 | 2 | 1 of 2 | 1 of 2 | 0 | 1 | 1 high, 2 medium, 1 low |");
	expect(report).toContain("| mail | 1 | 0 | 0 | – | – | 0 | 0 | 1 high, 2 medium, 1 low |");
	expect(report).toContain(
		'  subgraph s0["checkout"]\n    s0_signals["2 metrics"]\n    s0_records["1 recording rule"]',
	);
	expect(report).toMatch(
		/### High.*\n\n- \*\*checkout\*\*, alert NoOrders: no runbook \(\[checkout.yaml@\d+\]\(there\)\)/,
	);
	expect(report).toContain("- **mail**: no alert\n");
	expect(report.indexOf("### High")).toBeLessThan(report.indexOf("### Medium"));
});

test("names that Markdown and Mermaid would read otherwise are shown as they are", async () => {
	const odd = await readWorkspace({
		"rules.yaml": `groups:
  - name: 'a "b" | <c>'
    rules:
      - alert: Odd
        expr: up == 0
`,
	});
	const report = renderAssessment(await assess(odd, pause), { title: "x_y", placeOf: () => ({ text: "here" }) });
	expect(report).toContain('| a "b" \\| \\<c\\> |');
	expect(report).toContain('subgraph s0["a #34;b#34; | #60;c#62;"]');
	expect(report).toContain("# Observability of x\\_y");
});

test("an empty workspace has nothing to assess", async () => {
	const report = renderAssessment(await assess(await readWorkspace({}), pause), {
		title: "empty",
		placeOf: () => ({ text: "" }),
	});
	expect(report).toContain("Nothing was found");
	expect(report).toContain("There is nothing to draw.");
});

test("the picture of a recording rule leads from the code that feeds it to whom it wakes", () => {
	const { nodes, edges, cut } = drawDependencies(graph, { kind: "metric", name: "result:checkout_orders:rate5m" });
	const nameOf = (id: string): string => {
		const node = nodes.find((one) => one.id === id);
		return `${node?.kind} ${node?.name}`;
	};
	expect(edges.map(({ from, to }) => `${nameOf(from)} -> ${nameOf(to)}`).sort()).toEqual([
		"alert OrdersFail -> runbook OrdersFail",
		"alert OrdersFail -> test test",
		"metric checkout_orders_total -> record result:checkout_orders:rate5m",
		"record result:checkout_orders:rate5m -> alert NoOrders",
		"record result:checkout_orders:rate5m -> alert OrdersFail",
		"record result:checkout_orders:rate5m -> panel Orders",
	]);
	expect(nodes.filter(({ centre }) => centre).map(({ name }) => name)).toEqual(["result:checkout_orders:rate5m"]);
	expect(nodes.find(({ kind }) => kind === "panel")?.detail).toBe("panel of “Checkout”");
	expect(cut).toBe(false);
});

test("what the workspace does not define is drawn as coming from outside", async () => {
	const outside = await readWorkspace({
		"rules.yaml": "groups:\n  - name: g\n    rules:\n      - alert: Down\n        expr: up == 0\n",
	});
	const { nodes, edges } = drawDependencies(outside, { kind: "alert", name: "Down" });
	expect(nodes.map(({ kind, name, detail }) => `${kind} ${name}: ${detail}`)).toEqual([
		"alert Down: alert",
		"external up: from outside the workspace",
	]);
	expect(edges).toHaveLength(1);
});

test("a picture that would be too large to read is cut, the nearest first", async () => {
	const rules = Array.from({ length: 300 }, (_, index) => `      - alert: A${index}\n        expr: up > ${index}\n`);
	const large = await readWorkspace({ "rules.yaml": `groups:\n  - name: g\n    rules:\n${rules.join("")}` });
	const { nodes, cut } = drawDependencies(large, { kind: "metric", name: "up" });
	expect(nodes.length).toBeLessThanOrEqual(120);
	expect(cut).toBe(true);
	expect(nodes[0]).toMatchObject({ name: "up", centre: true });
});

test("other work comes first between the items of one large service, too", async () => {
	const rules = Array.from({ length: 1200 }, (_, n) => `      - alert: A${n}\n        expr: up{job="api"} == 0\n`);
	const large = await readWorkspace({ "rules.yaml": `groups:\n  - name: g\n    rules:\n${rules.join("")}` });
	let pauses = 0;
	const counted = async (): Promise<void> => void pauses++;
	const [service] = await groupByService(large, counted);
	pauses = 0;
	expect(service && (await findGaps(service, large, counted)).length).toBeGreaterThan(1200);
	expect(pauses).toBe(2);
});

test("a dashboard whose title hangs on a variable is nobody's own", async () => {
	const dashboard = (title: string) => JSON.stringify({ title, schemaVersion: 39, panels: [] });
	const both = await readWorkspace({ "a.json": dashboard("Requests of $job"), "b.json": dashboard("Mail") });
	expect((await groupByService(both, pause)).map(({ name }) => name)).toEqual(["Mail", "Shared"]);
});

test("a service whose SLO a tool makes alerts of does not lack them", async () => {
	const sloth = `version: prometheus/v1
service: mail
slos:
  - name: sent
    objective: 99.9
    sli: {events: {error_query: "sum(rate(a[{{.window}}]))", total_query: "sum(rate(b[{{.window}}]))"}}
    alerting: {page_alert: {}, ticket_alert: {}}
`;
	const graph = await readWorkspace({ ...files, "slo/mail.yaml": sloth });
	const mail = (await groupByService(graph, async () => {})).find(({ name }) => name === "mail");
	if (mail === undefined) throw new Error("The service is missing.");
	expect(mail.items.metric).toHaveLength(1);
	expect((await findGaps(mail, graph, async () => {})).map(({ kind }) => kind)).not.toContain("noAlert");
});
