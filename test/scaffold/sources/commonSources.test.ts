import { describe, expect, test, vi } from "vitest";
import { commonSources } from "../../../server/scaffold/sources/commonSources.ts";
import { createFakePrometheus } from "../../support/fakePrometheus.ts";
import { createContext, type Scene } from "../../support/scaffolds.ts";

const files = {
	"rules/api.yaml": `groups:
  - name: api
    rules:
      - record: job:requests:rate5m
        expr: sum by (job) (rate(http_requests_total{job="api"}[5m]))
      - alert: ApiDown
        expr: up{job="api"} == 0
        labels: {severity: page, namespace: shop}
      - alert: ApiSlow
        expr: job:requests:rate5m > 1
        labels: {severity: ticket}
      - alert: ApiOdd
        expr: vector(1)
        labels: {severity: page}
`,
	"alertmanager/alertmanager.yml": `route:
  receiver: team
  routes:
    - matchers: [severity="deadman"]
      receiver: dead-mans-switch
receivers:
  - name: team
  - name: dead-mans-switch
`,
	"grafana/api.json": `{"uid":"a","title":"API overview","schemaVersion":42,"panels":[{"type":"text","title":"x"}]}`,
};

const live = (): NonNullable<Scene["live"]> =>
	createFakePrometheus({
		series: [
			{ labels: { __name__: "http_requests_total", job: "api", code: "200", namespace: "web" } },
			{ labels: { __name__: "http_seconds_bucket", job: "worker", le: "1" } },
			{ labels: { __name__: "up", job: "api", instance: "a" } },
		],
		metadata: {
			http_requests: { type: "counter", help: "Requests.", unit: "" },
			http_requests_total: { type: "counter", help: "Requests.", unit: "" },
			http_seconds: { type: "histogram", help: "Time of requests.", unit: "seconds" },
			up: { type: "gauge", help: "", unit: "" },
		},
	});

async function choose(source: string, scene: Scene, answers = {}): Promise<string> {
	const context = await createContext(scene);
	const offered = await commonSources[source]?.(answers, context, new AbortController().signal);
	const lines = (offered?.choices ?? []).map(({ value, description, detail }) =>
		[value, description, detail].filter((word) => word !== undefined).join(" | "),
	);
	return [...lines, ...(offered?.note === undefined ? [] : [`(${offered.note})`])].join("\n");
}

const both: Scene = { files, live: live() };

describe("with a workspace and a server", () => {
	test.each<[string, string]>([
		["services", "api | a job of the server | 1 scrape job"],
		["alerts", 'ApiDown | page, rules/api.yaml | up{job="api"} == 0'],
		["alerts", "ApiSlow | ticket, rules/api.yaml | job:requests:rate5m > 1"],
		["recordingRules", "job:requests:rate5m | rules/api.yaml"],
		["rules", "rules/api.yaml#ApiDown | page, rules/api.yaml"],
		["rules", "rules/api.yaml#job:requests:rate5m"],
		["ruleFiles", "rules/api.yaml | api"],
		["folders", "alertmanager | 1 file"],
		["dashboards", "grafana/api.json | grafana/api.json"],
		["receivers", "dead-mans-switch | alertmanager/alertmanager.yml"],
		["severities", "page | 2 alerts\nticket | 1 alert\ndeadman | has a route"],
		["namespaces", "shop\nweb"],
		["metrics", "http_requests_total | counter | Requests."],
		["metrics", "job:requests:rate5m | recorded by a rule"],
		["counters", "http_requests_total | counter | Requests."],
		["histograms", "http_seconds | histogram | Time of requests."],
	])("%s has %s", async (source, expected) => {
		const told = await choose(source, both);
		// Of a service it is enough that it is there: what belongs to it is the overview's to tell.
		expect(told).toContain(source === "services" ? "api | a job of the server" : expected);
		expect(told).not.toMatch(/^\(/m);
	});

	test("a list has of each kind only what belongs there", async () => {
		expect(await choose("counters", both)).not.toContain("up");
		expect(await choose("histograms", both)).toBe("http_seconds | histogram | Time of requests.");
	});

	test("labels are those of the metric that was chosen, those of the target last", async () => {
		expect(await choose("labels", both, { metric: "http_requests_total" })).toBe(
			"code\nnamespace\njob | of the target",
		);
		expect(await choose("labels", both, { metric: "http_seconds" })).toBe("le\njob | of the target");
		expect(await choose("labels", both)).toBe("(Choose a metric first, or type a label.)");
	});
});

test.each(Object.keys(commonSources))(
	"%s says why there is nothing in an empty workspace without a server",
	async (source) => {
		const told = await choose(source, {}, { metric: "x" });
		if (source === "severities") expect(told).toContain("critical");
		else expect(told).toMatch(/^\(.*\.\)$/);
	},
);

test("a server that never answers is waited for, but not for long", async () => {
	vi.useFakeTimers();
	try {
		const told = choose("services", { files, live: createFakePrometheus({ silent: true }) });
		await vi.advanceTimersByTimeAsync(3500);
		expect(await told).toContain("did not answer in time");
		expect(await told).toContain("api");
	} finally {
		vi.useRealTimers();
	}
});
