import { listWantedSecrets } from "../../node/wantedSecrets.ts";
import { probe, reconnect, type WantedSecretsResult, wantedSecrets } from "../../protocol/messages.ts";
import { answer } from "../guard.ts";
import { probeServer } from "../probeServer.ts";
import type { Session } from "../session.ts";

export function handleServers(session: Session): void {
	const { connection, prometheus, credential, surroundings } = session;
	connection.onNotification(reconnect.method, () => prometheus.reconnect());
	answer(session, probe, (params, signal) => probeServer(params, { stored: credential, surroundings }, signal));
	answer(session, wantedSecrets, async ({ server }): Promise<WantedSecretsResult> => {
		const ports = { proxies: surroundings.proxies(), folder: surroundings.folder() };
		const wanted = await listWantedSecrets(server, ports);
		return "mistake" in wanted ? { kind: "failed", message: wanted.mistake } : { kind: "ok", wanted };
	});
}
