import { LRUCache } from "lru-cache";
import { VersionOf } from "./base/versionOf.ts";
import { waitAtMost } from "./base/waiting.ts";
import type { Check } from "./checks/check.ts";
import type { ResolvedConfiguration } from "./checks/configuration/configuration.ts";
import { type EditableConfiguration, offerSettings } from "./checks/configuration/offerSettings.ts";
import { ConfigurationReader } from "./checks/configuration/readConfiguration.ts";
import { faultCatalogue } from "./checks/faultCatalogue.ts";
import { createGraphFile } from "./checks/graphFile.ts";
import type { ChangingKnowledge } from "./checks/knowledge.ts";
import type { Missing } from "./checks/knowledgeRecorder.ts";
import { knowOffline, type OfflineFacts } from "./checks/knowOffline.ts";
import { CHECKS } from "./checks/registry.ts";
import { findRemovedUses, type RemovedRules } from "./checks/removed/removedRules.ts";
import { type CheckResult, CheckRunner } from "./checks/run.ts";
import { disableHere } from "./checks/suppress/disableHere.ts";
import { isCodeLanguage } from "./code/editorLanguages.ts";
import type { MetricRegistration } from "./code/metricRegistration.ts";
import type { DocumentModel, OutlineItem } from "./documents/model.ts";
import { createDocumentParser } from "./documents/registry.ts";
import { emptyModel, isTooLarge, tooLargeModel } from "./documents/tooLarge.ts";
import type { CompletionList, FoldingRange, Highlight, Hover, SignatureHelp } from "./features/answers.ts";
import type { Backtester } from "./features/backtest/backtester.ts";
import { Backtests } from "./features/backtest/backtests.ts";
import { describeAlerts, listUntestable } from "./features/backtest/describeAlerts.ts";
import { agreedInterval } from "./features/backtest/span.ts";
import type { CodeAction } from "./features/codeActions/codeAction.ts";
import { findCodeActions } from "./features/codeActions/findCodeActions.ts";
import { complete } from "./features/completion/complete.ts";
import { type ExpressionNames, type NamingText, readNames } from "./features/completion/promql/fileNames.ts";
import { type ExplainAnswer, explain } from "./features/explain/explain.ts";
import { type ExpressionInFile, findExpressionInFile } from "./features/explain/expressionInFile.ts";
import { renderCardinality } from "./features/explorer/cardinalityReport.ts";
import { insertMetric, usualWindow } from "./features/explorer/insertMetric.ts";
import { type AskedMetric, expressionOf } from "./features/explorer/metricExpression.ts";
import { listLabels, type MetricLabels } from "./features/explorer/metricLabels.ts";
import { listFamilies, type MetricSearch, searchMetrics } from "./features/explorer/searchMetrics.ts";
import { type ExpressionAt, findExpressionAt } from "./features/expressionAt.ts";
import { findFoldingRanges } from "./features/folding.ts";
import { formatDocument } from "./features/formatting.ts";
import { findHighlights } from "./features/highlights.ts";
import { liveHoverAt } from "./features/hover/liveHover.ts";
import type { LiveHoverRequest } from "./features/hover/liveHoverRequest.ts";
import { staticHoverAt } from "./features/hover/staticHover.ts";
import type { Theme } from "./features/hover/theme.ts";
import { createInline, type Inline } from "./features/inline/inline.ts";
import { createKnownMetrics } from "./features/metricFacts/knownMetrics.ts";
import { createNavigator, type Navigator } from "./features/navigation/navigator.ts";
import { formatOnType } from "./features/onTypeFormatting.ts";
import { knowResults } from "./features/resultKnowledge.ts";
import { findExemplars } from "./features/runQuery/findExemplars.ts";
import { type QueryAnswer, type QueryRequest, runQuery } from "./features/runQuery/runQuery.ts";
import { findSelectionRanges } from "./features/selectionRanges.ts";
import { SemanticTokenFinder } from "./features/semanticTokens/semanticTokens.ts";
import type { SemanticToken } from "./features/semanticTokens/token.ts";
import { findSignatureHelp } from "./features/signatureHelp.ts";
import { type CostGate, evaluationsOf } from "./metrics/cost.ts";
import { MetricKnowledge } from "./metrics/knowledge.ts";
import { ListedNames } from "./metrics/listedNames.ts";
import type { MetricFacts } from "./metrics/offline/metricFacts.ts";
import type { ExemplarSeries, LivePrometheus } from "./metrics/port.ts";
import { anyFeatures, type FeatureSet } from "./promql/features.ts";
import { RegularExpressions } from "./promql/regularExpressions.ts";
import type { ResultKnowledge } from "./promql/result/shape.ts";
import type { Scaffolds } from "./scaffold/createScaffolds.ts";
import type { Insight } from "./scaffold/insight.ts";
import { noFiles, type ScaffoldFiles, type ScaffoldPlace } from "./scaffold/scaffoldContext.ts";
import { explainSloAt } from "./scaffold/slo/explain/explainSloAt.ts";
import type { TemplateSource } from "./scaffold/templateSource.ts";
import type { Problem } from "./text/problem.ts";
import type { SourceDocument } from "./text/sourceDocument.ts";
import type { Span } from "./text/span.ts";
import type { TextEdit } from "./text/textEdit.ts";
import { Graph } from "./workspace/graph/graph.ts";
import type { IndexedFile } from "./workspace/graph/indexedFile.ts";
import { OpenFiles } from "./workspace/graph/openFiles.ts";
import { readIndexedCode } from "./workspace/graph/readIndexedCode.ts";
import { readIndexedFile } from "./workspace/graph/readIndexedFile.ts";
import type { WorkspaceGraph } from "./workspace/graph/workspaceGraph.ts";

