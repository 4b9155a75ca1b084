import type { ExplainedNode } from "../../features/explain/explanation.ts";
import { type ExplainAnswer, explain, explainProgress } from "../../protocol/explain.ts";
import { toRange, toSource } from "../convert.ts";
import { answer } from "../guard.ts";
import type { Session } from "../session.ts";

/** Progress is told so many times a second, lest a quick explanation is many messages. */
const PROGRESS_MS = 150;

export function handleExplain(session: Session): void {
	const { connection, documents, service } = session;
	answer(session, explain, async ({ id, source }, signal): Promise<ExplainAnswer> => {
		const document = "place" in source ? documents.get(source.place.uri) : undefined;
		const found =
			"place" in source
				? document && service.expressionInFile(toSource(document), document.offsetAt(source.place.position))
				: undefined;
		const expression = "expression" in source ? source.expression : found?.expression;
		if (expression === undefined) return { kind: "failed", message: "There is no PromQL at the cursor to explain." };
		const version = document?.version;
		let told = 0;
		const progress = (done: number, total: number): void => {
			const now = performance.now();
			if (now - told < PROGRESS_MS) return;
			told = now;
			void connection.sendNotification(explainProgress.method, { id, done, total });
		};
		const result = await service.explain(expression, signal, progress);
		if (result.kind !== "ok" || document === undefined || found === undefined || document.version !== version) {
			return result;
		}
		const ranges = flatten(result.explanation.root).map(({ span }) => toRange(document, found.toFile(span)));
		return { ...result, file: { uri: document.uri, version: document.version, ranges } };
	});
}

/** In the order of their ids. */
function flatten(root: ExplainedNode): readonly ExplainedNode[] {
	const all: ExplainedNode[] = [];
	const pending = [root];
	for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
		all[node.id] = node;
		pending.push(...node.children);
	}
	return all;
}
