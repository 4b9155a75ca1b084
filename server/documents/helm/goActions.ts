import { detach } from "../../base/detach.ts";
import { type Span, shift } from "../../text/span.ts";
import { lexTemplate } from "../embedded/goTemplate/lexer.ts";
import { unquoteString } from "../embedded/goTemplate/literals.ts";
import type { Token } from "../embedded/goTemplate/tokens.ts";
import type { TemplateAction, TemplateActions, TemplateFinding } from "./action.ts";

/** Characters that an action may have; what is longer was not closed. */
const maxActionLength = 50_000;

/** What an action says by itself, wherever it stands: spans count from its start. */
export interface ActionReading extends Omit<TemplateAction, "span"> {
	/** Names that are known from here on. */
	readonly declares: readonly string[];
	/** What it uses of Prometheus's data, if only that can give it a value. */
	readonly prometheus: readonly string[];
}

/**
 * Finds the actions of a Go template and what is wrong with them. Each is read by itself: a fault in one leaves the
 * others as they are.
 *
 * @param read gives the reading of an action by its text, for those who keep readings
 */
export function findGoActions(text: string, read: (source: string) => ActionReading = readAction): TemplateActions {
	const actions: TemplateAction[] = [];
	const findings: TemplateFinding[] = [];
	const declared = new Set<string>();
	for (let start = text.indexOf("{{"); start !== -1; ) {
		const { end, closed } = findEnd(text, start);
		const span = { start, end };
		if (closed) actions.push(placeAction(read(text.slice(start, end)), span, declared));
		else {
			findings.push(describeUnclosed(start));
			actions.push({ span, kind: "value" });
		}
		start = text.indexOf("{{", Math.max(end, start + 2));
	}
	return { actions, findings };
}

function placeAction(reading: ActionReading, span: Span, declared: Set<string>): TemplateAction {
	for (const name of reading.declares) declared.add(name);
	const { kind, keyword, shown, quote, brings, prometheus } = reading;
	if (prometheus.some((name) => !declared.has(name))) return { span, kind: "unescaped" };
	return {
		span,
		kind,
		...(keyword !== undefined && { keyword }),
		...(shown !== undefined && { shown: shown.map((part) => shift(part, span.start)) }),
		...(quote !== undefined && { quote }),
		...(brings !== undefined && { brings }),
	};
}