/** What the service needs of the world. */
export interface LanguageServicePorts {
	/** What is known of the active server, or `undefined` without one; asked for at each use, as the user may switch. */
	readonly knowledge: () => MetricKnowledge | undefined;
	/** The active server itself, or `undefined` without one; asked for at each use, as the user may switch. */
	readonly live?: () => LivePrometheus | undefined;
	/** Says before a query what it would touch there; every query is run at once where it is left out. */
	readonly cost?: () => CostGate | undefined;
	/** What the target server is known to have or to lack; all of PromQL is allowed where it is left out. */
	readonly features?: () => FeatureSet;
	/** Which checks are on, asked for at each run; the defaults of the checks where it is left out. */
	readonly configuration?: () => ResolvedConfiguration;
	/** The configuration that settings for a file are written into; none can be written where it is left out. */
	readonly editableConfiguration?: (uri: string) => EditableConfiguration | undefined;
	/** What checks are given of the servers and files that belong to a file; what the files say where it is left out. */
	readonly checkKnowledge?: (uri: string, offline: OfflineFacts) => ChangingKnowledge;
	/** More than so many problems of a file are not listed; 1000 where it is left out, as suits an editor. */
	readonly mostProblems?: number;
	/** `false` for whoever asks about each file once: results are then let go of at once. */
	readonly remembers?: boolean;
	/** What there is to turn on and off: all of the catalogue where it is left out. */
	readonly checks?: readonly Check[];
	/** What all files of the workspace say together; where it is left out, what the files say that the service was given. */
	readonly graph?: () => WorkspaceGraph;
	/** What is known of well-known exporters, asked without any server; nothing where it is left out. */
	readonly catalogue?: MetricFacts;
	/** What the user calls the active server. */
	readonly serverName?: () => string | undefined;
	/** Hears of each reading of a file that the service was given, where somebody else keeps the graph. */
	readonly follow?: (document: SourceDocument, model: DocumentModel) => void;
	readonly templates: TemplateSource;
	/** Gets faults of ours, never a user's text. */
	readonly log: (line: string) => void;
	/** Now, in Unix seconds. */
	readonly now: () => number;
	/** Lets waiting work of the process, such as a newer edit, come first. */
	readonly pause: () => Promise<void>;
}

