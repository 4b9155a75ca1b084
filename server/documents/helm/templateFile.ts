import type { SourceDocument } from "../../text/sourceDocument.ts";
import type { TemplateAction, TemplateFinding } from "./action.ts";
import { ActionIndex } from "./actionIndex.ts";
import { pairBlocks } from "./controlBlocks.ts";
import { findGoActions } from "./goActions.ts";
import { findJinjaActions } from "./jinjaActions.ts";
import { maskTemplate } from "./maskTemplate.ts";
import type { TemplateKind } from "./recognise.ts";
import type { TemplateReadings } from "./templatePieces.ts";

/** A file that becomes YAML only when it is rendered. */
export interface TemplateFile {
	/** The file with stand-ins of equal length, to be read as YAML. */
	readonly masked: SourceDocument;
	/** The file as it is. */
	readonly source: SourceDocument;
	readonly actions: ActionIndex;
	/** What is wrong with the template itself: the first that the renderer would stop at. */
	readonly findings: readonly TemplateFinding[];
}

/** What the masked file's language is called, whoever renders it. */
export const renderedLanguage = "helm";

export function readTemplateFile(
	source: SourceDocument,
	{ language, certain }: TemplateKind,
	readings: TemplateReadings,
): TemplateFile {
	const { text } = source;
	const { actions, findings } = language === "jinja" ? findJinjaActions(text) : findGoActions(text, readings.action);
	const blocks = pairBlocks(actions);
	const told = certain ? tellOne([...findings, ...blocks.findings], actions, text) : [];
	return {
		masked: { ...source, languageId: renderedLanguage, text: maskTemplate(text, actions, blocks.definitions) },
		source,
		actions: new ActionIndex(actions, text),
		findings: told,
	};
}

/** An action that is not closed explains what seems to be wrong behind it. */
function tellOne(
	findings: readonly TemplateFinding[],
	actions: readonly TemplateAction[],
	text: string,
): readonly TemplateFinding[] {
	const [first] = findings.toSorted((a, b) => rank(a) - rank(b) || a.span.start - b.span.start);
	if (first !== undefined) return [first];
	return actions.filter(({ kind }) => kind === "unescaped").map(({ span }) => describeUnescaped(span, text));
}

function rank({ code }: TemplateFinding): number {
	return code === "helm/unclosed-action" ? 0 : 1;
}

function describeUnescaped({ start, end }: TemplateAction["span"], text: string): TemplateFinding {
	const action = text.slice(start, end);
	const name = /\$(?:labels|value|externalLabels|externalURL)\b/.exec(action)?.[0] ?? "$labels";
	const finding: TemplateFinding = {
		code: "helm/unescaped-template",
		span: { start, end },
		message: `\`${name}\` is Prometheus's, and Helm, which renders this file first, does not know it: it stops here and installs nothing. Write the action as a string, which Helm passes on: {{\`${action}\`}}.`,
	};
	if (action.includes("`") || /[\r\n]/.test(action)) return finding;
	const newText = `{{\`${action}\`}}`;
	return { ...finding, fix: { title: "Pass it on to Prometheus", edits: [{ span: { start, end }, newText }] } };
}
