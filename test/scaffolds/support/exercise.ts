import { delimiter, join } from "node:path";
import { env as environment } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { type OwnedProcess, startProcess } from "../../support/ownedProcess.ts";
import { findFreePort, startRealPrometheus } from "../../support/realPrometheus.ts";
import { type OtlpReceiver, startOtlpReceiver } from "./otlpReceiver.ts";
import { runProgram } from "./runProgram.ts";

/** What one run of an instrumented application told. */
export interface Evidence {
	/** Statuses of single requests, by what they were. */
	readonly statuses: Readonly<Record<string, number>>;
	/** Bodies of the health endpoints: `livez`, `readyz`. */
	readonly bodies: Readonly<Record<string, string>>;
	/** Requests by `method route status`, as Prometheus has them. */
	readonly requests: Readonly<Record<string, number>>;
	/** Requests that Prometheus believes to be still in flight, at the end, without those of the scrape itself. */
	readonly inFlight: number;
	/** Time series of the histogram of requests. */
	readonly series: number;
	readonly exposition: string;
	readonly receiver: Pick<OtlpReceiver, "spans" | "logs" | "services">;
	/** All that the application printed. */
	readonly output: string;
	/** Its exit code after SIGTERM; -1 where the signal ended it. */
	readonly ended: number;
}

export interface RunnableApp {
	readonly command: string;
	readonly folder: string;
	readonly ownPort: boolean;
	readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Good, failing, aborted and unknown requests; what Prometheus and an OTLP endpoint then know. */
export async function exercise(app: RunnableApp): Promise<Evidence> {
	const receiver = await startOtlpReceiver();
	const port = await findFreePort();
	const metricsPort = app.ownPort ? await findFreePort() : port;
	const process = startProcess("sh", ["-c", `exec ${app.command}`], {
		cwd: app.folder,
		env: {
			PORT: String(port),
			METRICS_PORT: String(metricsPort),
			DATABASE_DOWN: "yes",
			OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
			OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
			OTEL_BSP_SCHEDULE_DELAY: "200",
			OTEL_BLRP_SCHEDULE_DELAY: "200",
			NODE_OPTIONS: undefined,
			// As npm runs a script; an application of a workspace has its programs two folders up.
			PATH: [join(app.folder, "../../node_modules/.bin"), environment["PATH"]].join(delimiter),
			...app.env,
		},
	});
	let prometheus: Awaited<ReturnType<typeof startRealPrometheus>> | undefined;
	try {
		const url = `http://127.0.0.1:${port}`;
		await waitFor(`${url}/livez`, process);
		const statuses: Record<string, number> = {};
		for (const shop of ["1", "2", "3"]) statuses["good"] = await ask(`${url}/shops/${shop}/orders/7${shop}`);
		statuses["failing"] = await ask(`${url}/shops/1/orders/bad`);
		await fetch(`${url}/slow`, { signal: AbortSignal.timeout(150) }).catch(() => undefined);
		for (let visit = 0; visit < 20; visit++) statuses["unknown"] = await ask(`${url}/nowhere/${visit}`);
		statuses["method"] = await ask(`${url}/nowhere`, "PROPFIND");
		const bodies: Record<string, string> = {};
		for (const name of ["livez", "readyz"]) {
			const response = await fetch(`${url}/${name}`);
			statuses[name] = response.status;
			bodies[name] = await response.text();
		}
		const exposition = await readWhenIdle(`http://127.0.0.1:${metricsPort}/metrics`);
		prometheus = await startRealPrometheus({ jobs: { app: metricsPort }, timeoutMs: 120_000 });
		const counts = await query(
			prometheus.url,
			`sum by (http_request_method, http_route, http_response_status_code) (http_server_request_duration_seconds_count)`,
		);
		const requests = Object.fromEntries(
			counts.map(({ metric, value }) => [
				`${metric["http_request_method"]} ${metric["http_route"]} ${metric["http_response_status_code"]}`,
				value,
			]),
		);
		const [inFlight] = await query(prometheus.url, "sum(http_server_active_requests)");
		const [series] = await query(prometheus.url, "count(http_server_request_duration_seconds_count)");
		await process.stop();
		return {
			statuses,
			bodies,
			requests,
			inFlight: inFlight?.value ?? Number.NaN,
			series: series?.value ?? Number.NaN,
			exposition,
			receiver,
			output: process.output(),
			ended: await process.ended,
		};
	} catch (error) {
		throw new Error(`${error instanceof Error ? error.message : error}\n${process.output()}`);
	} finally {
		await process.stop();
		await prometheus?.stop();
		await receiver.stop();
	}
}

/**
 * `promtool check metrics`; empty where it has nothing to say. What it says of metrics that the client brings (`nodejs_…`,
 * `python_…`) is left out: their names are not ours.
 */
export async function checkMetrics(exposition: string): Promise<string> {
	const own = exposition.split("\n").filter((line) => !/^(# (HELP|TYPE) )?(nodejs|python)_/.test(line));
	try {
		return await runProgram("promtool", ["check", "metrics"], ".", { input: own.join("\n") });
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

/** What is exposed once nothing is in flight, or after a while in which something should have come to its end. */
async function readWhenIdle(url: string): Promise<string> {
	const deadline = Date.now() + 20_000;
	for (;;) {
		const exposition = await (await fetch(url)).text();
		const isBusy = /^http_server_active_requests\{.*\} [1-9]/m.test(exposition);
		if (!isBusy || Date.now() > deadline) return exposition;
		await sleep(250);
	}
}

async function ask(url: string, method = "GET"): Promise<number> {
	const response = await fetch(url, { method });
	await response.arrayBuffer();
	return response.status;
}

async function waitFor(url: string, process: OwnedProcess): Promise<void> {
	const deadline = Date.now() + 120_000;
	let ended = false;
	void process.ended.then(() => {
		ended = true;
	});
	while (Date.now() < deadline && !ended) {
		const response = await fetch(url).catch(() => undefined);
		if (response?.ok) return;
		await sleep(100);
	}
	throw new Error(`${url} was not answered.`);
}

async function query(url: string, text: string) {
	const response = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(text)}`);
	const { data } = (await response.json()) as {
		data: { result: { metric: Record<string, string>; value: [number, string] }[] };
	};
	return data.result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
}