/** Where the action ends; one without its `}}` is taken to end with its line. */
function findEnd(text: string, start: number): { readonly end: number; readonly closed: boolean } {
	const limit = Math.min(text.length, start + maxActionLength);
	const trimmed = /^\{\{-[ \t\r\n]/.test(text.slice(start, start + 4)) ? start + 4 : start + 2;
	if (text.startsWith("/*", trimmed)) {
		const close = text.indexOf("*/", trimmed + 2);
		const end = close === -1 ? -1 : text.indexOf("}}", close);
		if (end !== -1) return { end: end + 2, closed: true };
		return endOfLine(text, start);
	}
	for (let offset = trimmed; offset < limit; offset++) {
		const character = text.charCodeAt(offset);
		if (character === 0x7d && text.charCodeAt(offset + 1) === 0x7d) return { end: offset + 2, closed: true };
		if (character === 0x7b && text.charCodeAt(offset + 1) === 0x7b) break;
		if (character !== 0x22 && character !== 0x27 && character !== 0x60) continue;
		const after = skipString(text, offset, limit);
		if (after === undefined) break;
		offset = after - 1;
	}
	return endOfLine(text, start);
}

function skipString(text: string, start: number, limit: number): number | undefined {
	const quote = text[start];
	for (let offset = start + 1; offset < limit; offset++) {
		const character = text[offset];
		if (character === quote) return offset + 1;
		if (quote === "`") continue;
		if (character === "\n") return undefined;
		if (character === "\\") offset++;
	}
	return undefined;
}

function endOfLine(text: string, start: number): { readonly end: number; readonly closed: boolean } {
	const line = /^[^\r\n]*/.exec(text.slice(start, start + maxActionLength))?.[0] ?? "";
	const close = line.indexOf("}}");
	// A quote is open, but the braces are there.
	if (close !== -1 && line.indexOf("{{", 2) === -1) return { end: start + close + 2, closed: true };
	const next = line.indexOf("{{", 2);
	const length = (next === -1 ? line : line.slice(0, next)).trimEnd().length;
	return { end: start + Math.max(length, 2), closed: false };
}

function describeUnclosed(start: number): TemplateFinding {
	return {
		code: "helm/unclosed-action",
		span: { start, end: start + 2 },
		message:
			"This action has no `}}`, so Helm cannot render the template and installs nothing. Add `}}` where the action should end.",
	};
}

const opening = new Set(["if", "range", "with", "define", "block"]);

/** Reads one action, from its `{{` to its `}}`. */
export function readAction(source: string): ActionReading {
	const tokens = lexTemplate(source);
	const words = tokens.filter(({ kind }) => kind !== "space" && kind !== "leftDelimiter" && kind !== "rightDelimiter");
	return { declares: findDeclared(words), prometheus: [], ...classify(words) };
}

function findDeclared(words: readonly Token[]): readonly string[] {
	const declared: string[] = [];
	for (const [index, { kind, text }] of words.entries()) {
		if (kind !== "variable") continue;
		const next = words[index + 1];
		if (next?.kind === "declare" || next?.text === "," || words[index - 1]?.text === ",") declared.push(detach(text));
	}
	return declared;
}

function classify(words: readonly Token[]): Omit<TemplateAction, "span"> & { readonly prometheus?: readonly string[] } {
	const [first, second] = words;
	if (first === undefined || first.kind === "end") return { kind: "silent" };
	if (first.kind === "keyword") {
		const keyword = detach(first.text);
		if (opening.has(keyword)) return { kind: "open", keyword };
		if (keyword === "else" || keyword === "end") return { kind: keyword, keyword };
		return keyword === "template" ? { kind: "value", brings: "maybeLines" } : { kind: "silent" };
	}
	if (first.kind === "variable" && (second?.kind === "declare" || second?.kind === "assign")) return { kind: "silent" };
	const constant = readConstant(words);
	if (constant !== undefined) return constant;
	const prometheus = words.flatMap(({ kind, text }) =>
		kind === "variable" && prometheusVariables.has(text) ? [detach(text)] : [],
	);
	const brings = bringsLines(words);
	return { kind: "value", prometheus, ...(brings !== undefined && { brings }) };
}

function bringsLines(words: readonly Token[]): TemplateAction["brings"] {
	const names = new Set(words.filter(({ kind }) => kind === "identifier").map(({ text }) => text));
	if (names.has("nindent") || names.has("indent") || names.has("toYaml")) return "lines";
	return names.has("include") || names.has("tpl") ? "maybeLines" : undefined;
}

/** What Helm does not have, unless the template declares it. */
const prometheusVariables = new Set(["$labels", "$value", "$externalLabels", "$externalURL"]);

/** A string by itself, such as `` {{`{{ $value }}`}} ``, perhaps put in quotes or through `print`. */
function readConstant(words: readonly Token[]): Omit<TemplateAction, "span"> | undefined {
	const rest = words.filter(({ kind }) => kind !== "end");
	const strings = rest.filter(({ kind }) => kind === "string" || kind === "rawString");
	const [string] = strings;
	if (string === undefined || strings.length !== 1) return undefined;
	const others = rest.filter((word) => word !== string);
	const functions = others.filter(({ kind }) => kind !== "pipe").map(({ text }) => text);
	const [name] = functions;
	const direct = others.length === 0;
	const called = others.length === 1 && rest[0] !== string;
	const piped = others.length === 2 && rest[0] === string && rest[1]?.kind === "pipe";
	if (!direct && !called && !piped) return undefined;
	const prints = name === "print" || (name === "printf" && !string.text.includes("%"));
	const quotes = name === "quote" || name === "squote";
	if (!direct && !prints && !quotes) return undefined;
	const shown = findShown(string);
	if (shown === undefined) return undefined;
	if (!quotes) return { kind: "constant", shown };
	const text = string.text.slice(1, -1);
	if (string.kind === "string" && text.includes("\\")) return undefined;
	const quote = text.includes("'") ? (/["\\]/.test(text) ? undefined : '"') : "'";
	return quote === undefined ? undefined : { kind: "constant", shown, quote };
}

/** The parts of a string that stand for themselves; `undefined` where an escape stands for something else. */
function findShown({ kind, text, span }: Token): readonly Span[] | undefined {
	const first = span.start + 1;
	const last = span.end - 1;
	if (kind === "rawString" || !text.includes("\\")) return [{ start: first, end: last }];
	const parts: Span[] = [];
	let start = first;
	for (const { index } of text.matchAll(/\\(?:\\|[^\\])/g)) {
		if (unquoteString(`"${text.slice(index, index + 2)}"`) !== text[index + 1]) return undefined;
		parts.push({ start, end: span.start + index });
		start = span.start + index + 1;
	}
	return [...parts, { start, end: last }].filter((part) => part.end > part.start);
}
