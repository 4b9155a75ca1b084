/** A template of a team's own: a question of every kind, one that hangs on another, a new file and one that is added to. */
const manifest = {
	title: "Team Check",
	summary: "A check in the way of the team.",
	questions: [
		{ id: "name", prompt: "What is it called?", input: { kind: "text", placeholder: "disk" } },
		{
			id: "level",
			prompt: "How bad is it?",
			input: {
				kind: "choice",
				choices: [
					{ value: "low", label: "Low", description: "can wait" },
					{ value: "high", label: "High", description: "wakes somebody" },
				],
			},
			default: "low",
		},
		{ id: "pager", prompt: "Who is woken?", input: { kind: "text" }, default: "", when: { level: ["high"] } },
		{
			id: "parts",
			prompt: "Which parts?",
			input: {
				kind: "choice",
				many: true,
				choices: [
					{ value: "page", label: "A page", description: "in words" },
					{ value: "list", label: "A line in the list" },
					{ value: "copy", label: "A copy" },
				],
			},
			default: "page, list",
		},
		{ id: "folder", prompt: "In which folder?", input: { kind: "text" }, default: "checks" },
	],
	targets: [
		{
			template: "check.md",
			path: "<< folder >>/<< name >>.md",
			description: "The check",
			when: { parts: ["page"] },
		},
		{ template: "list.txt", path: "list.txt", description: "The list", merge: "lines", when: { parts: ["list"] } },
		{ template: "check.md", path: "<< folder >>/<< name >>-copy.md", description: "A copy", when: { parts: ["copy"] } },
	],
	notes: ["Tell the team of << name >>."],
};

/** The files of the template, by their path in a workspace. */
export const teamTemplate: Readonly<Record<string, string>> = {
	".observability/templates/team-check/template.json": JSON.stringify(manifest, null, "\t"),
	".observability/templates/team-check/check.md": "# << name | markdown >>\n\nLevel: << level >>\n",
	".observability/templates/team-check/list.txt": "<< name >>\n",
};
