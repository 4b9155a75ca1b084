import type { TemplateAction, TemplateFinding } from "./action.ts";

export interface ControlBlocks {
	/** The actions that begin and end the text of a `define`, which is rendered elsewhere. */
	readonly definitions: ReadonlySet<TemplateAction>;
	readonly findings: readonly TemplateFinding[];
}

/** Pairs the actions that open a block with those that close it. */
export function pairBlocks(actions: readonly TemplateAction[]): ControlBlocks {
	const open: TemplateAction[] = [];
	const definitions = new Set<TemplateAction>();
	const findings: TemplateFinding[] = [];
	for (const action of actions) {
		if (action.kind === "open") open.push(action);
		else if (action.kind === "else" && open.length === 0) findings.push(describeUnexpected(action));
		else if (action.kind === "end") {
			const opened = open.pop();
			if (opened === undefined) findings.push(describeUnexpected(action));
			else if (opened.keyword === "define") definitions.add(opened).add(action);
		}
	}
	for (const action of open) findings.push(describeUnclosed(action));
	return { definitions, findings };
}

function describeUnexpected({ span, keyword = "end" }: TemplateAction): TemplateFinding {
	return {
		code: "helm/unexpected-end",
		span,
		message: `No \`if\`, \`range\`, \`with\` or \`define\` is open here that this \`${keyword}\` could belong to, so Helm cannot render the template and installs nothing. Remove it, or add what it should close.`,
	};
}

function describeUnclosed({ span, keyword = "if" }: TemplateAction): TemplateFinding {
	return {
		code: "helm/unclosed-block",
		span,
		message: `This \`${keyword}\` is never closed, so Helm cannot render the template and installs nothing. Add \`{{- end }}\` where it should stop.`,
	};
}
