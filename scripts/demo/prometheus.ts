import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OwnedProcess, startProcess } from "../../test/support/ownedProcess.ts";

/** A real Prometheus on loopback that scrapes itself and this machine, as it is, once a second. */
export interface Prometheus {
	/** Such as `http://127.0.0.1:40123`. */
	readonly url: string;
	/** Resolves when one of its programs has ended, with a sentence for the person. */
	readonly ended: Promise<string>;
	stop(): Promise<void>;
}

export async function startPrometheus(ruleFiles: readonly string[]): Promise<Prometheus> {
	const [port, exporterPort] = [await findFreePort(), await findFreePort()];
	const folder = await mkdtemp(join(tmpdir(), "prometheus-"));
	const config = {
		global: { scrape_interval: "1s", evaluation_interval: "5s" },
		rule_files: ruleFiles,
		scrape_configs: [
			{ job_name: "prometheus", static_configs: [{ targets: [`127.0.0.1:${port}`] }] },
			{ job_name: "node", static_configs: [{ targets: [`127.0.0.1:${exporterPort}`] }] },
		],
	};
	// JSON is YAML.
	await writeFile(join(folder, "prometheus.yml"), JSON.stringify(config, null, "\t"));
	const exporter = startProcess("prometheus-node-exporter", [`--web.listen-address=127.0.0.1:${exporterPort}`]);
	const prometheus = startProcess("prometheus", [
		`--config.file=${join(folder, "prometheus.yml")}`,
		`--storage.tsdb.path=${join(folder, "data")}`,
		`--web.listen-address=127.0.0.1:${port}`,
	]);
	const stop = async () => {
		await Promise.all([exporter.stop(), prometheus.stop()]);
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	};
	try {
		await Promise.all([
			prometheus.printed(/Server is ready to receive web requests/, 60),
			exporter.printed(/Listening on/, 30),
		]);
	} catch (error) {
		await stop();
		throw error;
	}
	const report = (name: string, process: OwnedProcess) =>
		process.ended.then((code) => `${name} ended (code ${code}):\n${process.output().slice(-1000)}`);
	return {
		url: `http://127.0.0.1:${port}`,
		ended: Promise.race([report("Prometheus", prometheus), report("node-exporter", exporter)]),
		stop,
	};
}

async function findFreePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once("error", reject);
		probe.listen(0, "127.0.0.1", () => {
			const address = probe.address();
			probe.close(() => {
				if (address === null || typeof address === "string") reject(new Error("No free port was found."));
				else resolve(address.port);
			});
		});
	});
}
