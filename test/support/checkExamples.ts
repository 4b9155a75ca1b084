import type { Check, CheckExample } from "../../server/checks/check.ts";
import type { ResolvedConfiguration } from "../../server/checks/configuration/configuration.ts";
import { createGraphFile } from "../../server/checks/graphFile.ts";
import { nothingKnown } from "../../server/checks/knowledge.ts";
import { resolveOptions } from "../../server/checks/options.ts";
import { type CheckResult, CheckRunner } from "../../server/checks/run.ts";
import { createDocumentParser } from "../../server/documents/registry.ts";
import type { SourceDocument } from "../../server/text/sourceDocument.ts";
import type { Span } from "../../server/text/span.ts";
import { readWorkspace, readWorkspaceFile, workspaceRoot } from "./workspaceGraph.ts";

export interface MarkedText {
	readonly text: string;
	readonly marks: readonly Span[];
}

/** Takes lines of blanks and `^` out of a text; each run of `^` marks that much of the line above it. */
export function readMarks(marked: string): MarkedText {
	const lines: string[] = [];
	const marks: Span[] = [];
	let start = 0;
	let next = 0;
	for (const line of marked.split("\n")) {
		if (/^\s*\^[\s^]*$/.test(line)) {
			for (const { index, 0: run } of line.matchAll(/\^+/g)) {
				marks.push({ start: start + index, end: start + index + run.length });
			}
			continue;
		}
		lines.push(line);
		start = next;
		next += line.length + 1;
	}
	return { text: lines.join("\n"), marks };
}

/** The text with a line of `^` under the first line of each problem; those that overlap have lines of their own. */
export function drawMarks(text: string, spans: readonly Span[]): string {
	const lines = text.split("\n");
	let next = 0;
	return lines
		.flatMap((line) => {
			const start = next;
			next += line.length + 1;
			const here = spans
				.filter((span) => span.start >= start && span.start <= start + line.length)
				.toSorted((a, b) => a.start - b.start || a.end - b.end);
			return [line, ...drawRows(line, start, here)];
		})
		.join("\n");
}

function drawRows(line: string, start: number, spans: readonly Span[]): readonly string[] {
	const rows: string[] = [];
	for (const span of spans) {
		const column = span.start - start;
		const length = Math.max(1, Math.min(span.end - start, line.length) - column);
		const index = rows.findIndex((row) => row.length < column);
		const row = index === -1 ? "" : (rows[index] ?? "");
		rows[index === -1 ? rows.length : index] = `${row.padEnd(column)}${"^".repeat(length)}`;
	}
	return rows;
}

/** What `check` alone finds in a text, with the options and the knowledge of `example`. */
export async function runCheck(check: Check, example: CheckExample, text: string): Promise<CheckResult> {
	const file = fileOf(example);
	const asksGraph = check.visit.graph !== undefined;
	const graph = asksGraph ? await readWorkspace({ ...example.others, [file]: text }) : undefined;
	const runner = new CheckRunner({
		graphFile(source, model) {
			const indexed = graph?.file(source.uri);
			return graph && indexed && createGraphFile(source, model, indexed, graph);
		},
		log: (line) => {
			throw new Error(line);
		},
		pause: () => Promise.resolve(),
		checks: [check],
		configuration: () => configure(example),
		knowledgeFor: () => ({ ...nothingKnown, ...example.knowledge, version: 1 }),
	});
	const document = createExampleDocument(example, text);
	const model = asksGraph ? (await readWorkspaceFile(file, text)).model : createDocumentParser().parse(document);
	if (model === undefined) throw new Error(`Nobody knows what kind of file this is:\n${text}`);
	const result = await runner.run(document, model, new AbortController().signal);
	if (result === undefined) throw new Error("The run was not ended.");
	return result;
}

function fileOf({ file = "rules.yaml" }: CheckExample): string {
	return file;
}

export function createExampleDocument(example: CheckExample, text: string): SourceDocument {
	const file = fileOf(example);
	return { uri: workspaceRoot + file, languageId: file.endsWith(".json") ? "json" : "yaml", version: 1, text };
}

function configure({ options = {} }: CheckExample): ResolvedConfiguration {
	return {
		settingOf: (check) => check.severity,
		optionsOf: (check) => resolveOptions(check.options ?? {}, options),
	};
}
