import type { Question, ScaffoldDescription, ScaffoldSummary } from "../../scaffold/scaffold.ts";
import { ownOptions } from "./newArguments.ts";
import { optionOf } from "./readAnswers.ts";

/** The scaffolds by group, a line each. */
export function writeList(scaffolds: readonly ScaffoldSummary[]): string {
	const width = Math.max(0, ...scaffolds.map(({ id }) => id.length));
	const groups = [...new Set(scaffolds.map(({ group }) => group))];
	const sections = groups.map((group) => {
		const rows = scaffolds
			.filter((scaffold) => scaffold.group === group)
			.map(
				({ id, title, summary, own }) => `  ${id.padEnd(width)}  ${summary || title}${own ? " (of this folder)" : ""}`,
			);
		return [group, ...rows].join("\n");
	});
	return `${sections.join("\n\n")}\n\n"observability new SCAFFOLD --help" tells the questions of one.\n`;
}

/** The questions of one scaffold, with their choices and defaults. */
export function writeQuestions({ id, title, questions }: ScaffoldDescription): string {
	const parts = questions.map((question) => {
		const { prompt, help, when } = question;
		const lines = [`  ${writeOption(question)}`, ...wrap(prompt, 6), ...(help === undefined ? [] : wrap(help, 6))];
		lines.push(...writeChoices(question));
		if (when !== undefined) lines.push(...wrap(`Only with ${writeCondition(when)}.`, 6));
		lines.push(...wrap(writeDefault(question), 6));
		return lines.join("\n");
	});
	return `${title}\n\nUsage: observability new ${id} [--QUESTION VALUE]... [OPTION]...\n\n${parts.join("\n\n")}\n\n"observability new --help" tells the other options.\n`;
}

/** How the question is answered on the command line. */
export function writeOption({ id, input }: Question): string {
	const value = input.kind === "choice" ? (input.many ? "VALUE,..." : "VALUE") : "TEXT";
	return ownOptions.has(optionOf(id)) ? `--answer ${id}=${value}` : `--${optionOf(id)} ${value}`;
}

function writeChoices({ input }: Question): readonly string[] {
	if (input.kind !== "choice") return [];
	const width = Math.max(...input.choices.map(({ value }) => value.length));
	return input.choices.map(({ value, label, description }) => {
		const words = [label === value ? undefined : label, description].filter((word) => word !== undefined).join(": ");
		return `        ${value.padEnd(width)}  ${words}`.trimEnd();
	});
}

function writeCondition(when: NonNullable<Question["when"]>): string {
	return Object.entries(when)
		.map(([id, values]) => `--${optionOf(id)} ${values.join(" or ")}`)
		.join(" and ");
}

function writeDefault(question: Question): string {
	if (question.default === "") return "May be left out.";
	if (question.default !== undefined) return `Default: ${question.default}`;
	return question.input.kind !== "text" && question.input.many ? "May be left out." : "";
}

/** In lines of about 100 columns. */
function wrap(text: string, indent: number): readonly string[] {
	const lines: string[] = [];
	for (const word of text.split(" ").filter((each) => each !== "")) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + word.length < 100) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(" ".repeat(indent) + word);
	}
	return lines;
}
