import type { SourceDocument } from "../../text/sourceDocument.ts";
import type { FileAdapter, FilePart } from "../adapter.ts";
import { parseTemplate } from "../embedded/goTemplate/parser.ts";
import { createLinesRegion } from "../embedded/linesRegion.ts";
import { wholeLines } from "../embedded/wholeLines.ts";
import type { OutlineItem } from "../model.ts";
import { describeTemplateProblem } from "./findTemplateProblems.ts";

/**
 * Files with templates of notifications, which a configuration of Alertmanager lists under `templates`. Other programs
 * have files of this name too, so only one that defines templates and speaks of alerts is one.
 */
export function createNotificationTemplateAdapter(): FileAdapter {
	return { id: "notificationTemplates", matches, parse };
}

const languages: ReadonlySet<string> = new Set(["gotmpl", "go-template", "gotexttmpl", "gohtmltmpl", "gotemplate"]);

function matches({ uri, languageId, text }: SourceDocument): boolean {
	if (!/\.(?:tmpl|gotmpl)$/i.test(uri) && !languages.has(languageId)) return false;
	return /\{\{-?\s*define\s+["`]/.test(text) && speaksOfAlerts.test(text);
}

/** What Alertmanager hands to templates and hardly any other program. */
const speaksOfAlerts =
	/\.(?:CommonLabels|CommonAnnotations|GroupLabels|Alerts\b|GeneratorURL)|template\s+"(?:__(?:subject|alertmanager|text_alert)|\w+\.default\.)/;

/** Mimir, Grafana and others bring functions of their own, so a name that is not known is no fault. */
const othersMayKnow: ReadonlySet<string> = new Set(["template/unknown-function"]);

function parse({ text }: SourceDocument): FilePart {
	const region = createLinesRegion(text, {
		lines: wholeLines(text),
		prefix: "",
		language: "gotemplate",
		context: { role: "notification", templateData: "alertmanager" },
	});
	const { problem } = parseTemplate(region.text, "notification");
	const told = problem === undefined || othersMayKnow.has(problem.code) ? undefined : problem;
	return {
		problems: told === undefined ? [] : [describeTemplateProblem(region.text, told.span, region.map)],
		regions: [region],
		groups: [],
		outline: outlineDefinitions(text),
	};
}

/** Each template from its `define` to the next one. */
function outlineDefinitions(text: string): readonly OutlineItem[] {
	const found = [...text.matchAll(/\{\{-?\s*(?:define|block)\s+["`]([^"`\n]+)["`]/g)];
	return found.map((match, index) => {
		const [written, name = ""] = match;
		const start = match.index + written.lastIndexOf(name);
		const end = found[index + 1]?.index ?? text.length;
		const body = text.slice(match.index, end).trimEnd();
		return {
			name,
			detail: "template",
			kind: "section",
			span: { start: match.index, end: match.index + body.length },
			nameSpan: { start, end: start + name.length },
			children: [],
		};
	});
}
