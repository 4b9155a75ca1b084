/**
 * What the server is told about: the languages that PromQL lives in, wherever a person edits them. Files keep the
 * editor's own language, and the server tells by their content which of them are ours. Left out on purpose: `git` and
 * the other schemes of the old sides of comparisons, which nobody can mend.
 */
const editableSchemes = [
	"file",
	"untitled",
	"vscode-remote",
	"vscode-vfs",
	"vscode-userdata",
	"vscode-test-web",
	"memfs",
	"ssh",
	"sftp",
	"ftp",
];

/** `helm` is what the extensions for Helm call its templates. Each is an activation event in package.json too. */
const languages = ["yaml", "json", "jsonc", "promql", "markdown", "helm"];

export const documentFilters: readonly DocumentFilter[] = editableSchemes.flatMap((scheme) =>
	languages.map((language) => ({ language, scheme })),
);

interface DocumentFilter {
	readonly language: string;
	readonly scheme: string;
}
