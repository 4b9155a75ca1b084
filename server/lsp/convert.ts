import {
	CompletionItemKind,
	type Diagnostic,
	DiagnosticSeverity,
	type DocumentSymbol,
	InsertTextFormat,
	InsertTextMode,
	type CompletionItem as LspCompletionItem,
	type CompletionList as LspCompletionList,
	type Range,
	SymbolKind,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { OutlineItem } from "../documents/model.ts";
import type { CompletionItem, CompletionList } from "../features/answers.ts";
import type { Problem, Severity } from "../text/problem.ts";
import type { SourceDocument } from "../text/sourceDocument.ts";
import type { Span } from "../text/span.ts";

/** Offsets become positions here and nowhere else. */
export function toRange(document: TextDocument, span: Span): Range {
	return { start: document.positionAt(span.start), end: document.positionAt(span.end) };
}

export function toSource(document: TextDocument): SourceDocument {
	return { uri: document.uri, languageId: document.languageId, version: document.version, text: document.getText() };
}

/**
 * Claims that `document`, which changes in place, is still the version that `source` was taken of. After an await this
 * must hold before offsets become positions.
 */
export function isStill(document: TextDocument, source: SourceDocument): boolean {
	return document.version === source.version;
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
	error: DiagnosticSeverity.Error,
	warning: DiagnosticSeverity.Warning,
	information: DiagnosticSeverity.Information,
	hint: DiagnosticSeverity.Hint,
};

/** `documentationBase` is where the pages are, without a final slash. */
export function toDiagnostic(document: TextDocument, problem: Problem, documentationBase?: string): Diagnostic {
	return {
		range: toRange(document, problem.span),
		severity: SEVERITIES[problem.severity],
		code: problem.code,
		source: "observability",
		message: problem.message,
		...(documentationBase === undefined
			? {}
			: { codeDescription: { href: `${documentationBase}/${problem.code}.md` } }),
		...(problem.related === undefined
			? {}
			: {
					relatedInformation: problem.related.map(({ span, message }) => ({
						location: { uri: document.uri, range: toRange(document, span) },
						message,
					})),
				}),
	};
}

const ITEM_KINDS: Readonly<Record<CompletionItem["kind"], CompletionItemKind>> = {
	metric: CompletionItemKind.Variable,
	label: CompletionItemKind.Field,
	value: CompletionItemKind.Value,
	function: CompletionItemKind.Function,
	aggregation: CompletionItemKind.Method,
	keyword: CompletionItemKind.Keyword,
	operator: CompletionItemKind.Operator,
	duration: CompletionItemKind.Unit,
	key: CompletionItemKind.Property,
	snippet: CompletionItemKind.Snippet,
};

/** Asks the editor for completion again; other editors ignore the command of an item that they do not know. */
const RETRIGGER = { title: "Suggest", command: "editor.action.triggerSuggest" };

/** `id` stands for the list in each item's `data`, beside the item's index. */
export function toCompletionList(document: TextDocument, list: CompletionList, id: number): LspCompletionList {
	const items = list.items.map((item, index) => toCompletionItem(document, item, [id, index]));
	return { isIncomplete: list.incomplete, items };
}

function toCompletionItem(
	document: TextDocument,
	item: CompletionItem,
	data: readonly [list: number, index: number],
): LspCompletionItem {
	return {
		label: item.label,
		kind: ITEM_KINDS[item.kind],
		...(item.detail === undefined ? {} : { detail: item.detail }),
		...(item.documentation === undefined ? {} : { data }),
		...(item.filterText === undefined ? {} : { filterText: item.filterText }),
		...(item.sortText === undefined ? {} : { sortText: item.sortText }),
		textEdit: { range: toRange(document, item.edit.span), newText: item.edit.newText },
		insertTextFormat: item.snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
		// The texts are indented already.
		insertTextMode: InsertTextMode.asIs,
		...(item.retrigger === true ? { command: RETRIGGER } : {}),
	};
}

const SYMBOL_KINDS: Readonly<Record<OutlineItem["kind"], SymbolKind>> = {
	document: SymbolKind.Module,
	group: SymbolKind.Namespace,
	alert: SymbolKind.Event,
	record: SymbolKind.Variable,
	dashboard: SymbolKind.Module,
	row: SymbolKind.Namespace,
	panel: SymbolKind.Class,
	query: SymbolKind.Field,
	variable: SymbolKind.Variable,
	annotation: SymbolKind.Event,
	test: SymbolKind.Method,
	route: SymbolKind.Interface,
	receiver: SymbolKind.Object,
	inhibition: SymbolKind.Operator,
	scrapeJob: SymbolKind.Object,
	slo: SymbolKind.Event,
	section: SymbolKind.Namespace,
};

export function toSymbol(document: TextDocument, item: OutlineItem): DocumentSymbol {
	return {
		// Editors refuse a symbol without a name.
		name: item.name === "" ? "(no name)" : item.name,
		detail: item.detail,
		kind: SYMBOL_KINDS[item.kind],
		range: toRange(document, item.span),
		selectionRange: toRange(document, item.nameSpan),
		children: item.children.map((child) => toSymbol(document, child)),
	};
}
