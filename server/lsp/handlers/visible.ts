import type { Range } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { RuleGroupState } from "../../metrics/port.ts";
import { type VisibleParams, visible } from "../../protocol/inline.ts";
import type { Span } from "../../text/span.ts";
import { toSource } from "../convert.ts";
import { LiveRounds } from "../liveRounds.ts";
import type { Session } from "../session.ts";

/** What live lenses and inlay values share. */
export interface LiveView {
	/** Milliseconds after which a value is asked for again. */
	readonly maxAgeMs: number;
	/** Claims that the server is well, so that what is known of it can be shown as what is now. */
	readonly healthy: boolean;
	/** The client asks about a part of a file, which is then what can be seen, unless the client says that by itself. */
	asked(document: TextDocument, range: Range): void;
	/** The settings or the server's health have changed. */
	follow(): void;
	stop(): void;
}

/** Files that a client without `observability/visible` is taken to show at once. */
const mostAsked = 4;
/** Milliseconds between two rounds where nothing is shown that they would change. */
const judgedEveryMs = 60_000;

/**
 * Asks the server for what can be seen, and lets the editor ask again where that is something else than before.
 * `rulesTold` hears what the server says of its rules whenever it was asked.
 */
export function handleVisible(session: Session, rulesTold: (groups: readonly RuleGroupState[]) => void): LiveView {
	const { connection, documents, service, prometheus, typing, client, log } = session;
	let told: VisibleParams | undefined;
	/** By file; the one asked about last is the last. */
	const askedFor = new Map<string, Range>();
	let health = prometheus.status.health;

	const view = (): readonly { readonly uri: string; readonly ranges: readonly Range[] }[] => {
		// Ours says it, and before it has nothing is known to be seen.
		if (told !== undefined || client.liveHover) return told?.focused === true ? told.documents : [];
		return [...askedFor].map(([uri, range]) => ({ uri, ranges: [range] }));
	};
	const shows = (): boolean => (session.settings.inlayValues || session.settings.liveLenses) && view().length > 0;
	/** What checks say of the server's rules is said of files that cannot be seen, too. */
	const judges = (): boolean =>
		session.settings.onlineChecks && documents.keys().length > 0 && (told?.focused ?? view().length > 0);
	const rounds = new LiveRounds({
		wanted: () => prometheus.status.health === "healthy" && (shows() || judges()),
		period: () => Math.max(session.settings.refreshSeconds * 1000, shows() ? 0 : judgedEveryMs),
		round: (signal) => round(signal).catch((error: unknown) => log(`Live values failed: ${String(error)}`)),
	});

	async function round(signal: AbortSignal): Promise<void> {
		const seen = view().flatMap(({ uri, ranges }) => {
			const document = documents.get(uri);
			return document === undefined ? [] : [{ document, ranges }];
		});
		const still = seen.filter(({ document: { uri } }) => typing.of(uri).still);
		for (const { document } of seen) {
			// What is being typed is nobody's question, until it is left alone.
			if (!typing.of(document.uri).still)
				void typing
					.of(document.uri)
					.wait()
					.then(() => rounds.soon());
		}
		const { inlayValues, liveLenses } = session.settings;
		const changed = await service.inline.refresh(
			{
				visible: still.map(({ document, ranges }) => ({
					document: toSource(document),
					ranges: ranges.map((range) => toSpan(document, range)),
				})),
				values: inlayValues,
				rules: liveLenses,
				health: judges() && prometheus.live?.wantsRuleStates === true,
				maxAgeMs: session.settings.refreshSeconds * 1000,
			},
			signal,
		);
		if (changed.values) refreshHints();
		if (changed.rules) refreshLenses();
		if (changed.states !== undefined) rulesTold(changed.states);
	}
	/** A client that has gone, or does not want to be asked, is no fault of ours. */
	const refreshHints = (): void => {
		if (client.refreshesInlayHints) connection.languages.inlayHint.refresh().catch(() => {});
	};
	const refreshLenses = (): void => {
		if (client.refreshesCodeLenses) connection.sendRequest("workspace/codeLens/refresh").catch(() => {});
	};

	connection.onNotification(visible.method, (params: VisibleParams) => {
		told = params;
		prometheus.watch(params.focused);
		rounds.soon();
	});
	documents.onDidClose(({ document: { uri } }) => askedFor.delete(uri));
	documents.onDidChangeContent(() => rounds.soon());
	return {
		get maxAgeMs() {
			return session.settings.refreshSeconds * 1000;
		},
		get healthy() {
			return prometheus.status.health === "healthy";
		},
		asked({ uri }, range) {
			if (told !== undefined || client.liveHover) return;
			const before = askedFor.get(uri);
			askedFor.delete(uri);
			askedFor.set(uri, range);
			// Editors ask at each key stroke, which is no reason to ask the server.
			if (before !== undefined && JSON.stringify(before) === JSON.stringify(range)) return;
			const [oldest] = askedFor.keys();
			if (askedFor.size > mostAsked && oldest !== undefined) askedFor.delete(oldest);
			rounds.soon();
		},
		follow() {
			const now = prometheus.status.health;
			if (now !== health) {
				// What was shown of a server that is gone must go too.
				refreshHints();
				refreshLenses();
			}
			health = now;
			rounds.soon();
		},
		stop: () => rounds.stop(),
	};
}

function toSpan(document: TextDocument, { start, end }: Range): Span {
	return { start: document.offsetAt(start), end: document.offsetAt(end) };
}
