import { promqlBlock } from "./markdown.ts";

/** What the tables of PromQL say of a function, an aggregation or an operator. */
export interface WordEntry {
	/** Markdown. */
	readonly summary: string;
	readonly needs?: string;
	readonly trap?: string;
	readonly example?: string;
	readonly link?: string;
}

/** An entry as markdown: what it does, what it needs, how it misleads, and an example. */
export function documentWord({ summary, needs, trap, example, link }: WordEntry): string {
	const parts = [summary];
	if (needs !== undefined) parts.push(`**Needs** ${needs}`);
	if (trap !== undefined) parts.push(`**Take care** ${trap}`);
	if (example !== undefined) parts.push(promqlBlock(example));
	if (link !== undefined) parts.push(`[Prometheus documentation](${link})`);
	return parts.join("\n\n");
}
