import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface Snippet {
	readonly name: string;
	/** The editor's language ids, with commas. */
	readonly scope: string;
	readonly prefix: string | readonly string[];
	readonly body: readonly string[];
}

const folder = fileURLToPath(new URL("../../snippets/", import.meta.url));

/** Every snippet that the extension brings, by file. */
export function readSnippets(): readonly Snippet[] {
	return readdirSync(folder)
		.filter((name) => name.endsWith(".code-snippets"))
		.flatMap((name) => {
			const file: Readonly<Record<string, Omit<Snippet, "name">>> = JSON.parse(readFileSync(folder + name, "utf8"));
			return Object.entries(file).map(([title, snippet]) => ({ name: title, ...snippet }));
		});
}

/** What the editor inserts when the user presses Tab until the end: every placeholder with its default. */
export function expandSnippet(body: readonly string[]): string {
	const text = body.join("\n");
	const defaults = new Map<string, string>();
	return expand(text, defaults);
}

/** Variables are resolved by the first place that gives them a default, as an editor does. */
function expand(text: string, defaults: Map<string, string>): string {
	let result = "";
	let offset = 0;
	while (offset < text.length) {
		const rest = text.slice(offset);
		const escaped = /^\\([$}\\])/.exec(rest);
		const choice = /^\$\{(\d+)\|([^,|]*)[^}]*\|\}/.exec(rest);
		const simple = /^\$(\d+)|^\$\{(\d+)\}/.exec(rest);
		const open = /^\$\{(\d+):/.exec(rest);
		if (escaped !== null) {
			result += escaped[1];
			offset += 2;
		} else if (choice !== null) {
			defaults.set(choice[1] ?? "", choice[2] ?? "");
			result += choice[2];
			offset += choice[0].length;
		} else if (simple !== null) {
			result += defaults.get(simple[1] ?? simple[2] ?? "") ?? "";
			offset += simple[0].length;
		} else if (open !== null) {
			const end = closingBrace(text, offset + open[0].length);
			const value = expand(text.slice(offset + open[0].length, end), defaults);
			defaults.set(open[1] ?? "", value);
			result += value;
			offset = end + 1;
		} else {
			result += text[offset];
			offset++;
		}
	}
	return result;
}

/** A bare brace ends a placeholder, whatever was opened in its default. */
function closingBrace(text: string, from: number): number {
	for (let offset = from; offset < text.length; offset++) {
		if (text[offset] === "\\") offset++;
		else if (text[offset] === "}") return offset;
	}
	throw new Error(`A placeholder is not closed in ${JSON.stringify(text)}.`);
}
