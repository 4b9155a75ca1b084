import { probe, reconnect } from "../../protocol/messages.ts";
import { answer } from "../guard.ts";
import { probeServer } from "../probeServer.ts";
import type { Session } from "../session.ts";

export function handleServers(session: Session): void {
	const { connection, prometheus, credential } = session;
	connection.onNotification(reconnect.method, () => prometheus.reconnect());
	answer(session, probe, (params, signal) => probeServer(params, credential, signal));
}
