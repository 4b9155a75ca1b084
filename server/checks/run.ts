import { LRUCache } from "lru-cache";
import { detach } from "../base/detach.ts";
import { dropMasked } from "../documents/embedded/masks/dropMasked.ts";
import type { EmbeddedRegion, Mask } from "../documents/embedded/region.ts";
import type { DocumentModel } from "../documents/model.ts";
import { anyFeatures, type FeatureSet } from "../promql/features.ts";
import { type ParsedPromql, parsePromql } from "../promql/parse.ts";
import { RegularExpressions } from "../promql/regularExpressions.ts";
import type { Problem } from "../text/problem.ts";
import type { SourceDocument } from "../text/sourceDocument.ts";
import { SpanIndex } from "../text/spanIndex.ts";
import type { Check, CheckedGraphFile } from "./check.ts";
import { defaultConfiguration, type ResolvedConfiguration } from "./configuration/configuration.ts";
import { faultCatalogue } from "./faultCatalogue.ts";
import { breaksHost, FileRun, type TextResult } from "./fileRun.ts";
import { KeptResults } from "./keptResults.ts";
import { type ChangingKnowledge, nothingKnown } from "./knowledge.ts";
import { KnowledgeRecorder, type Missing } from "./knowledgeRecorder.ts";
import { CHECKS } from "./registry.ts";
import { CheckSelector } from "./selection.ts";
import { suppress } from "./suppress/suppress.ts";
import type { TextCheck } from "./textCheck.ts";
import { TEXT_CHECKS } from "./textChecks.ts";

export interface RunPorts {
	readonly log: (line: string) => void;
	/** Lets waiting work of the process come first. */
	readonly pause: () => Promise<void>;
	/** What the file's server is known to have or to lack, asked for at each run; all is allowed where it is left out. */
	readonly features?: (uri: string) => FeatureSet;
	/** What is known of the servers and files that belong to the file; nothing where it is left out. */
	readonly knowledgeFor?: (uri: string) => ChangingKnowledge;
	/** Which checks are on; the defaults of the checks where it is left out. */
	readonly configuration?: () => ResolvedConfiguration;
	/** More than so many problems of a file are not listed; 1000 where it is left out, as suits an editor. */
	readonly mostProblems?: number;
	/** `false` for whoever asks about each file once: results are then let go of at once. */
	readonly remembers?: boolean;
	/** The file among the others of the workspace; `undefined` where it brings nothing to them, or nothing is known of them. */
	readonly graphFile?: (source: SourceDocument, model: DocumentModel) => CheckedGraphFile | undefined;
	/** What the languages demand. */
	readonly textChecks?: readonly TextCheck[];
	/** What can be turned on and off. */
	readonly checks?: readonly Check[];
}

export interface CheckResult {
	/** In the file's offsets and order. */
	readonly problems: readonly Problem[];
	/** What could not be judged, as something was not known. */
	readonly missing: readonly Missing[];
}

/** An editor that is sent more is slow to show them, and nobody reads so many. */
const MOST_PROBLEMS = 1000;

/** Milliseconds of work after which waiting work comes first. */
const SLICE = 8;
/** Characters of expressions whose results are kept: several large files. */
const KEPT_CHARACTERS = 16 * 1024 * 1024;
/** A text stands in so many kinds of places, with other stand-ins in each. */
const MOST_CONDITIONS = 16;
/** Characters of expressions whose trees are kept, which are many times as large. */
const PARSED_CHARACTERS = 1024 * 1024;
/** Characters that are kept while one file is looked at, where nothing is remembered: several checks ask for the same. */
const WORKING_CHARACTERS = 64 * 1024;

const offline: ChangingKnowledge = { ...nothingKnown, version: 0 };

/**
 * Runs the checks over documents, and keeps the results by text: a key stroke changes one of them.
 *
 * Invariants: a check that throws is logged and silences no other; after `signal` nothing more is computed.
 */
