import { type CallHierarchyItem, type Range, SymbolKind } from "vscode-languageserver/node";
import type { Flow, FlowItem } from "../../features/navigation/callHierarchy.ts";
import type { Span } from "../../text/span.ts";
import { askFile } from "../askedFile.ts";
import { toRange } from "../convert.ts";
import type { FileTexts } from "../fileTexts.ts";
import { guard } from "../guard.ts";
import type { Session } from "../session.ts";
import { symbolKindOf } from "../symbolKinds.ts";

export function handleCallHierarchy(session: Session): void {
	const { connection, service, files, log } = session;
	const { callHierarchy } = connection.languages;
	callHierarchy.onPrepare(
		guard("textDocument/prepareCallHierarchy", log, async ({ textDocument, position }, signal) => {
			const asked = await askFile(session, textDocument.uri);
			if (asked === undefined || signal.aborted) return null;
			const items = service.navigation.prepareHierarchy(asked.file, asked.document.offsetAt(position));
			const shown = await Promise.all(items.map((item) => toItem(item, files)));
			return shown.filter((item) => item !== undefined);
		}),
	);
	callHierarchy.onIncomingCalls(
		guard("callHierarchy/incomingCalls", log, async ({ item }) => {
			const flow = readItem(item);
			if (flow === undefined) return null;
			const flows = await showFlows(service.navigation.incoming(flow), files, ({ item: { uri } }) => uri);
			return flows.map(({ item: from, ranges: fromRanges }) => ({ from, fromRanges }));
		}),
	);
	callHierarchy.onOutgoingCalls(
		guard("callHierarchy/outgoingCalls", log, async ({ item }) => {
			const flow = readItem(item);
			if (flow === undefined) return null;
			const flows = await showFlows(service.navigation.outgoing(flow), files, () => flow.uri);
			return flows.map(({ item: to, ranges: fromRanges }) => ({ to, fromRanges }));
		}),
	);
}

async function showFlows(
	flows: readonly Flow[],
	files: FileTexts,
	placesIn: (flow: Flow) => string,
): Promise<readonly { readonly item: CallHierarchyItem; readonly ranges: Range[] }[]> {
	const shown = await Promise.all(
		flows.map(async (flow) => {
			const item = await toItem(flow.item, files);
			const document = await files.read(placesIn(flow));
			if (item === undefined || document === undefined) return undefined;
			return { item, ranges: flow.places.map((span) => toRange(document, span)) };
		}),
	);
	return shown.filter((flow) => flow !== undefined);
}

async function toItem(item: FlowItem, files: FileTexts): Promise<CallHierarchyItem | undefined> {
	const document = await files.read(item.uri);
	if (document === undefined || item.span.end > document.getText().length) return undefined;
	const { name, detail, uri, span, nameSpan, kind } = item;
	const inside = span.start <= nameSpan.start && nameSpan.end <= span.end;
	return {
		name,
		detail,
		kind: kind === "unknownMetric" ? SymbolKind.Variable : symbolKindOf(kind),
		uri,
		range: toRange(document, span),
		selectionRange: toRange(document, inside ? nameSpan : span),
		data: item,
	};
}

/** What we sent ourselves, unless the editor has changed it. */
function readItem({ data }: CallHierarchyItem): FlowItem | undefined {
	const item: unknown = data;
	if (typeof item !== "object" || item === null) return undefined;
	const { kind, name, detail, uri, span, nameSpan } = item as Partial<FlowItem>;
	const texts = [kind, name, detail, uri].every((text) => typeof text === "string");
	return texts && isSpan(span) && isSpan(nameSpan) ? (item as FlowItem) : undefined;
}

function isSpan(span: Partial<Span> | undefined): span is Span {
	return typeof span === "object" && typeof span.start === "number" && typeof span.end === "number";
}
