import { splitAnswer } from "./scaffold.ts";
import type { ScaffoldLogic } from "./scaffoldLogic.ts";
import type { TemplateManifest } from "./templateManifest.ts";

/**
 * The logic of a template that has none of its own: the templates lay out the answers as they were given. An answer of
 * many is a list too, by the question's id with `List` behind it, for `each` and for loops.
 */
export function createPlainLogic(id: string, manifest: TemplateManifest): ScaffoldLogic {
	return {
		id,
		compose(answers) {
			// A question that was not asked has no answer; a template may still name it.
			const empty = Object.fromEntries(manifest.questions.map((question) => [question.id, ""]));
			const lists = manifest.questions
				.filter(({ input }) => input.kind !== "text" && input.many === true)
				.map(({ id: question }) => [`${question}List`, splitAnswer(answers[question])]);
			return { view: { ...empty, ...Object.fromEntries(lists), ...answers }, notes: [] };
		},
	};
}
