import { query } from "../../protocol/messages.ts";
import { answer } from "../guard.ts";
import type { Session } from "../session.ts";

export function handleQuery(session: Session): void {
	answer(session, query, (params, signal) => session.service.query(params, signal));
}
