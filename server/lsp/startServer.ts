import { setImmediate } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
	type Connection,
	type InitializeParams,
	type InitializeResult,
	TextDocumentSyncKind,
	TextDocuments,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { VersionOf } from "../base/versionOf.ts";
import { Configurations } from "../checks/configuration/configurations.ts";
import { knowOffline } from "../checks/knowOffline.ts";
import { CodeReader } from "../code/codeReader.ts";
import { type CostBounds, defaultCostBounds } from "../metrics/cost.ts";
import type { AskSecret } from "../node/auth/secretCache.ts";
import { openCatalogue } from "../node/catalogueFile.ts";
import { DiskConfigurationFiles } from "../node/configurationFiles.ts";
import { readGrammarsFrom } from "../node/grammarFiles.ts";
import { readTemplatesFrom } from "../node/templateFiles.ts";
import { type CredentialParams, type CredentialResult, credential, serverStatus } from "../protocol/messages.ts";
import { createLanguageService } from "../service.ts";
import { Graph } from "../workspace/graph/graph.ts";
import { OpenFiles } from "../workspace/graph/openFiles.ts";
import { ActivePrometheus } from "./activePrometheus.ts";
import { chooseServer, environmentsBeside } from "./chooseServer.ts";
import { CodeDocuments } from "./codeDocuments.ts";
import { FileTexts } from "./fileTexts.ts";
import { followConfiguration, preferOpen, readRoots } from "./followConfiguration.ts";
import { followFolders } from "./followFolders.ts";
import { followWorkspace } from "./followWorkspace.ts";
import { handleNavigation, navigationCapabilities } from "./handleNavigation.ts";
import { handleBacktest } from "./handlers/backtest.ts";
import { handleCodeActions, KINDS } from "./handlers/codeAction.ts";
import { handleCodeLenses } from "./handlers/codeLenses.ts";
import { handleCompletion } from "./handlers/completion.ts";
import { type EditorProxy, handleConfiguration } from "./handlers/configuration.ts";
import { handleDocumentHighlight } from "./handlers/documentHighlight.ts";
import { handleDocumentSymbol } from "./handlers/documentSymbol.ts";
import { handleDocuments } from "./handlers/documents.ts";
import { handleExplain } from "./handlers/explain.ts";
import { handleExpressionAt } from "./handlers/expressionAt.ts";
import { handleFoldingRanges } from "./handlers/foldingRanges.ts";
import { formattingCapabilities, handleFormatting } from "./handlers/formatting.ts";
import { handleHover } from "./handlers/hover.ts";
import { handleInlayHints } from "./handlers/inlayHints.ts";
import { handleLiveHover } from "./handlers/liveHover.ts";
import { findLiveLensesOf } from "./handlers/liveLenses.ts";
import { handleMetricsExplorer } from "./handlers/metricsExplorer.ts";
import { handleOverview } from "./handlers/overview.ts";
import { handleQuery } from "./handlers/query.ts";
import { handleScaffolds } from "./handlers/scaffold.ts";
import { handleSelectionRanges } from "./handlers/selectionRanges.ts";
import { handleSemanticTokens, semanticTokensLegend } from "./handlers/semanticTokens.ts";
import { handleServers } from "./handlers/servers.ts";
import { handleSignatureHelp } from "./handlers/signatureHelp.ts";
import { handleSloExplanation } from "./handlers/sloExplanation.ts";
import { handleVisible } from "./handlers/visible.ts";
import { readNavigationAbilities } from "./navigationAbilities.ts";
import type { ClientAbilities, Session } from "./session.ts";
import { describeUnknownServer, readSettings, type Settings } from "./settings.ts";
import { TypingWatch } from "./stillness.ts";
import type { Surroundings } from "./surroundings.ts";

export interface ServerPlaces {
	/** The folder of the generated pages, one a diagnostic; `undefined` where it does not exist. */
	readonly documentation: string | undefined;
	readonly templates: string;
	/** The folder of the parsers of source code. */
	readonly grammars: string;
	/** The program of a thread that reads files for the index. */
	readonly indexWorker: string;
	/** The folder of the project or of the extension. */
	readonly root: string;
}

/** Characters after which something can be chosen that was not there before. */
const TRIGGERS = ["{", "(", "[", ",", '"', "'", "=", "~", "@", ":", " ", "|", ".", "$"];

