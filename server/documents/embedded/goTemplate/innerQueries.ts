import type { Span } from "../../../text/span.ts";
import { createMaskedRegion } from "../masks/createMaskedRegion.ts";
import type { OpaqueSpan } from "../masks/opaque.ts";
import type { EmbeddedRegion, RegionContext } from "../region.ts";
import type { Command, Operand, Pipeline, TemplateNode } from "./ast.ts";
import { parseTemplate } from "./parser.ts";
import { createStringRegion } from "./stringRegion.ts";

/** Functions of Prometheus's templates that take a query as their text. */
const takeQueries: ReadonlySet<string> = new Set(["query", "graphLink", "tableLink"]);

/**
 * The PromQL that a template asks for: the texts that its `query`, `graphLink` and `tableLink` get, also through a pipe
 * and through `printf`, whose verbs are masked. In the offsets of the template's text.
 */
export function findInnerQueries(text: string, around: RegionContext): readonly EmbeddedRegion[] {
	// Alertmanager asks nobody.
	if (around.templateData === "alertmanager") return [];
	if (!/query|Link/.test(text) || !text.includes("{{")) return [];
	const found: EmbeddedRegion[] = [];
	for (const pipeline of pipelinesOf(parseTemplate(text).nodes)) {
		for (const [index, command] of pipeline.commands.entries()) {
			const [called, argument] = command.operands;
			if (called?.kind !== "function" || !takeQueries.has(called.text)) continue;
			const given = argument === undefined ? findPiped(pipeline.commands[index - 1]) : findText(argument);
			const region = given && createQuery(text, given, around);
			if (region !== undefined) found.push(region);
		}
	}
	return found.sort((a, b) => a.hostSpan.start - b.hostSpan.start);
}

interface GivenText {
	readonly span: Span;
	/** It is a format, so what stands for its verbs is not known. */
	readonly format: boolean;
}

/** What the command before a pipe hands on, where that is a text or a format of one. */
function findPiped(command: Command | undefined): GivenText | undefined {
	const [first, second] = command?.operands ?? [];
	if (first === undefined) return undefined;
	if (first.kind === "string")
		return command?.operands.length === 1 ? { span: literalOf(first), format: false } : undefined;
	const formatted = first.kind === "function" && first.text === "printf" && second?.kind === "string";
	return formatted ? { span: literalOf(second), format: true } : undefined;
}

function findText(operand: Operand): GivenText | undefined {
	if (operand.kind === "string") return { span: literalOf(operand), format: false };
	const commands = operand.kind === "parenthesized" ? operand.pipeline?.commands : undefined;
	return commands?.length === 1 ? findPiped(commands[0]) : undefined;
}

function literalOf({ span, text }: Operand): Span {
	return { start: span.start, end: span.start + text.length };
}

function createQuery(text: string, { span, format }: GivenText, around: RegionContext): EmbeddedRegion | undefined {
	const { alert, record, groupIntervalSeconds, key, role } = around;
	const region = createStringRegion(text, span, {
		role: "query",
		...(alert === undefined ? {} : { alert }),
		...(record === undefined ? {} : { record }),
		...(groupIntervalSeconds === undefined ? {} : { groupIntervalSeconds }),
		...(key === undefined ? {} : { place: `query in the ${role} "${key}"` }),
	});
	return region && (format ? createMaskedRegion(region, findVerbs) : region);
}

/** The verbs of Go's package fmt. */
const verb = /%(?:%|[-+# 0]*(?:\[\d+\])?[\d*]*(?:\.[\d*]*)?[a-zA-Z])/g;

function findVerbs(text: string): readonly OpaqueSpan[] {
	return [...text.matchAll(verb)].map((match) => ({
		span: { start: match.index, end: match.index + match[0].length },
		source: match[0],
		kind: "formatVerb",
		...(/[defgx]$/i.test(match[0]) ? { is: "number" } : {}),
	}));
}

function* pipelinesOf(nodes: readonly TemplateNode[]): Generator<Pipeline> {
	for (const node of nodes) {
		if ("pipeline" in node && node.pipeline !== undefined) yield* withInner(node.pipeline);
		if ("body" in node) yield* pipelinesOf(node.body);
		if ("otherwise" in node) yield* pipelinesOf(node.otherwise);
	}
}

function* withInner(pipeline: Pipeline): Generator<Pipeline> {
	yield pipeline;
	for (const { operands } of pipeline.commands) {
		for (const { pipeline: inner } of operands) if (inner !== undefined) yield* withInner(inner);
	}
}
