import type { Evidence, Sighting } from "../evidence/evidence.ts";
import { gatherEvidence } from "../evidence/gatherEvidence.ts";
import { escapeMarkdown } from "../quoting/markdownText.ts";
import type { Answers } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import type { ScaffoldLogic } from "../scaffoldLogic.ts";
import { checkTargetPath } from "../targetPath.ts";
import type { View } from "../templateEngine.ts";

/** What a document is made of: what the files say, and how it leads to them. */
export interface DocumentMaterial {
	readonly evidence: Evidence;
	readonly answers: Answers;
	readonly context: ScaffoldContext;
	/** A place as a link from where the document stands: `[rules/api.yml:12](../rules/api.yml#L12)`. */
	readonly link: (place: Sighting) => string;
}

/** A document about the workspace, at the path that the question `path` answers. */
export function documentScaffold(
	id: string,
	compose: (material: DocumentMaterial) => View | Promise<View>,
	more: Pick<ScaffoldLogic, "suggest" | "validate"> = {},
): ScaffoldLogic {
	return {
		id,
		...more,
		validate: { path: checkDocumentPath, ...more.validate },
		async compose(answers, context) {
			const evidence = await gatherEvidence(context);
			const link = linkFrom(answers["path"] ?? "");
			const view = await compose({ evidence, answers, context, link });
			const notes = evidence.complete
				? []
				: ["Not every file of the workspace was read, so what is said to be missing may be there."];
			return {
				view: { ...answers, title: escapeMarkdown(evidence.title), complete: evidence.complete, ...view },
				notes,
			};
		},
	};
}

/** How a document leads to the files of its folder. */
export function linkFrom(document: string): (place: Sighting) => string {
	const depth = document.split("/").length - 1;
	return ({ path, line }) => {
		const target = path.split("/").map(encodeURIComponent).join("/");
		// Files below the document's own folder are reached from there too, by a way that a move of neither breaks.
		return `[${escapeMarkdown(path)}:${line}](${"../".repeat(depth)}${target}#L${line})`;
	};
}

function checkDocumentPath(value: string): string | undefined {
	if (!/\.(?:md|markdown)$/.test(value)) return `The document is Markdown: let "${value}" end in ".md".`;
	return checkTargetPath(value);
}

export function plural(count: number, word: string): string {
	return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** `a, b and c`, of more than `most` the rest is counted. */
export function enumerate(words: readonly string[], most = 8): string {
	const shown = words.length > most ? [...words.slice(0, most), `${words.length - most} more`] : words;
	return shown.length < 2 ? (shown[0] ?? "") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