/** Wires one connection: this file shows all that the server answers. */
export function startServer(connection: Connection, version: string, places: ServerPlaces): void {
	const documents = new TextDocuments(TextDocument);
	const log = (line: string): void => connection.console.log(line);
	let client: ClientAbilities | undefined;
	const ask: AskSecret = async (wanted, signal) => {
		if (client?.credentials !== true || signal.aborted) return undefined;
		const question: CredentialParams = wanted;
		const answer = await connection.sendRequest<CredentialResult | null>(credential.method, question);
		return answer?.secret;
	};
	let editorProxy: EditorProxy = {};
	const surroundings: Surroundings = {
		proxies: () => ({ editor: editorProxy, variables: process.env }),
		folder: () => folderOf(roots),
	};
	let followHealth = (): void => {};
	const prometheus = new ActivePrometheus({
		credential: ask,
		surroundings,
		costBounds: () => costBounds(),
		notify(status) {
			void connection.sendNotification(serverStatus.method, status);
			followHealth();
		},
		featuresChanged: () => refreshDiagnostics(),
		log,
	});
	const typing = new TypingWatch();
	const code = new CodeDocuments(new CodeReader(readGrammarsFrom(places.grammars)), log);
	const knowledgeVersions = new VersionOf();
	const disk = new DiskConfigurationFiles();
	const configurations = new Configurations({ files: preferOpen(disk, documents) });
	let roots: readonly string[] = [];
	let costBounds = (): CostBounds => defaultCostBounds;
	let checksOnline = (): boolean => false;
	let refreshDiagnostics = (): void => {};
	const open = new OpenFiles(new Graph());
	const service = createLanguageService({
		graph: () => open.graph,
		follow: (document, model) => open.follow(document, model),
		knowledge: () => prometheus.knowledge,
		live: () => prometheus.api,
		cost: () => prometheus.cost,
		features: () => prometheus.features,
		configuration: () => configurations.current(),
		editableConfiguration: (uri) => configurations.editableFor(uri, roots),
		checkKnowledge(uri, offline) {
			const live = checksOnline() ? prometheus.live : undefined;
			const knowledge = live?.of(uri, offline, typing.of(uri)) ?? knowOffline(offline);
			// Each of them counts for itself, and the user may switch between them.
			return { ...knowledge, version: knowledgeVersions.of([live, knowledge.version]) };
		},
		catalogue: openCatalogue(places.root, log),
		serverName: () => prometheus.environment?.name,
		templates: readTemplatesFrom(places.templates),
		log,
		now: () => prometheus.time,
		pause: () => setImmediate(),
	});
	connection.onInitialize((params) => {
		client = readAbilities(params);
		roots = readRoots(params);
		const session: Session = {
			connection,
			documents,
			service,
			prometheus,
			typing,
			files: new FileTexts(documents),
			code,
			client,
			credential: ask,
			surroundings,
			log,
			documentationBase: places.documentation && pathToFileURL(places.documentation).href,
			settings: readSettings(undefined),
		};
		const diagnostics = handleDocuments(session);
		costBounds = () => session.settings.askAbove;
		checksOnline = () => session.settings.onlineChecks;
		refreshDiagnostics = () => diagnostics.refresh();
		let trusted = client.trusted;
		const named = () => ({ configuration: configurations.current(), roots, trusted });
		const serverOf = (settings: Settings) => chooseServer(settings, named());
		const followed = followConfiguration({
			connection,
			documents,
			configurations,
			disk,
			watches: client.watchesFiles,
			changed() {
				prometheus.activate(serverOf(session.settings));
				diagnostics.refresh();
			},
			log,
		});
		const formatting = handleFormatting(session);
		const live = handleVisible(session, (groups) => {
			if (prometheus.live?.learnRuleStates(groups) === true) diagnostics.refresh();
		});
		followHealth = () => live.follow();
		const navigation = handleNavigation(session);
		const workspace = followWorkspace({
			session,
			open,
			roots,
			program: places.indexWorker,
			grammars: places.grammars,
			showsProgress: params.capabilities.window?.workDoneProgress === true,
			changed() {
				diagnostics.refresh();
				navigation.changed();
			},
		});
		connection.onDidChangeWatchedFiles(({ changes }) => {
			followed.look();
			workspace.filesChanged(changes);
		});
		handleConfiguration(session, {
			initialized() {
				followed.watch();
				navigation.initialized();
				workspace.initialized();
				followFolders(connection, params, (folders) => {
					roots = readRoots({ ...params, workspaceFolders: [...folders] });
					workspace.foldersChanged(roots);
				});
			},
			serverOf,
			mistakeOf: (settings) => describeUnknownServer(settings, environmentsBeside(settings.servers, named())),
			proxy(proxy) {
				if (JSON.stringify(proxy) === JSON.stringify(editorProxy)) return;
				editorProxy = proxy;
				prometheus.reconnect();
			},
			diagnostics: () => diagnostics.refresh(),
			all() {
				const { checks, features } = session.settings;
				configurations.overlay({ checks, ...(features === undefined ? {} : { features }) });
				formatting.follow();
				live.follow();
				workspace.settingsRead();
				navigation.changed();
			},
		});
		handleCompletion(session);
		handleHover(session);
		handleCodeActions(session);
		handleLiveHover(session);
		handleInlayHints(session, live);
		handleCodeLenses(session, [findLiveLensesOf(session, live), navigation.lenses]);
		handleExpressionAt(session);
		handleDocumentSymbol(session);
		handleSignatureHelp(session);
		handleSemanticTokens(session);
		handleFoldingRanges(session);
		handleSelectionRanges(session);
		handleDocumentHighlight(session);
		handleQuery(session);
		handleBacktest(session);
		handleExplain(session);
		handleServers(session, {
			environments: () => environmentsBeside(session.settings.servers, named()),
			trusted() {
				trusted = true;
				prometheus.activate(serverOf(session.settings));
			},
		});
		handleMetricsExplorer(session);
		const overview = handleOverview(session);
		documents.onDidChangeContent(() => overview.noteChange());
		handleSloExplanation(session);
		handleScaffolds(session, {
			folder: () => roots[0],
			// What counts for the folder counts for a file of any name in it.
			templates: (uri) => configurations.current().templatesOf?.(`${uri.replace(/\/?$/, "/")}.`),
			trusted: () => trusted,
		});
		connection.onShutdown(() => {
			prometheus.close();
			diagnostics.stop();
			workspace.stop();
			live.stop();
			followed.stop();
			navigation.stop();
			overview.stop();
		});
		return describeServer(version, client);
	});
	connection.listen();
}

