import { LRUCache } from "lru-cache";
import type { EmbeddedRegion } from "../documents/embedded/region.ts";
import type { DocumentModel } from "../documents/model.ts";
import { anyFeatures, type FeatureSet } from "../promql/features.ts";
import { RegularExpressions } from "../promql/regularExpressions.ts";
import type { Problem } from "../text/problem.ts";
import { overlaps, type Span } from "../text/span.ts";
import type { TextCheck } from "./textCheck.ts";
import { TEXT_CHECKS } from "./textChecks.ts";

export interface RunPorts {
	readonly log: (line: string) => void;
	/** Lets waiting work of the process come first. */
	readonly pause: () => Promise<void>;
	/** What the target server is known to have or to lack, asked for at each run; all is allowed where it is left out. */
	readonly features?: () => FeatureSet;
	readonly checks?: readonly TextCheck[];
}

/** An editor that is sent more is slow to show them, and nobody reads so many. */
const MOST_PROBLEMS = 1000;

/** Milliseconds of work after which waiting work comes first. */
const SLICE = 8;
/** Characters of expressions whose results are kept: several large files. */
const KEPT_CHARACTERS = 16 * 1024 * 1024;

/**
 * Runs the checks over the embedded texts of documents, and keeps the results by text: a key stroke changes one of them.
 *
 * Invariants: a check that throws is logged and silences no other; after `signal` nothing more is computed.
 */
export class CheckRunner {
	readonly #ports: RunPorts;
	readonly #regularExpressions = new RegularExpressions();
	readonly #results = new LRUCache<string, readonly Problem[]>({
		maxSize: KEPT_CHARACTERS,
		sizeCalculation: (_, key) => key.length + 64,
	});

	constructor(ports: RunPorts) {
		this.#ports = ports;
	}

	/** Every problem of the file in its own offsets, in order; `undefined` where `signal` ended the work. */
	async run(model: DocumentModel, signal: AbortSignal): Promise<readonly Problem[] | undefined> {
		const problems = [...model.problems];
		// Where the host language itself is broken, what it would hand over is a guess, and one fault is told already.
		const features = this.#ports.features?.() ?? anyFeatures;
		const known = [...features].join();
		const check = (region: EmbeddedRegion) => this.#check(region, features, known);
		const broken = model.problems.filter(({ code }) => code.startsWith("yaml/"));
		let sliceEnd = performance.now() + SLICE;
		for (const region of model.regions) {
			if (broken.some(({ span }) => overlaps(span, region.hostSpan))) continue;
			for (const problem of [...(region.problems ?? []), ...check(region)]) {
				problems.push(toHostProblem(region, problem));
			}
			if (performance.now() < sliceEnd) continue;
			await this.#ports.pause();
			if (signal.aborted) return undefined;
			sliceEnd = performance.now() + SLICE;
		}
		problems.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
		return problems.length > MOST_PROBLEMS ? cut(problems) : problems;
	}

	#check(region: EmbeddedRegion, features: FeatureSet, featuresKey: string): readonly Problem[] {
		const key = `${region.language} ${region.context.role} ${featuresKey} ${region.text}`;
		const kept = this.#results.get(key);
		if (kept !== undefined) return kept;
		const problems = this.#runAll(region, features);
		this.#results.set(key, problems);
		return problems;
	}

	#runAll({ language, text, context }: EmbeddedRegion, features: FeatureSet): readonly Problem[] {
		const checks = (this.#ports.checks ?? TEXT_CHECKS).filter((check) => check.language === language);
		return checks.flatMap((check) => {
			try {
				return check.run(text, { role: context.role, features, regularExpressions: this.#regularExpressions });
			} catch (error) {
				this.#ports.log(`The check ${check.id} failed: ${error instanceof Error ? error.stack : String(error)}`);
				return [];
			}
		});
	}
}

/** The first problems, and at the place of the next one that there are more. */
function cut(problems: readonly Problem[]): readonly Problem[] {
	const next = problems[MOST_PROBLEMS];
	if (next === undefined) return problems;
	const count = (problems.length - MOST_PROBLEMS).toLocaleString("en-US");
	const message = `From here on ${count} more problems are not shown, so that the editor stays fast. Mend the first ones, and the next come up.`;
	return [
		...problems.slice(0, MOST_PROBLEMS),
		{ code: "file/too-many-problems", severity: "information", span: next.span, message },
	];
}

function toHostProblem(region: EmbeddedRegion, problem: Problem): Problem {
	const { map } = region;
	const { fix: inRegion, ...told } = problem;
	const edits = inRegion?.edits.map((edit) => region.encodeEdit(edit)).filter((edit) => edit !== undefined);
	return {
		...told,
		...(inRegion && edits?.length === inRegion.edits.length && { fix: { title: inRegion.title, edits } }),
		span: map.toHostSpan(makeVisible(region.text, problem.span)),
		...(problem.related === undefined
			? {}
			: { related: problem.related.map(({ span, message }) => ({ span: map.toHostSpan(span), message })) }),
	};
}

/** What is missing at the end is shown at the last character: an editor draws nothing under a line break. */
function makeVisible(text: string, span: Span): Span {
	if (text.slice(span.start, span.end).trim() !== "") return span;
	const end = text.slice(0, span.start).trimEnd().length;
	return end === 0 ? span : { start: end - 1, end };
}
