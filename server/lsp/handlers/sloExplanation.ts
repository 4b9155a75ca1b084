import { explainSlo } from "../../protocol/sloExplanation.ts";
import { toSource } from "../convert.ts";
import { answer } from "../guard.ts";
import type { Session } from "../session.ts";

export function handleSloExplanation(session: Session): void {
	const { documents, service } = session;
	answer(session, explainSlo, ({ uri, position }) => {
		const document = documents.get(uri);
		return (document && service.explainSlo(toSource(document), document.offsetAt(position))) ?? null;
	});
}
