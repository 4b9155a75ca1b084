import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { probeServer } from "../../server/lsp/probeServer.ts";
import { writeFiles } from "../support/certificates.ts";
import { askValue, openApi } from "../support/openApi.ts";
import { startReverseProxy, type TestProxy } from "../support/proxies.ts";
import { type RealPrometheus, startRealPrometheus } from "../support/realPrometheus.ts";
import { type OtherServer, startAlertmanager, startVictoriaMetrics } from "../support/realVictoriaMetrics.ts";

const { signal } = new AbortController();
const ports = {
	stored: async () => undefined,
	surroundings: { proxies: () => ({ variables: {} }), folder: () => undefined },
};
const probe = (url: string) => probeServer({ server: { name: "new", url } }, ports, signal);

describe("VictoriaMetrics", () => {
	let victoria: OtherServer;
	let opened: ReturnType<typeof openApi>;
	beforeAll(async () => {
		victoria = await startVictoriaMetrics();
		opened = openApi({ url: victoria.url });
	});
	afterAll(async () => {
		await opened?.api.close();
		await victoria?.stop();
	});

	test("is recognised, although it says little of itself", async () => {
		expect(await opened.api.buildInfo({ signal })).toMatchObject({ kind: "ok", value: { flavour: "VictoriaMetrics" } });
	});
	test("answers queries and lists", async () => {
		expect(await askValue(opened.api, "vector(42)")).toBe("42");
		expect(await askValue(opened.api, "count(vm_app_version)")).toBe("1");
		const names = await opened.api.labelValues("__name__", [], { signal });
		expect(names.kind === "ok" && names.value.values).toContain("vm_app_version");
		const range = { start: Date.now() / 1000 - 60, end: Date.now() / 1000, step: 15 };
		expect(await opened.api.rangeQuery("vm_app_version", { ...range, signal })).toMatchObject({
			kind: "ok",
			value: { data: { kind: "matrix" } },
		});
	});
	test("has cardinality statistics", async () => {
		const answer = await opened.api.cardinality({ signal, limit: 5 });
		expect(answer.kind === "ok" && answer.value.series).toBeGreaterThan(100);
		expect(answer.kind === "ok" && answer.value.metrics.length).toBe(5);
	});
	test("what it lacks is unsupported, not empty", async () => {
		const { api } = opened;
		const end = Date.now() / 1000;
		const answers = [
			await api.ruleStates({ signal }),
			await api.exemplars("vm_app_version", { start: end - 60, end, signal }),
			await api.featureFlags({ signal }),
			await api.configuration({ signal }),
			await api.runtimeInfo({ signal }),
			await api.metadata({ signal }),
		];
		expect(answers.map(({ kind }) => kind)).toEqual(answers.map(() => "unsupported"));
		expect(api.lacks()).toEqual([
			"metric metadata",
			"the state of rules",
			"exemplars",
			"the list of its flags",
			"its configuration",
			"runtime information",
		]);
	});
	test("what it rejects is said in its own words, and is no fault of the server", async () => {
		expect(await askValue(opened.api, "sum(")).toMatch(/^badQuery: /);
		expect(await askValue(opened.api, "vector(1)")).toBe("1");
	});
	test("is found by a probe", async () => {
		expect(await probe(victoria.url)).toMatchObject({ kind: "ok", flavour: "VictoriaMetrics" });
	});
});

describe("Prometheus", () => {
	let prometheus: RealPrometheus;
	let prefixed: TestProxy;
	beforeAll(async () => {
		prometheus = await startRealPrometheus({
			ruleFiles: [
				`groups:
  - name: g
    interval: 1s
    rules:
      - { record: "job:up:sum", expr: "sum by (job) (up)" }
      - { alert: AlwaysUp, expr: "up == 1", labels: { severity: page }, annotations: { summary: "{{ $labels.job }} is up" } }
      - { alert: Patient, expr: "up == 1", for: 1h }
`,
			],
		});
		prefixed = await startReverseProxy({
			target: prometheus.url,
			refuse: ({ url }) => (url.startsWith("/prometheus/") ? undefined : { status: 404, body: "404 page not found" }),
			strip: "/prometheus",
		});
	});
	afterAll(async () => {
		await prefixed?.stop();
		await prometheus?.stop();
	});

	test("tells the state of its rules", async () => {
		const { api } = openApi({ url: prometheus.url });
		await expect
			.poll(
				async () => {
					const answer = await api.ruleStates({ signal });
					return answer.kind === "ok" ? answer.value[0]?.rules.map(({ health }) => health) : answer;
				},
				{ timeout: 10_000 },
			)
			.toEqual(["ok", "ok", "ok"]);
		const answer = await api.ruleStates({ signal });
		const [group] = answer.kind === "ok" ? answer.value : [];
		expect(group).toMatchObject({ name: "g", intervalSeconds: 1, evaluationSeconds: expect.any(Number) });
		const [record, always, patient] = group?.rules ?? [];
		expect(record).toMatchObject({ kind: "record", name: "job:up:sum", alerts: [] });
		expect(always?.alerts).toMatchObject([
			{ state: "firing", labels: { job: "prometheus" }, annotations: { summary: "prometheus is up" }, value: 1 },
		]);
		expect(always?.alerts[0]?.activeAt).toBeGreaterThan(Date.now() / 1000 - 120);
		expect(patient?.alerts).toMatchObject([{ state: "pending" }]);
		await api.close();
	});
	test("tells its cardinality, and that it has no exemplars of what has none", async () => {
		const { api } = openApi({ url: prometheus.url });
		const counted = await api.cardinality({ signal, limit: 3 });
		if (counted.kind !== "ok") throw new Error(JSON.stringify(counted));
		const { metrics, labels, pairs, series } = counted.value;
		expect([metrics.length, labels.length, pairs.length]).toEqual([3, 3, 3]);
		expect(series).toBeGreaterThan(100);
		const end = Date.now() / 1000;
		expect(await api.exemplars("up", { start: end - 60, end, signal })).toEqual({ kind: "ok", value: [] });
		expect(api.lacks()).toEqual([]);
		await api.close();
	});
	test("is found by a probe, which says how many targets there are", async () => {
		expect(await probe(prometheus.url)).toMatchObject({ kind: "ok", flavour: "Prometheus", lacks: [], targets: 1 });
	});
	test("is found below the address that was typed", async () => {
		expect(await probe(prefixed.url)).toMatchObject({
			kind: "failed",
			cause: "notPrometheus",
			foundAt: `${prefixed.url}/prometheus`,
		});
		expect(await probe(`${prefixed.url}/prometheus`)).toMatchObject({ kind: "ok" });
	});
	test("an agent is told apart: it answers, but no queries", async () => {
		const agent = await startRealPrometheus({ agent: true });
		expect(await probe(agent.url)).toMatchObject({ kind: "ok", flavour: "Prometheus", lacks: ["queries"] });
		await agent.stop();
	});
});

test("an Alertmanager is no Prometheus, and a probe says so", async () => {
	const files = writeFiles({ "alertmanager.yml": "route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n" });
	const alertmanager = await startAlertmanager(`${files.folder}/alertmanager.yml`);
	expect(await probe(alertmanager.url)).toMatchObject({ kind: "failed", cause: "notPrometheus" });
	await alertmanager.stop();
	files.remove();
});
