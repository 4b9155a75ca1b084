import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { startProcess } from "../../support/ownedProcess.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The demo opens the desktop's VS Code where there is a screen; here it is always the browser's. */
const env = { DISPLAY: undefined, WAYLAND_DISPLAY: undefined };

async function answers(address: string): Promise<boolean> {
	return fetch(address, { signal: AbortSignal.timeout(5000) }).then(
		(response) => response.ok,
		() => false,
	);
}

describe("npm start", () => {
	it("brings up Prometheus and VS Code, says where, and takes both down at Ctrl-C", async () => {
		const demo = startProcess(process.execPath, ["scripts/start.mjs"], { cwd: root, env });
		const [, prometheus = ""] = await demo.printed(/Prometheus runs at (http:\S+)/, 60);
		const [, address = ""] = await demo.printed(/(http:\S+\?folder=\S+)/, 60);
		await demo.printed(/Ctrl-C ends everything/, 10);
		expect(await answers(`${prometheus}/-/ready`)).toBe(true);
		expect(await answers(address)).toBe(true);

		demo.interrupt();
		expect(await demo.ended).toBe(0);
		expect(await answers(`${prometheus}/-/ready`)).toBe(false);
		expect(await answers(address)).toBe(false);
	});
});