export class CheckRunner {
	readonly #ports: RunPorts;
	readonly #selector: CheckSelector;
	readonly #keptResults: KeptResults;
	readonly #regularExpressions = new RegularExpressions();
	readonly #writtenMasks = new WeakMap<
		readonly Mask[],
		{ readonly source: string | undefined; readonly written: string }
	>();
	readonly #results: LRUCache<string, Map<string, TextResult>>;
	readonly #parsed: LRUCache<string, ParsedPromql>;

	constructor(ports: RunPorts) {
		this.#ports = ports;
		const remembers = ports.remembers ?? true;
		this.#keptResults = new KeptResults(remembers);
		this.#results = new LRUCache({
			maxSize: remembers ? KEPT_CHARACTERS : WORKING_CHARACTERS,
			sizeCalculation: (_, key) => key.length + 64,
		});
		this.#parsed = new LRUCache({
			maxSize: remembers ? PARSED_CHARACTERS : WORKING_CHARACTERS,
			sizeCalculation: (_, text) => text.length + 16,
		});
		this.#selector = new CheckSelector(ports.checks ?? CHECKS);
	}

	/** Everything that is found in the file; `undefined` where `signal` ended the work. */
	async run(
		source: SourceDocument,
		model: DocumentModel,
		signal: AbortSignal,
		graphFile = this.#ports.graphFile?.(source, model),
	): Promise<CheckResult | undefined> {
		if (model.adapters.length === 0 && graphFile === undefined) return { problems: model.problems, missing: [] };
		const configuration = this.#ports.configuration?.() ?? defaultConfiguration;
		if (configuration.isIgnored?.(source.uri) === true) return { problems: [], missing: [] };
		const problems = [...model.problems, ...(configuration.problemsOf?.(source.uri) ?? [])];
		const features = this.#ports.features?.(source.uri) ?? anyFeatures;
		const known = [...features].join();
		// A file that is none of ours, such as a page or source code, asks no server for anything.
		const asks = model.adapters.length > 0;
		const knowledge = (asks ? this.#ports.knowledgeFor?.(source.uri) : undefined) ?? offline;
		// Where the host language itself is broken, what it would hand over is a guess, and one fault is told already.
		const broken = new SpanIndex(model.problems.filter(breaksHost).map(({ span }) => span));
		const selection = this.#selector.select(configuration, source.uri);
		const run = new FileRun({
			source,
			model,
			broken,
			selection,
			recorder: new KnowledgeRecorder(knowledge),
			graphFile,
			knownAt: `${knowledge.version} ${source.uri}`,
			kept: this.#keptResults,
			log: this.#ports.log,
			parse: (text) => this.#parse(text),
			regularExpressions: this.#regularExpressions,
			context: known,
			checkText: (region) => this.#check(region, features, known),
		});
		let sliceEnd = performance.now() + SLICE;
		for (const _ of run.steps(problems)) {
			if (performance.now() < sliceEnd) continue;
			await this.#ports.pause();
			if (signal.aborted) return undefined;
			sliceEnd = performance.now() + SLICE;
		}
		const checks = this.#ports.checks ?? CHECKS;
		const ofModel = new Set(model.problems);
		const certain = problems.filter((problem) => ofModel.has(problem) || (model.isCertain?.(problem) ?? true));
		const left = suppress(tellOnce(certain), { text: source.text, model, checks, selection });
		const wanted = applyFaultSettings(left, configuration, source.uri);
		const told = configuration.baseline?.withoutKnown(source.uri, source.text, wanted) ?? wanted;
		const sorted = told.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
		return {
			problems: cut(sorted, this.#ports.mostProblems ?? MOST_PROBLEMS),
			missing: run.missing,
		};
	}

	/** A few words for a code; the code itself where nobody knows it. */
	titleOf(code: string): string {
		const checks = this.#ports.checks ?? CHECKS;
		return checks.find(({ id }) => id === code)?.title ?? faultCatalogue[code]?.title ?? code;
	}

	#parse(text: string): ParsedPromql {
		const kept = this.#parsed.get(text);
		if (kept !== undefined) return kept;
		const parsed = parsePromql(text);
		this.#parsed.set(detach(text), parsed);
		return parsed;
	}

	/** Kept by the text itself, whose hash the engine remembers with it, and only then by what else decides. */
	#check(region: EmbeddedRegion, features: FeatureSet, featuresKey: string): TextResult {
		const { language, text, context, masks, source, problems: own = [] } = region;
		const replaced = masks === undefined ? "" : this.#writeMasks(masks, source);
		const condition = `${language} ${context.role} ${featuresKey} ${replaced}`;
		const ofText = this.#results.get(text) ?? new Map<string, TextResult>();
		const kept = ofText.get(condition);
		if (kept !== undefined && own.length === 0) return kept;
		const found = this.#runAll(region, features);
		const result = {
			told: [...own, ...dropMasked(found, region)],
			faulty: [...own, ...found].some(({ severity }) => severity === "error"),
		};
		if (own.length > 0) return result;
		if (ofText.size >= MOST_CONDITIONS) ofText.clear();
		ofText.set(condition, result);
		if (ofText.size === 1) this.#results.set(detach(text), ofText);
		return result;
	}

	/** A region that has only moved has the same masks. */
	#writeMasks(masks: readonly Mask[], source: string | undefined): string {
		const known = this.#writtenMasks.get(masks);
		if (known !== undefined && known.source === source) return known.written;
		const written = JSON.stringify([source, masks]);
		if (masks.length > 0) this.#writtenMasks.set(masks, { source, written });
		return written;
	}

	#runAll({ language, text, context }: EmbeddedRegion, features: FeatureSet): readonly Problem[] {
		const checks = (this.#ports.textChecks ?? TEXT_CHECKS).filter((check) => check.language === language);
		const given = {
			role: context.role,
			features,
			regularExpressions: this.#regularExpressions,
			parsePromql: (promql: string) => this.#parse(promql),
		};
		return checks.flatMap((check) => {
			try {
				return check.run(text, given);
			} catch (error) {
				this.#ports.log(`The check ${check.id} failed: ${error instanceof Error ? error.stack : String(error)}`);
				return [];
			}
		});
	}
}

