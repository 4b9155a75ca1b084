import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { explain } from "../../server/protocol/explain.ts";
import { startLspClient } from "../support/lspClient.ts";

const uri = "file:///rules/skew.yaml";
const text = "groups:\n  - name: g\n    rules:\n      - alert: Down\n        expr: sum(up)\n";

/** A server whose clock is some seconds ahead, and the times that it is asked for, in seconds from its own now. */
async function serve(aheadSeconds: number) {
	const times: number[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on("data", (chunk: Buffer) => chunks.push(chunk));
		request.on("end", () => {
			const now = Date.now() / 1000 + aheadSeconds;
			const { pathname } = new URL(request.url ?? "/", "http://localhost");
			const asked = new URLSearchParams(Buffer.concat(chunks).toString());
			const time = asked.get("end") ?? asked.get("time");
			if (/\/query(?:_range)?$/.test(pathname) && time !== null) times.push(Math.abs(Number(time) - now));
			const vector = { resultType: "vector", result: [{ metric: {}, value: [now, "1"] }] };
			const data = pathname.endsWith("/buildinfo") ? { version: "3.4.0", goVersion: "go1.24" } : vector;
			const date = new Date(now * 1000).toUTCString();
			response.writeHead(200, { "content-type": "application/json", date });
			response.end(JSON.stringify({ status: "success", data }));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, times };
}

test.each([0, 7200, -7200])("a server is asked for its own now, with a clock that is %d s ahead", async (ahead) => {
	const { url, times } = await serve(ahead);
	const client = await startLspClient({
		settings: { prometheus: { servers: [{ name: "test", url }] }, onlineChecks: false },
		initializationOptions: { liveHover: true },
	});
	onTestFinished(async () => {
		await client.stop();
	});
	client.open(uri, text);
	await client.status(({ health }) => health === "healthy");
	const position = { line: 4, character: 19 };
	await client.connection.sendRequest("observability/liveHover", { uri, position, theme: "dark" });
	expect(times).not.toEqual([]);
	await client.connection.sendRequest(explain, { id: 1, source: { expression: "sum(up)" } });
	for (const distance of times) expect(distance).toBeLessThan(60);
});
