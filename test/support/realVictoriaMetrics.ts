import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type OwnedProcess, startProcess } from "./ownedProcess.ts";
import { findFreePort } from "./realPrometheus.ts";

export interface OtherServer {
	readonly url: string;
	stop(): Promise<void>;
}

/** The `victoria-metrics` on the PATH, scraping itself, with samples that can be asked for. */
export async function startVictoriaMetrics(): Promise<OtherServer> {
	const port = await findFreePort();
	const url = `http://127.0.0.1:${port}`;
	const parameters = ["-selfScrapeInterval=1s", "-search.latencyOffset=0s", "-retentionPeriod=1"];
	return start("victoria-metrics", url, `${url}/api/v1/query?query=vm_app_version`, (folder) => [
		`-storageDataPath=${folder}`,
		`-httpListenAddr=127.0.0.1:${port}`,
		...parameters,
	]);
}

/** The `prometheus-alertmanager` on the PATH, alone and without a route that leads anywhere. */
export async function startAlertmanager(configPath: string): Promise<OtherServer> {
	const port = await findFreePort();
	const url = `http://127.0.0.1:${port}`;
	return start("prometheus-alertmanager", url, `${url}/api/v2/status`, (folder) => [
		`--config.file=${configPath}`,
		`--storage.path=${folder}`,
		`--web.listen-address=127.0.0.1:${port}`,
		"--cluster.listen-address=",
	]);
}

async function start(
	command: string,
	url: string,
	question: string,
	parametersFor: (folder: string) => readonly string[],
): Promise<OtherServer> {
	const folder = mkdtempSync(join(tmpdir(), "observability-other-server-"));
	const owned = startProcess(command, parametersFor(folder));
	const stop = async () => {
		await owned.stop();
		rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
	};
	try {
		await waitForAnswer(question, owned);
		return { url, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

async function waitForAnswer(question: string, owned: OwnedProcess): Promise<void> {
	let ended = false;
	void owned.ended.then(() => {
		ended = true;
	});
	for (let waited = 0; waited < 30_000; waited += 100) {
		if (ended) throw new Error(`It ended:\n${owned.output()}`);
		const body = await fetch(question, { signal: AbortSignal.timeout(2_000) }).then(
			(response) => response.text(),
			() => "",
		);
		// A list of series that is empty yet is no sample to ask for.
		if (body !== "" && !body.includes('"result":[]')) return;
		await sleep(100);
	}
	throw new Error(`It did not answer in time:\n${owned.output()}`);
}