/** The workspace's first folder, where it is on this computer's disk. */
function folderOf([root]: readonly string[]): string | undefined {
	return root?.startsWith("file:") === true ? fileURLToPath(root) : undefined;
}

function readAbilities(params: InitializeParams): ClientAbilities {
	const { capabilities, initializationOptions } = params;
	const options: unknown = initializationOptions;
	const option = (name: string): unknown =>
		typeof options === "object" && options !== null ? (options as Readonly<Record<string, unknown>>)[name] : undefined;
	const chose = (name: string): boolean => option(name) === true;
	const refused = (name: string): boolean => option(name) === false;
	return {
		liveHover: chose("liveHover"),
		// The client that shows live values by itself is ours, which keeps secrets too.
		credentials: chose("liveHover") || chose("credentials"),
		trusted: chose("trusted"),
		// Its command stands in the same client.
		explanations: chose("liveHover") || chose("explanations"),
		formatter: !refused("formatter"),
		navigation: readNavigationAbilities(params),
		refreshesInlayHints: capabilities.workspace?.inlayHint?.refreshSupport === true,
		refreshesCodeLenses: capabilities.workspace?.codeLens?.refreshSupport === true,
		formatterChanges: capabilities.textDocument?.formatting?.dynamicRegistration === true,
		createsFiles:
			capabilities.workspace?.workspaceEdit?.documentChanges === true &&
			capabilities.workspace.workspaceEdit.resourceOperations?.includes("create") === true,
		disabledActions: capabilities.textDocument?.codeAction?.disabledSupport === true,
		watchesFiles: capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
		configuration: capabilities.workspace?.configuration === true,
		configurationChanges: capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true,
	};
}

function describeServer(version: string, client: ClientAbilities): InitializeResult {
	return {
		serverInfo: { name: "observability-authoring", version },
		capabilities: {
			textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
			completionProvider: { triggerCharacters: TRIGGERS, resolveProvider: true },
			hoverProvider: true,
			signatureHelpProvider: { triggerCharacters: ["(", ","] },
			semanticTokensProvider: { legend: semanticTokensLegend, range: true, full: { delta: true } },
			foldingRangeProvider: true,
			selectionRangeProvider: true,
			documentHighlightProvider: true,
			documentSymbolProvider: true,
			inlayHintProvider: true,
			codeActionProvider: { codeActionKinds: [...KINDS] },
			...navigationCapabilities,
			...(client.formatter ? formattingCapabilities : {}),
		},
	};
}
