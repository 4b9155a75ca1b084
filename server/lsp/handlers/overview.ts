import { setImmediate } from "node:timers/promises";
import { relativePath } from "../../base/relativePath.ts";
import {
	assess,
	dependencies,
	graphChanged,
	type ServiceItem,
	type ServicesResult,
	serviceItems,
	services,
} from "../../protocol/overview.ts";
import { assess as assessGraph } from "../../workspace/overview/assess.ts";
import { drawDependencies } from "../../workspace/overview/dependencyPicture.ts";
import { gravest, itemsOf, Overview, summariseGaps } from "../../workspace/overview/overview.ts";
import { placesOf, renderAssessment } from "../../workspace/overview/renderAssessment.ts";
import { type SignalKind, signalKinds } from "../../workspace/overview/services.ts";
import { askFile } from "../askedFile.ts";
import { answer } from "../guard.ts";
import type { Session } from "../session.ts";

/** Milliseconds after which a change of the graph is told, together with those that came meanwhile. */
const quietMs = 1_000;

export interface OverviewHandler {
	/** Tells the client, once in a while, that what it was told may have changed. */
	noteChange(): void;
	stop(): void;
}

/** Services with what they lack, dependencies, the assessment. */
export function handleOverview(session: Session): OverviewHandler {
	const { connection, service } = session;
	const overview = new Overview(() => service.graph, pause);
	let timer: NodeJS.Timeout | undefined;
	let told = service.graph.contentVersion;
	answer(session, services, async (): Promise<ServicesResult> => {
		const found = await overview.services();
		return {
			complete: service.graph.complete,
			services: found.map(({ key, name, items, gaps }) => {
				const risk = gravest(gaps);
				const counts = Object.fromEntries(signalKinds.map((kind) => [kind, items[kind].length]));
				return {
					key,
					name,
					// Every kind was counted.
					counts: counts as Readonly<Record<SignalKind, number>>,
					gaps: summariseGaps(gaps),
					...(risk === undefined ? {} : { risk }),
				};
			}),
		};
	});
	answer(session, serviceItems, async (params): Promise<readonly ServiceItem[]> => {
		const found = (await overview.services()).find(({ key }) => key === params.service);
		if (found === undefined) return [];
		return itemsOf(found, params.kind).map(({ place: { item, uri }, gaps }) => {
			const risk = gravest(gaps);
			const { start, end } = item.nameSpan;
			return {
				name: item.name,
				uri,
				offset: start,
				length: end - start,
				gaps: gaps.map(({ words }) => words),
				...(risk === undefined ? {} : { risk }),
			};
		});
	});
	answer(session, dependencies, async (params) => {
		const symbol = "name" in params ? params : await symbolAt(session, params);
		if (symbol === undefined) return null;
		const { kind, name } = symbol;
		return { title: name, picture: drawDependencies(service.graph, { kind, name }) };
	});
	answer(session, assess, async ({ base }) => {
		const assessment = await assessGraph(service.graph, pause);
		const lines = await linesOf(session, placesOf(assessment));
		const folder = base.endsWith("/") ? base : `${base}/`;
		const title = decodeURIComponent(folder.split("/").at(-2) ?? "") || "this workspace";
		const markdown = renderAssessment(assessment, {
			title,
			placeOf(uri, offset) {
				const line = lines.get(`${uri}#${offset}`);
				const path = linkTo(folder, uri);
				const shown = decodeURIComponent(path);
				return line === undefined
					? { text: shown, link: path }
					: { text: `${shown}:${line}`, link: `${path}#L${line}` };
			},
		});
		return { markdown, complete: assessment.complete };
	});
	return {
		noteChange() {
			timer ??= setTimeout(() => {
				timer = undefined;
				if (service.graph.contentVersion === told) return;
				told = service.graph.contentVersion;
				void connection.sendNotification(graphChanged.method);
			}, quietMs).unref();
		},
		stop: () => clearTimeout(timer),
	};
}

const pause = (): Promise<void> => setImmediate();

async function symbolAt(
	session: Session,
	{ uri, position }: { readonly uri: string; readonly position: { line: number; character: number } },
) {
	const asked = await askFile(session, uri);
	const symbol = asked && session.service.navigation.symbol(asked.file, asked.document.offsetAt(position));
	return symbol?.kind === "metric" || symbol?.kind === "alert" ? { kind: symbol.kind, name: symbol.name } : undefined;
}

/** The numbers of the lines, from one, of places that can still be read. */
async function linesOf(
	{ files }: Session,
	places: readonly { readonly uri: string; readonly offset: number }[],
): Promise<ReadonlyMap<string, number>> {
	const lines = new Map<string, number>();
	for (const { uri, offset } of places) {
		const document = await files.read(uri);
		if (document !== undefined) lines.set(`${uri}#${offset}`, document.positionAt(offset).line + 1);
	}
	return lines;
}

/** From a folder, both as URIs; a file of another place as it is. */
function linkTo(folder: string, uri: string): string {
	const host = (of: string): string => of.split("/", 3).join("/");
	return host(folder) === host(uri) ? relativePath(folder, uri) : uri;
}