/**
 * All that an editor or a command line asks, in offsets of the file. Nothing here throws for anything that a user can
 * write or a server can answer. Documents are given whole; what was worked out for a version is kept until the next.
 */
export interface LanguageService {
	/** Every problem in the file, in order; `undefined` where `signal` ended the work. */
	diagnose(document: SourceDocument, signal: AbortSignal): Promise<readonly Problem[] | undefined>;
	/** What the other files have against the metrics that source code registers. */
	diagnoseCode(
		document: SourceDocument,
		registrations: readonly MetricRegistration[],
		signal: AbortSignal,
	): Promise<readonly Problem[] | undefined>;
	/** As `diagnose`, but waits until everything has come that the checks wanted to know. */
	diagnoseSettled(document: SourceDocument, signal: AbortSignal): Promise<CheckResult | undefined>;
	/**
	 * What could not be judged when the file was diagnosed last, and when that is worth doing again: `more` settles as
	 * soon as something has come that was asked for; left out where nothing is on its way.
	 */
	unsettled(document: SourceDocument): Unsettled;
	/** What the file is; of no kinds where it is none of ours. */
	kindOf(document: SourceDocument): { readonly kinds: readonly string[]; readonly promql: boolean };
	/** What it brings to the graph of the workspace; `undefined` where there is nothing. */
	indexOf(document: SourceDocument): IndexedFile | undefined;
	/** Who records, registers, alerts on, draws, tests, routes and explains what, as far as files have been read. */
	readonly graph: WorkspaceGraph;
	/** Where the file still asks for what is gone. */
	removedUses(document: SourceDocument, removed: RemovedRules): readonly Problem[];
	/** Lets go of what is kept of the file; it can be asked about again all the same. */
	forget(document: SourceDocument): void;
	/** `trigger` is the character whose typing asked, where it was one. */
	complete(document: SourceDocument, offset: number, signal: AbortSignal, trigger?: string): Promise<CompletionList>;
	/** What can be said without asking a server. */
	hover(document: SourceDocument, offset: number): Hover | undefined;
	/** The value that the expression under the cursor has now. */
	liveHover(document: SourceDocument, offset: number, theme: Theme, signal: AbortSignal): Promise<Hover | undefined>;
	expressionAt(document: SourceDocument, offset: number): ExpressionAt | undefined;
	symbols(document: SourceDocument): readonly OutlineItem[];
	/** The edits that lay out the PromQL of a file, or of what `range` touches. */
	format(document: SourceDocument, range?: Span): readonly TextEdit[];
	/** The edit that indents the line at `offset`, where `character` was just typed, by the brackets around it. */
	formatOnType(document: SourceDocument, offset: number, character: string): TextEdit | undefined;
	/** What can be done at `selection`; `only` names the kinds that are asked for, each with those below it. */
	codeActions(document: SourceDocument, selection: Span, only?: readonly string[]): readonly CodeAction[];
	/** How what the cursor is in the parentheses of is written, and which part of it is being written. */
	signatureHelp(document: SourceDocument, offset: number): SignatureHelp | undefined;
	/** What the words of the file, or of `range`, are; `undefined` where the file is of no kind that is known. */
	semanticTokens(document: SourceDocument, range?: Span): readonly SemanticToken[] | undefined;
	/** `undefined` where the file is of no kind that is known, so that the editor folds it by itself. */
	foldingRanges(document: SourceDocument): readonly FoldingRange[] | undefined;
	/** For each offset what "expand selection" selects, from small to large. */
	selectionRanges(document: SourceDocument, offsets: readonly number[]): readonly (readonly Span[])[] | undefined;
	/** The places that mean the same as the one at `offset`; none where nothing does. */
	highlights(document: SourceDocument, offset: number): readonly Highlight[];
	query(request: QueryRequest, signal: AbortSignal): Promise<QueryAnswer>;
	/** Exemplars of the series in a query within a span (Unix seconds); none where the server keeps none. */
	exemplars(
		request: { readonly expression: string; readonly start: number; readonly end: number },
		signal: AbortSignal,
	): Promise<readonly ExemplarSeries[]>;
	/** The query that `offset` is in as a server can be asked, and where its parts stand. */
	expressionInFile(document: SourceDocument, offset: number): ExpressionInFile | undefined;
	/** Evaluates every part of the expression now; `progress` hears of parts that are done, of all. */
	explain(
		expression: string,
		signal: AbortSignal,
		progress: (done: number, total: number) => void,
	): Promise<ExplainAnswer>;
	/** The metrics of the server, of the workspace and, where no server tells, of the catalogue. */
	readonly explorer: MetricExplorer;
	/** What the SLO at `offset` means, of a specification or of burn-rate alerts; `undefined` where none is there. */
	explainSlo(document: SourceDocument, offset: number): Insight | undefined;
	/** What an alert would have done in the past, on the active server. */
	readonly backtest: Backtester;
	/** Values and states between the lines of files. */
	readonly inline: Inline;
	/** Definitions, references, renames and what else leads from file to file. */
	readonly navigation: Navigator;
	/** The scaffolds, with the choices of the server that is active now; loaded when they are asked for first. */
	scaffolds(scene?: ScaffoldScene): Promise<Scaffolds>;
}