/** A part of a file that is read in two ways has its problems once. */
function tellOnce(problems: readonly Problem[]): readonly Problem[] {
	const seen = new Set<string>();
	return problems.filter(({ code, span, message }) => {
		const key = `${code} ${span.start} ${span.end} ${message}`;
		return !seen.has(key) && seen.add(key);
	});
}

/** What the configuration says of advice that is no check's; what the real tool would refuse stays what it is. */
function applyFaultSettings(
	problems: readonly Problem[],
	configuration: ResolvedConfiguration,
	uri: string,
): readonly Problem[] {
	if (configuration.settingOfFault === undefined) return problems;
	return problems.flatMap((problem) => {
		const isAdvice = problem.severity !== "error" && problem.code in faultCatalogue;
		const setting = isAdvice ? configuration.settingOfFault?.(problem.code, uri) : undefined;
		if (setting === undefined) return [problem];
		return setting === "off" ? [] : [{ ...problem, severity: setting }];
	});
}

/** The first problems, and at the place of the next one that there are more. */
function cut(problems: readonly Problem[], most: number): readonly Problem[] {
	const next = problems[most];
	if (next === undefined) return problems;
	const count = (problems.length - most).toLocaleString("en-US");
	const message = `From here on ${count} more problems are not shown, so that the editor stays fast. Mend the first ones, and the next come up.`;
	return [
		...problems.slice(0, most),
		{ code: "file/too-many-problems", severity: "information", span: next.span, message },
	];
}
