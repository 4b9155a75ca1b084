import { type QueryAnswer, query } from "../../protocol/messages.ts";
import { encodeNumbers } from "../../protocol/wireNumbers.ts";
import { answer } from "../guard.ts";
import type { Session } from "../session.ts";

export function handleQuery(session: Session): void {
	answer(session, query, async (params, signal): Promise<QueryAnswer> => {
		const result = await session.service.query(params, signal);
		return result.kind === "ok" ? { kind: "ok", result: encodeNumbers(result.result) } : result;
	});
}
