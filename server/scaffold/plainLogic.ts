import type { ScaffoldLogic } from "./scaffoldLogic.ts";
import type { TemplateManifest } from "./templateManifest.ts";

/** The logic of a template that has none of its own: the templates lay out the answers as they were given. */
export function createPlainLogic(id: string, manifest: TemplateManifest): ScaffoldLogic {
	return {
		id,
		compose(answers) {
			// A question that was not asked has no answer; a template may still name it.
			const empty = Object.fromEntries(manifest.questions.map((question) => [question.id, ""]));
			return { view: { ...empty, ...answers }, notes: [] };
		},
	};
}
