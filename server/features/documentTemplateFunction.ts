import type { TemplateFunctionDoc } from "../documents/embedded/goTemplate/functionDocs.ts";

/** A function of alert templates as Markdown: what it does, how it misleads, and an example. */
export function documentTemplateFunction({ summary, example, trap }: TemplateFunctionDoc, since?: string): string {
	const parts = [since === undefined ? summary : `${summary} Since Prometheus ${since}.`];
	if (trap !== undefined) parts.push(`**Take care** ${trap}`);
	if (example !== undefined) parts.push(`\`\`\`\n${example}\n\`\`\``);
	return parts.join("\n\n");
}
