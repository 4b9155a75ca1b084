import { deepEqual, equal } from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import { ConfigurationTarget, workspace } from "vscode";
import { activate, activeServer, addServer, configuredServers, noServer } from "../../../client/prometheusSettings.ts";

export function testSettings(): void {
	describe("the servers in the settings", () => {
		afterEach(async () => {
			const settings = workspace.getConfiguration("observability.prometheus");
			for (const key of ["servers", "active"]) {
				for (const target of [ConfigurationTarget.Global, ConfigurationTarget.Workspace]) {
					await settings.update(key, undefined, target);
				}
			}
		});

		// Nothing listens on port 1, so no test contacts anything.
		const local = { name: "local", url: "http://127.0.0.1:1" };
		const staging = { name: "staging", url: "http://127.0.0.1:1/staging", auth: "bearer" as const };

		it("are none at first, and the first counts where none is named", async () => {
			equal(activeServer(), undefined);
			await workspace
				.getConfiguration("observability.prometheus")
				.update("servers", [local, staging], ConfigurationTarget.Workspace);
			deepEqual(activeServer(), local);
		});

		it("are added beside those that are there, and become active", async () => {
			await addServer(local, "workspace");
			await addServer(staging, "workspace");
			deepEqual(configuredServers(), [local, staging]);
			deepEqual(activeServer(), staging);
			await addServer({ ...staging, url: "http://127.0.0.1:1/other" }, "workspace");
			equal(configuredServers().length, 2);
		});

		it("are left alone once the user disconnects", async () => {
			await addServer(local, "workspace");
			await activate(noServer, "workspace");
			equal(activeServer(), undefined);
			deepEqual(configuredServers(), [local]);
		});

		it("hold no secret", async () => {
			await addServer(staging, "workspace");
			deepEqual(Object.keys(configuredServers()[0] ?? {}).toSorted(), ["auth", "name", "url"]);
		});
	});
}
