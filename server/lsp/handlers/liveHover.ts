import { liveHover } from "../../protocol/messages.ts";
import { isStill, toRange, toSource } from "../convert.ts";
import { answer } from "../guard.ts";
import type { Session } from "../session.ts";

export function handleLiveHover(session: Session): void {
	const { documents, service } = session;
	answer(session, liveHover, async ({ uri, position, theme }, signal) => {
		const document = documents.get(uri);
		if (document === undefined) return null;
		const source = toSource(document);
		const hover = await service.liveHover(source, document.offsetAt(position), theme, signal);
		return hover === undefined || !isStill(document, source)
			? null
			: { markdown: hover.markdown, range: toRange(document, hover.span) };
	});
}
