import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type OwnedProcess, startProcess } from "./ownedProcess.ts";

export interface RealPrometheusOptions {
	/** How long samples are kept, such as `90d`; 15 days where it is left out, as Prometheus does. */
	readonly retention?: string;
	/** Also starts node-exporter and scrapes it, as the job `node`. */
	readonly nodeExporter?: boolean;
	/** Texts of rule files to load. */
	readonly ruleFiles?: readonly string[];
	/** Samples from before its start, in the OpenMetrics text format with timestamps. */
	readonly history?: (instances: Instances) => string;
	/** A port to listen on where one is free of choice to the caller; any free one otherwise. */
	readonly port?: number;
	/** Further lines of the configuration, at its top level. */
	readonly configuration?: string;
	/** What `--enable-feature` names. */
	readonly features?: readonly string[];
	/** Labels of everything that leaves it. */
	readonly externalLabels?: Readonly<Record<string, string>>;
	/** Ports of loopback that it scrapes too, by the name of their job. */
	readonly jobs?: Readonly<Record<string, number>>;
	/** The text of `--web.config.file`, for TLS and basic authentication; paths in it begin at its own folder. */
	readonly webConfig?: string;
	/** Files beside the configuration, such as certificates, by their name. */
	readonly files?: Readonly<Record<string, string>>;
	/** Runs it as an agent, which scrapes and answers no queries. */
	readonly agent?: true;
	/** Milliseconds until it must be ready and have samples. */
	readonly timeoutMs?: number;
}

/** The values of the label `instance`, by job. */
export interface Instances {
	readonly prometheus: string;
	readonly node: string;
}

export interface RealPrometheus {
	/** Such as `http://127.0.0.1:41234`. */
	readonly url: string;
	/** Resolves, with a sentence that says which, when one of its programs has ended. */
	readonly ended: Promise<string>;
	/** Ends every process and removes the folder; may be called again. */
	stop(): Promise<void>;
}

/**
 * Starts the `prometheus` on the PATH on loopback, scraping itself every second, in a folder of its own under the
 * system's temporary one. Resolves when samples can be queried. It ends with this process, SIGKILL alone excepted.
 */
export async function startRealPrometheus(options: RealPrometheusOptions = {}): Promise<RealPrometheus> {
	const folder = mkdtempSync(join(tmpdir(), "observability-prometheus-"));
	const processes: OwnedProcess[] = [];
	const removeFolder = () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
	process.once("exit", removeFolder);
	const stop = async () => {
		await Promise.all(processes.map((owned) => owned.stop()));
		process.off("exit", removeFolder);
		removeFolder();
	};
	try {
		const deadline = Date.now() + (options.timeoutMs ?? 30_000);
		const exporterPort = options.nodeExporter === true ? await startNodeExporter(processes) : undefined;
		const port = options.port ?? (await findFreePort());
		const url = `http://127.0.0.1:${port}`;
		const ruleFiles = (options.ruleFiles ?? []).map((text, index) => {
			const path = join(folder, `rules-${index}.yml`);
			writeFileSync(path, text);
			return path;
		});
		for (const [name, text] of Object.entries(options.files ?? {})) writeFileSync(join(folder, name), text);
		if (options.webConfig !== undefined) writeFileSync(join(folder, "web.yml"), options.webConfig);
		const configPath = join(folder, "prometheus.yml");
		writeFileSync(configPath, writeConfiguration(port, exporterPort, ruleFiles, options));
		if (options.history !== undefined) {
			const instances = { prometheus: `127.0.0.1:${port}`, node: `127.0.0.1:${exporterPort ?? 0}` };
			await writeHistory(folder, options.history(instances));
		}
		const prometheus = startGuarded(
			"prometheus",
			[
				`--config.file=${configPath}`,
				...(options.agent === true
					? ["--enable-feature=agent", `--storage.agent.path=${join(folder, "data")}`]
					: [`--storage.tsdb.path=${join(folder, "data")}`]),
				`--web.listen-address=127.0.0.1:${port}`,
				"--web.enable-lifecycle",
				...(options.features ?? []).map((feature) => `--enable-feature=${feature}`),
				...(options.retention === undefined ? [] : [`--storage.tsdb.retention.time=${options.retention}`]),
				`--log.level=${options.webConfig === undefined && options.agent !== true ? "warn" : "info"}`,
				...(options.webConfig === undefined ? [] : [`--web.config.file=${join(folder, "web.yml")}`]),
			],
			folder,
		);
		processes.push(prometheus);
		const jobs = (exporterPort === undefined ? 1 : 2) + Object.keys(options.jobs ?? {}).length;
		// One that asks who we are, or that answers no queries, is waited for until it says that it listens.
		if (options.webConfig !== undefined || options.agent === true) await waitUntilReady(prometheus, deadline);
		else await waitForSamples(url, jobs, prometheus, deadline);
		return { url, ended: Promise.race(processes.map(awaitEnd)), stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** A port of loopback that nothing listens on at this moment. */
export function findFreePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once("error", reject);
		probe.listen(0, "127.0.0.1", () => {
			const address = probe.address();
			const port = typeof address === "object" && address !== null ? address.port : 0;
			probe.close(() => resolve(port));
		});
	});
}

