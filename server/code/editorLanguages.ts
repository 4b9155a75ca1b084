/** As editors call the languages in which metrics are registered. */
export const codeLanguageIds = [
	"typescript",
	"typescriptreact",
	"javascript",
	"javascriptreact",
	"python",
	"go",
	"java",
	"kotlin",
	"rust",
	"csharp",
	"ruby",
] as const;

const known: ReadonlySet<string> = new Set(codeLanguageIds);

/** Claims that a document is source code, of which nothing but what it registers is of interest. */
export function isCodeLanguage(languageId: string): boolean {
	return known.has(languageId);
}
