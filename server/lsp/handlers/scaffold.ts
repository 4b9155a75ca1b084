import { describeScaffold, renderScaffold, scaffoldChoices, validateAnswer } from "../../protocol/messages.ts";
import { answer } from "../guard.ts";
import type { Session } from "../session.ts";

export function handleScaffolds(session: Session): void {
	const { service } = session;
	answer(session, describeScaffold, ({ id }) => service.scaffolds().describe(id));
	answer(session, scaffoldChoices, (step, signal) => service.scaffolds().choices(step, signal));
	answer(session, validateAnswer, ({ value, ...step }) => service.scaffolds().validate(step, value));
	answer(session, renderScaffold, ({ id, answers }) => service.scaffolds().render(id, answers));
}
