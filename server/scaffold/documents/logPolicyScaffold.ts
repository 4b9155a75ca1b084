import { escapeMarkdown } from "../quoting/markdownText.ts";
import { documentScaffold, enumerate } from "./documentScaffold.ts";

/** What is logged, how, and what never is. */
export const logPolicyScaffold = documentScaffold(
	"logPolicy",
	({ evidence, link }) => {
		const libraries = evidence.libraries.filter(({ gives }) => gives === "logs");
		const languages = [...new Set(evidence.libraries.map(({ language }) => language))];
		return {
			libraries: libraries.map((library) => ({
				name: escapeMarkdown(library.name),
				language: library.language,
				place: link(library),
			})),
			without: enumerate(languages.filter((language) => !libraries.some((library) => library.language === language))),
			shippers: enumerate(
				evidence.components.filter(({ kind }) => kind === "logs").map(({ name }) => escapeMarkdown(name)),
			),
		};
	},
	{
		validate: {
			days: (value) =>
				/^[1-9]\d{0,3}$/.test(value) ? undefined : `"${value}" is no number of days; write it like 30.`,
		},
	},
);
