import type { CodeLens } from "vscode-languageserver/node";
import type { UsageLens } from "../../features/navigation/codeLenses.ts";
import { type UsagesParams, usages } from "../../protocol/usages.ts";
import { toRange } from "../convert.ts";
import { answer, guard } from "../guard.ts";
import { toLocations } from "../locations.ts";
import type { Session } from "../session.ts";
import type { LensSource } from "./codeLenses.ts";

/** A command of the client's, which shows places as the editor shows references. */
const SHOW_COMMAND = "observability.showReferences";

/** Milliseconds between two times that the editor is told to ask again. */
const refreshPause = 1000;

export interface UsageLenses {
	readonly source: LensSource;
	/** The graph may say something else now, or the settings want something else. */
	changed(): void;
	stop(): void;
}

interface LensData {
	readonly uri: string;
	readonly lens: UsageLens;
}

/** Lenses above rules, alerts and metrics that say who uses them; what they say is worked out when they are shown. */
export function handleUsageLenses(session: Session): UsageLenses {
	const { connection, service, files, code, client, log } = session;
	/** What was shown last: of which content of the graph, and whether lenses were wanted. */
	let shown: string | undefined;
	const stateNow = (): string => `${service.graph.contentVersion} ${session.settings.usageLenses}`;
	let timer: NodeJS.Timeout | undefined;
	connection.onCodeLensResolve(
		guard("codeLens/resolve", log, (lens) => {
			const data = lens.data as LensData | undefined;
			if (data === undefined) return lens;
			const { title, targets } = service.navigation.describeLens(data.lens);
			if (!client.navigation.showsReferences || targets.length === 0)
				return { ...lens, command: { title, command: "" } };
			const { subject, names } = data.lens;
			const asked: UsagesParams = { subject, names };
			return { ...lens, command: { title, command: SHOW_COMMAND, arguments: [data.uri, lens.range.start, asked] } };
		}),
	);
	answer(session, usages, ({ subject, names }) => {
		const nowhere = { start: 0, end: 0 };
		return toLocations(service.navigation.describeLens({ subject, names, span: nowhere }).targets, files);
	});
	return {
		async source(document, source): Promise<readonly CodeLens[]> {
			shown = stateNow();
			if (!session.settings.usageLenses) return [];
			const registrations = await code.registrationsOf(document);
			if (document.version !== source.version) return [];
			const lenses = service.navigation.lenses({ document: source, registrations });
			return lenses.map((lens): CodeLens => {
				const { start } = toRange(document, lens.span);
				return { range: { start, end: start }, data: { uri: document.uri, lens } satisfies LensData };
			});
		},
		changed() {
			if (!client.refreshesCodeLenses || timer !== undefined) return;
			timer = setTimeout(() => {
				timer = undefined;
				if (shown === undefined || shown === stateNow()) return;
				shown = undefined;
				connection.sendRequest("workspace/codeLens/refresh").catch((error: unknown) => {
					log(`The editor did not ask for code lenses again: ${String(error)}`);
				});
			}, refreshPause);
			timer.unref();
		},
		stop: () => clearTimeout(timer),
	};
}