function writeConfiguration(
	port: number,
	exporterPort: number | undefined,
	ruleFiles: readonly string[],
	{ configuration = "", externalLabels = {}, jobs: others = {} }: RealPrometheusOptions,
): string {
	const jobs = [
		{ name: "prometheus", port },
		...(exporterPort === undefined ? [] : [{ name: "node", port: exporterPort }]),
		...Object.entries(others).map(([name, otherPort]) => ({ name, port: otherPort })),
	];
	return [
		"global:",
		"  scrape_interval: 1s",
		"  evaluation_interval: 1s",
		`  external_labels: ${JSON.stringify(externalLabels)}`,
		...(ruleFiles.length === 0 ? [] : ["rule_files:", ...ruleFiles.map((path) => `  - ${JSON.stringify(path)}`)]),
		"scrape_configs:",
		...jobs.flatMap((job) => [
			`  - job_name: ${job.name}`,
			"    static_configs:",
			`      - targets: ["127.0.0.1:${job.port}"]`,
		]),
		configuration,
	].join("\n");
}

/** Puts old samples into the database that Prometheus is going to open, with its own tool. */
async function writeHistory(folder: string, openMetrics: string): Promise<void> {
	const path = join(folder, "history.txt");
	writeFileSync(path, openMetrics);
	const promtool = startProcess("promtool", ["tsdb", "create-blocks-from", "openmetrics", path, join(folder, "data")]);
	if ((await promtool.ended) !== 0) throw new Error(`promtool could not write the history:\n${promtool.output()}`);
}

async function startNodeExporter(processes: OwnedProcess[]): Promise<number> {
	const port = await findFreePort();
	const parameters = [`--web.listen-address=127.0.0.1:${port}`, "--log.level=error"];
	processes.push(startGuarded("prometheus-node-exporter", parameters, tmpdir()));
	return port;
}

/** Where Linux can do it, the process also ends when this one is killed and has no time to say so. */
function startGuarded(command: string, parameters: readonly string[], cwd: string): OwnedProcess {
	const setpriv = "/usr/bin/setpriv";
	if (!existsSync(setpriv)) return startProcess(command, parameters, { cwd });
	return startProcess(setpriv, ["--pdeathsig", "KILL", "--", command, ...parameters], { cwd });
}

async function waitForSamples(url: string, jobs: number, prometheus: OwnedProcess, deadline: number): Promise<void> {
	let code: number | undefined;
	void prometheus.ended.then((ended) => {
		code = ended;
	});
	// Two scrapes of every job, so that rates have something to work on.
	const query = "count(count_over_time(up[1m]) >= 2 and up == 1)";
	while (Date.now() < deadline) {
		if (code !== undefined) {
			throw new Error(
				`Prometheus ended (code ${code}); it comes with Debian's packages prometheus and prometheus-node-exporter.\n${prometheus.output()}`,
			);
		}
		if ((await readNumber(`${url}/api/v1/query?query=${encodeURIComponent(query)}`)) >= jobs) return;
		await sleep(100);
	}
	throw new Error(`Prometheus at ${url} had no samples in time.`);
}

async function waitUntilReady(prometheus: OwnedProcess, deadline: number): Promise<void> {
	await prometheus.printed(/Server is ready to receive web requests/, (deadline - Date.now()) / 1000);
}

async function readNumber(url: string): Promise<number> {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
		const body = (await response.json()) as { readonly data?: { readonly result?: readonly Sampled[] } };
		return Number(body.data?.result?.[0]?.value[1] ?? 0);
	} catch {
		return 0;
	}
}

interface Sampled {
	readonly value: readonly [number, string];
}

async function awaitEnd(owned: OwnedProcess): Promise<string> {
	const code = await owned.ended;
	return `A part of the Prometheus ended (code ${code}): ${owned.output().slice(-2_000)}`;
}