/** Where a scaffold is called. */
export interface ScaffoldScene {
	/** The folder that it looks at and writes to; one with nothing in it where it is left out. */
	readonly files?: ScaffoldFiles;
	readonly place?: ScaffoldPlace;
	/** The templates of the workspace, where there may be any. */
	readonly templates?: TemplateSource;
}

export interface MetricExplorer {
	families(): ReturnType<typeof listFamilies>;
	search(query: { readonly text: string; readonly prefix?: string; readonly limit: number }): MetricSearch;
	labels(metric: string, signal: AbortSignal): Promise<MetricLabels>;
	/** The expression for a metric, and the edit that writes it at `offset` of the file, where PromQL stands there. */
	insertion(
		metric: Pick<AskedMetric, "name" | "type">,
		place?: { readonly document: SourceDocument; readonly offset: number },
	): ReturnType<typeof insertMetric>;
	/** The report of the active server, as Markdown. */
	cardinality(server: string, signal: AbortSignal): Promise<string>;
}

export interface Unsettled {
	readonly missing: readonly Missing[];
	readonly more?: Promise<void>;
}

const noServer = "No Prometheus is configured, and a backtest needs one: run “Observability: Add Prometheus”.";

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
	await waitAtMost(new Promise(() => {}), milliseconds, signal);
}

/** Characters of files that are kept between two questions about them, where nothing else is remembered. */
const lastingLength = 4_000_000;

