import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { startProcess } from "../../support/ownedProcess.ts";
import { findFreePort } from "../../support/realPrometheus.ts";

/** Lets the prober ask for a page that is there, one that fails and one that nobody serves; answers what it exposes. */
export async function exerciseProber(command: string, folder: string): Promise<string> {
	const site = createServer((request, response) => response.writeHead(request.url === "/good" ? 200 : 500).end());
	await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
	const { port } = site.address() as AddressInfo;
	const proberPort = await findFreePort();
	const nobody = await findFreePort();
	const targets = [`127.0.0.1:${port}/good`, `127.0.0.1:${port}/bad`, `127.0.0.1:${nobody}/`];
	const prober = startProcess("sh", ["-c", `exec ${command}`], {
		cwd: folder,
		env: {
			PROBE_TARGETS: targets.map((target) => `http://${target}`).join(", "),
			PROBE_SECONDS: "0.3",
			PROBER_PORT: String(proberPort),
		},
	});
	try {
		const deadline = Date.now() + 60_000;
		let text = "";
		while (Date.now() < deadline) {
			await sleep(200);
			const response = await fetch(`http://127.0.0.1:${proberPort}/metrics`).catch(() => undefined);
			text = (await response?.text()) ?? "";
			// More than one round, as one that asks once is no prober.
			if (/outcome="success"\} (?:[2-9]|\d\d)/.test(text)) break;
		}
		return text.replaceAll(`127.0.0.1:${port}`, "site").replaceAll(`127.0.0.1:${nobody}`, "nobody");
	} finally {
		await prober.stop();
		site.closeAllConnections();
		site.close();
	}
}
