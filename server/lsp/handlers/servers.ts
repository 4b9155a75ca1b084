import type { Environment } from "../../metrics/environment.ts";
import { listWantedSecrets } from "../../node/wantedSecrets.ts";
import { environments, trusted } from "../../protocol/environments.ts";
import { probe, reconnect, type WantedSecretsResult, wantedSecrets } from "../../protocol/messages.ts";
import { answer } from "../guard.ts";
import { probeServer } from "../probeServer.ts";
import type { Session } from "../session.ts";

/** What the files of the workspace name. */
export interface WorkspaceServers {
	readonly environments: () => readonly Environment[];
	/** The user trusts the workspace now. */
	readonly trusted: () => void;
}

export function handleServers(session: Session, workspace: WorkspaceServers): void {
	const { connection, prometheus, credential, surroundings } = session;
	connection.onNotification(reconnect.method, () => prometheus.reconnect());
	connection.onNotification(trusted.method, () => workspace.trusted());
	answer(session, environments, () => ({ environments: workspace.environments() }));
	answer(session, probe, (params, signal) => probeServer(params, { stored: credential, surroundings }, signal));
	answer(session, wantedSecrets, async ({ server }): Promise<WantedSecretsResult> => {
		const ports = { proxies: surroundings.proxies(), folder: surroundings.folder() };
		const wanted = await listWantedSecrets(server, ports);
		return "mistake" in wanted ? { kind: "failed", message: wanted.mistake } : { kind: "ok", wanted };
	});
}
