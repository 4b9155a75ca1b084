import { createInterface } from "node:readline";
import type { Question } from "../../scaffold/scaffold.ts";
import type { AskPerson } from "./settleQuestions.ts";

export interface Prompter {
	readonly ask: AskPerson;
	/** `undefined` where the answer never came. */
	confirm(question: string): Promise<boolean | undefined>;
	close(): void;
}

/** So many choices are listed by number; others can be typed. */
const mostListed = 20;

/** Plain questions and answers, on standard error: what is made goes to standard output. */
export function createPrompter(
	input: NodeJS.ReadableStream,
	output: NodeJS.WritableStream,
	signal: AbortSignal,
): Prompter {
	const lines = createInterface({ input, output });
	let closed = false;
	lines.on("close", () => {
		closed = true;
	});
	lines.on("SIGINT", () => lines.close());
	signal.addEventListener("abort", () => lines.close(), { once: true });
	// Lines that come faster than they are asked for, as pasted ones do, are kept for the next questions.
	const typed = lines[Symbol.asyncIterator]();
	const read = async (prompt: string): Promise<string | undefined> => {
		lines.setPrompt(prompt);
		if (!closed) lines.prompt();
		const next = await typed.next();
		return next.done === true ? undefined : next.value;
	};
	return {
		async ask(question, { choices, note, suggested }, check) {
			const listed = choices.slice(0, mostListed);
			const chosen = suggested ?? "";
			output.write(`\n${question.prompt}\n`);
			if (question.help !== undefined) output.write(`${question.help}\n`);
			for (const [index, choice] of listed.entries()) {
				const words = [choice.label === choice.value ? undefined : choice.value, choice.description];
				const described = words.filter((word) => word !== undefined).join(", ");
				output.write(`  ${index + 1}) ${choice.label}${described === "" ? "" : ` (${described})`}\n`);
			}
			if (choices.length > listed.length) output.write(`  … and ${choices.length - listed.length} more\n`);
			if (note !== undefined) output.write(`${note}\n`);
			for (;;) {
				const line = await read(chosen === "" ? "> " : `[${chosen}] > `);
				if (line === undefined) return undefined;
				const value = line.trim() === "" ? chosen : readChoice(question, line.trim(), listed);
				const fault = await check(value);
				if (fault === null) return value;
				output.write(`${fault}\n`);
			}
		},
		async confirm(question) {
			const line = await read(`${question} [y/N] `);
			return line === undefined ? undefined : /^y(?:es)?$/i.test(line.trim());
		},
		close: () => lines.close(),
	};
}

/** Numbers of the list stand for its values, where the value is not such a number itself. */
function readChoice({ input }: Question, typed: string, listed: readonly { readonly value: string }[]): string {
	const one = (text: string): string => {
		if (listed.some(({ value }) => value === text) || !/^\d+$/.test(text)) return text;
		return listed[Number(text) - 1]?.value ?? text;
	};
	if (input.kind === "text" || !input.many) return one(typed);
	return typed
		.split(",")
		.map((part) => one(part.trim()))
		.join(", ");
}
