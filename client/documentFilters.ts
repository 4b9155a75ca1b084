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

/**
 * `helm`, `gotmpl` and `go-template` are what the extensions for these languages call them. Each is an activation event
 * in package.json too.
 */
const languages = ["yaml", "json", "jsonc", "promql", "markdown", "helm", "gotmpl", "go-template"];

export const documentFilters: readonly DocumentFilter[] = editableSchemes.flatMap((scheme) => [
	...languages.map((language) => ({ language, scheme })),
	// Alertmanager's template files are plain text to an editor that has no extension for them.
	{ pattern: "**/*.tmpl", scheme },
]);

type DocumentFilter =
	| { readonly language: string; readonly scheme: string }
	| { readonly pattern: string; readonly scheme: string };