export function createLanguageService(ports: LanguageServicePorts): LanguageService {
	const reader = new ConfigurationReader(ports.checks ?? CHECKS, faultCatalogue);
	const parser = createDocumentParser({
		configuration: reader,
		...(ports.remembers === false ? { rememberedLength: lastingLength } : {}),
		dialectOf: (uri) => ports.configuration?.().dialectOf?.(uri) ?? "auto",
	});
	/** For files as they would be after an edit, of which nothing is worth keeping for long. */
	const tryingParser = createDocumentParser({
		configuration: reader,
		rememberedLength: lastingLength,
		dialectOf: (uri) => ports.configuration?.().dialectOf?.(uri) ?? "auto",
	});
	const names = keepNames();
	const tokens = new SemanticTokenFinder();
	const regularExpressions = new RegularExpressions();
	const open = new OpenFiles(new Graph());
	const graph = ports.graph ?? (() => open.graph);
	const follow = ports.follow ?? (ports.graph === undefined ? open.follow.bind(open) : undefined);
	const backtests = new Backtests();
	const nothingKnown = new MetricKnowledge(undefined);
	const knowledgeOrNone = (): MetricKnowledge => ports.knowledge() ?? nothingKnown;
	const metrics = createKnownMetrics({ knowledge: knowledgeOrNone, graph, catalogue: ports.catalogue });
	const results = (): ResultKnowledge => knowResults(knowledgeOrNone(), graph(), metrics.offline);

	const versions = new VersionOf();
	const listedNames = new ListedNames();
	const knowledgeFor = (uri: string): ChangingKnowledge => {
		const known = results();
		const metadata = knowledgeOrNone().metadata();
		const files = graph();
		const version = versions.of([metadata.value, files, files.factsVersion]);
		const offline: OfflineFacts = {
			version,
			results: known,
			prometheusConfigs: files.configsLoading(uri),
			alerts: (name) => files.hasAlert(name),
			records: (name) => files.records(name),
			metricNames: () => knowledgeOrNone().metricNames().value?.values,
			lists: (name) => listedNames.has(knowledgeOrNone().metricNames().value, name),
			...(metadata.state === "loading" ? { pending: metadata.ready } : {}),
		};
		return ports.checkKnowledge?.(uri, offline) ?? knowOffline(offline);
	};
	const features = (uri: string): FeatureSet =>
		ports.configuration?.().featuresOf?.(uri) ?? ports.features?.() ?? anyFeatures;
	const checks = new CheckRunner({
		...ports,
		features,
		knowledgeFor,
		graphFile(document, model) {
			const files = graph();
			const file = files.file(document.uri);
			return file && createGraphFile(document, model, file, files);
		},
	});
	const diagnosed = new LRUCache<string, { readonly text: string; readonly result: CheckResult }>({ max: 100 });
	const diagnose = async (document: SourceDocument, signal: AbortSignal): Promise<CheckResult | undefined> => {
		const result = await checks.run(document, modelOf(document), signal);
		if (result !== undefined) diagnosed.set(document.uri, { text: document.text, result });
		return result;
	};

	/** A file that is none of ours asks nobody for anything. */
	const unsettled = (document: SourceDocument): Unsettled => {
		if (modelOf(document).adapters.length === 0) return { missing: [] };
		const more = knowledgeFor(document.uri).pending?.();
		const missing = diagnosed.get(document.uri)?.result.missing ?? [];
		return { missing, ...(more === undefined ? {} : { more }) };
	};

	/** The parser keeps what it has read, so that asking again for the same version costs nothing. */
	const modelOf = (document: SourceDocument): DocumentModel => {
		// Source code is read elsewhere; what looks like YAML in it is a text.
		if (isCodeLanguage(document.languageId)) return emptyModel;
		if (isTooLarge(document.text)) return tooLargeModel(document.text);
		try {
			const model = parser.parse(document) ?? emptyModel;
			follow?.(document, model);
			return model;
		} catch (error) {
			ports.log(`Reading a document failed: ${error instanceof Error ? error.stack : String(error)}`);
			return emptyModel;
		}
	};

	const writeSettings = (problem: Problem, uri: string, onlyHere: boolean) => {
		const configuration = ports.editableConfiguration?.(uri);
		if (configuration === undefined) return [];
		return offerSettings(problem, uri, configuration, reader, onlyHere).map(
			({ title, configuration: { uri, text }, edits, refusal }) => ({
				title,
				elsewhere: { uri, edits, ...(text === undefined ? {} : { text }) },
				...(refusal === undefined ? {} : { refusal }),
			}),
		);
	};

	const knownModelOf = (document: SourceDocument): DocumentModel | undefined => {
		const model = modelOf(document);
		return model.adapters.length === 0 ? undefined : model;
	};

	const seriesNames = (): ReadonlySet<string> | undefined => {
		const names = knowledgeOrNone().metricNames().value?.values;
		return names === undefined ? undefined : new Set(names);
	};
	const explorer: MetricExplorer = {
		families: () => listFamilies({ knowledge: knowledgeOrNone(), facts: metrics.offline }),
		search: (query) => searchMetrics({ knowledge: knowledgeOrNone(), facts: metrics.offline }, query),
		labels: (metric, signal) => listLabels(metric, { knowledge: knowledgeOrNone(), facts: metrics.offline }, signal),
		insertion(metric, place) {
			const series = seriesNames();
			const asked = { ...metric, ...(series === undefined ? {} : { series }) };
			return place === undefined
				? { text: expressionOf(asked, usualWindow) }
				: insertMetric(modelOf(place.document), place.offset, asked);
		},
		async cardinality(server, signal) {
			const live = ports.live?.();
			const { reason } = nothingKnown.metricNames() as { readonly reason: string };
			const none = { kind: "unavailable", cause: "notConfigured", reason } as const;
			return renderCardinality(live === undefined ? none : await live.cardinality({ signal }), server);
		},
	};

	const inline = createInline({
		modelOf,
		knowledge: ports.knowledge,
		live: () => ports.live?.(),
		cost: () => ports.cost?.(),
		now: () => performance.now(),
	});

	return {
		explorer,
		inline,
		kindOf(document) {
			const { adapters, regions } = modelOf(document);
			return { kinds: adapters, promql: regions.some(({ language }) => language === "promql") };
		},
		indexOf: (document) => readIndexedFile(document, modelOf(document)),
		get graph() {
			return graph();
		},
		removedUses: (document, removed) => findRemovedUses(modelOf(document), removed),
		forget({ uri }) {
			parser.forget(uri);
			diagnosed.delete(uri);
		},
		async diagnose(document, signal) {
			const result = await diagnose(document, signal);
			return result?.problems;
		},
		async diagnoseCode(document, registrations, signal) {
			const file = readIndexedCode(document.uri, registrations);
			if (file === undefined) return [];
			const graphFile = createGraphFile(document, emptyModel, file, graph());
			return (await checks.run(document, emptyModel, signal, graphFile))?.problems;
		},
		async diagnoseSettled(document, signal) {
			for (;;) {
				const result = await diagnose(document, signal);
				const { more } = unsettled(document);
				if (result === undefined || more === undefined) return result;
				await more;
				if (signal.aborted) return undefined;
			}
		},
		unsettled,
		complete(document, offset, signal, trigger) {
			const knowledge = knowledgeOrNone();
			const place = {
				model: modelOf(document),
				text: document.text,
				offset,
				...(trigger === undefined ? {} : { trigger }),
			};
			return complete({ ...place, knowledge, metrics, results: results(), names, signal });
		},
		hover: (document, offset) =>
			staticHoverAt(modelOf(document), offset, { metrics, results: results(), server: ports.serverName?.() }),
		liveHover(document, offset, theme, signal) {
			const knowledge = ports.knowledge();
			if (knowledge === undefined) return Promise.resolve(undefined);
			const cost = ports.cost?.();
			const request = { model: modelOf(document), offset, theme, knowledge, now: ports.now(), signal };
			const externalLabels = knowledgeFor(document.uri).externalLabels();
			const activeOf: LiveHoverRequest["activeOf"] = (rule, group) => inline.activeOf(rule, group, document.uri);
			return liveHoverAt({ ...request, externalLabels, activeOf, ...(cost === undefined ? {} : { cost }) });
		},
		expressionAt: (document, offset) => findExpressionAt(modelOf(document), offset),
		symbols: (document) => modelOf(document).outline,
		format: (document, range) => formatDocument(modelOf(document), document.text, range),
		formatOnType: (document, offset, character) => formatOnType(modelOf(document), document.text, offset, character),
		codeActions(document, selection, only) {
			const model = modelOf(document);
			const last = diagnosed.get(document.uri);
			return findCodeActions({
				model,
				text: document.text,
				selection,
				regularExpressions,
				recordings: graph(),
				...(only === undefined ? {} : { only }),
				...(last?.text !== document.text
					? {}
					: {
							diagnosed: {
								problems: last.result.problems,
								titleOf: (code) => checks.titleOf(code),
								disable: (problem) => disableHere(document, model, problem),
								settings: (problem, disabled) => writeSettings(problem, document.uri, !disabled),
							},
						}),
			});
		},
		signatureHelp: (document, offset) => findSignatureHelp(modelOf(document), document.text, offset),
		semanticTokens(document, range) {
			const model = knownModelOf(document);
			return model && tokens.find(model, document.text, range);
		},
		foldingRanges(document) {
			const model = knownModelOf(document);
			return model && findFoldingRanges(model, document.text);
		},
		selectionRanges(document, offsets) {
			const model = knownModelOf(document);
			return model && findSelectionRanges(model, document.text, offsets);
		},
		highlights: (document, offset) => findHighlights(modelOf(document), offset),
		async query(request, signal) {
			// The user may switch while it is counted: what one server was found able to do another is not asked for.
			const knowledge = knowledgeOrNone();
			const cost = request.confirmed === true ? undefined : ports.cost?.();
			const verdict = await cost?.judge(request.expression, evaluationsOf(request), signal);
			if (verdict?.kind === "above") {
				const { message, estimate } = verdict;
				return { kind: "needsConfirmation", message, series: estimate.series, samples: estimate.samples };
			}
			return runQuery(knowledge, request, signal, ports.features?.());
		},
		exemplars: (request, signal) => findExemplars(ports.live?.(), request, signal),
		expressionInFile: (document, offset) => findExpressionInFile(modelOf(document), offset),
		explain(expression, signal, progress) {
			const knowledge = knowledgeOrNone();
			const features = ports.features?.();
			const request = { expression, time: Math.floor(ports.now()), signal, progress };
			return explain(
				{
					instantQuery: (query, options) => knowledge.instantQuery(query, options),
					async tooCostly(query, at, signal) {
						const verdict = await ports.cost?.()?.judge(query, { evaluations: 1, at }, signal);
						return verdict?.kind === "above" ? `${verdict.message} It was not asked.` : undefined;
					},
				},
				{ ...request, ...(features === undefined ? {} : { features }) },
			);
		},
		explainSlo: (document, offset) => explainSloAt(modelOf(document), document.text, offset),
		backtest: {
			async start(document, question, signal) {
				const api = ports.live?.();
				if (api === undefined) return { kind: "failed", message: noServer, cancelled: false };
				const model = modelOf(document);
				const intervalSeconds = agreedInterval(graph().configsLoading(document.uri));
				return backtests.start(
					{ ...question, model, signal },
					{
						api,
						now: ports.now,
						wait,
						bounds: question.bounds,
						recordings: graph(),
						regularExpressions,
						intervalSeconds,
					},
				);
			},
			replay: (id, settings) => backtests.replay(id, settings),
			list: (document) => describeAlerts(modelOf(document)),
			listUntestable: (document) => listUntestable(modelOf(document)),
			change: (id, document, settings) => backtests.change(id, modelOf(document), document.text, settings),
			close: (id) => backtests.close(id),
		},
		navigation: createNavigator({
			graph,
			results,
			modelOf,
			readModel: (document) => tryingParser.parse(document) ?? emptyModel,
			emptyModel,
		}),
		async scaffolds({ files = noFiles, place, templates } = {}) {
			// Much of the program, and many who open a file never make one.
			const { createScaffolds } = await import("./scaffold/createScaffolds.ts");
			const { combineTemplates } = await import("./scaffold/userTemplates.ts");
			const live = ports.live?.();
			const cost = ports.cost?.();
			return createScaffolds({
				templates: templates === undefined ? ports.templates : combineTemplates(ports.templates, templates),
				context: {
					metrics: knowledgeOrNone(),
					facts: metrics.all,
					graph: graph(),
					files,
					parse: modelOf,
					now: ports.now(),
					...(live === undefined ? {} : { live }),
					...(cost === undefined ? {} : { cost }),
					...(place === undefined ? {} : { place }),
				},
			});
		},
	};
}

/** Names by expression: all but one expression of a file are the same at the next key stroke. */
function keepNames(): (expression: NamingText) => ExpressionNames {
	const known = new LRUCache<string, ExpressionNames>({
		maxSize: 8 * 1024 * 1024,
		sizeCalculation: (_, expression) => expression.length + 64,
	});
	return (expression) => {
		const key = expression.source ?? expression.text;
		const names = known.get(key) ?? readNames(expression);
		known.set(key, names);
		return names;
	};
}
