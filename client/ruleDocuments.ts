/**
 * What the server is told about: YAML wherever a person edits it. Rule files keep the editor's `yaml` language, so
 * the server tells by their content which of them are ours. Left out on purpose: `git` and the other schemes of the
 * old sides of comparisons, which nobody can mend.
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

export const ruleDocuments: readonly RuleDocumentFilter[] = editableSchemes.map((scheme) => ({
	language: "yaml",
	scheme,
}));

interface RuleDocumentFilter {
	readonly language: string;
	readonly scheme: string;
}
