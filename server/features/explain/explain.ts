import type { Answer, InstantSeries, QueryOptions, QueryResult, UnavailableCause } from "../../metrics/port.ts";
import type { BinaryExpression } from "../../promql/ast.ts";
import { checkPromql } from "../../promql/check.ts";
import type { FeatureSet } from "../../promql/features.ts";
import { parsePromql } from "../../promql/parse.ts";
import { valueTypeOf } from "../../promql/valueType.ts";
import { walk } from "../../promql/visit.ts";
import { describeGroups } from "./describeGroups.ts";
import { describeMatching, describeUnknownMatching } from "./describeMatching.ts";
import { describeNodeResult, writeNumber } from "./describeResult.ts";
import type { ExplainedNode, Explanation, MatcherSelectivity, Matching, Outcome } from "./explanation.ts";
import { type PlannedNode, planExplanation } from "./plan.ts";
import { measureSelectivity } from "./selectivity.ts";
import { isComparison, type MatchedSeries } from "./vectorMatching.ts";

/** What an explanation asks of a server. */
export interface ExplainPort {
	instantQuery(query: string, options: QueryOptions): Promise<Answer<QueryResult>>;
	/** A reason not to ask this, as it would touch too much; nothing is held back where it is left out. */
	tooCostly?(query: string, time: number, signal: AbortSignal): Promise<string | undefined>;
}

export interface ExplainRequest {
	readonly expression: string;
	/** Unix seconds. */
	readonly time: number;
	readonly signal: AbortSignal;
	readonly features?: FeatureSet;
	/** After each part, the number of parts that are done and of all. */
	readonly progress?: (done: number, total: number) => void;
}

export type ExplainAnswer =
	| { readonly kind: "ok"; readonly explanation: Explanation }
	| { readonly kind: "failed"; readonly message: string };

/** Parts of one expression that are asked for; those nearest to the whole come first. */
const MOST_ASKED = 60;
/** A tree of more parts is no help. */
const MOST_NODES = 1000;
/** Series of one part that are loaded. Sides with more are not compared. */
const MOST_SERIES = 10_000;
const TIMEOUT_SECONDS = 15;

/**
 * Evaluates every part of an expression, from the leaves to the whole, one after the other, at one moment.
 * Equal parts are asked for once. A server that does not answer is not asked for the rest.
 */
export async function explain(port: ExplainPort, request: ExplainRequest): Promise<ExplainAnswer> {
	const { expression, time, signal, features } = request;
	const parsed = parsePromql(expression);
	const fault = checkPromql(parsed, { role: "query", ...(features === undefined ? {} : { features }) }).find(
		({ severity }) => severity === "error",
	);
	if (fault !== undefined) return { kind: "failed", message: fault.message };
	if ([...walk(parsed.expression)].length > MOST_NODES) {
		return { kind: "failed", message: `The expression has more than ${MOST_NODES} parts; explain a part of it.` };
	}
	const planned = planExplanation(expression, parsed.expression, time);
	if (planned === undefined) return { kind: "failed", message: "There is no expression here to explain." };
	const evaluation = new Evaluation(port, request, chooseAsked(planned.root));
	const done = new Map<PlannedNode, ExplainedNode>();
	for (const node of planned.all.toReversed()) {
		if (signal.aborted) return { kind: "failed", message: "Cancelled." };
		done.set(node, await evaluation.explain(node, done));
		request.progress?.(done.size, planned.all.length);
	}
	const root = done.get(planned.root);
	if (root === undefined || signal.aborted) return { kind: "failed", message: "Cancelled." };
	const { queries } = evaluation;
	return { kind: "ok", explanation: { expression, time, root, nodes: planned.all.length, queries } };
}

/** The parts that are asked for, level by level from the whole. */
function chooseAsked(root: PlannedNode): ReadonlySet<PlannedNode> {
	const level: PlannedNode[] = [root];
	for (let index = 0; index < level.length; index += 1) level.push(...(level[index]?.children ?? []));
	return new Set(level.filter(({ query }) => query !== undefined).slice(0, MOST_ASKED));
}

/** After these another question is of no use, or would do harm. */
const fatal: ReadonlySet<UnavailableCause> = new Set([
	"notConfigured",
	"cancelled",
	"refused",
	"unauthorized",
	"notPrometheus",
]);

/** A part and what the server gave for it. */
interface Evaluated {
	readonly outcome: Outcome;
	/** Series of an instant vector; left out where not all are known. */
	readonly series?: readonly InstantSeries[];
	/** The server gave up, so it would for whatever this is a part of. */
	readonly exhausted?: true;
}

class Evaluation {
	readonly #port: ExplainPort;
	readonly #request: ExplainRequest;
	readonly #asked: ReadonlySet<PlannedNode>;
	readonly #known = new Map<string, Evaluated>();
	readonly #evaluated = new Map<number, Evaluated>();
	#stopped: string | undefined;
	queries = 0;

	constructor(port: ExplainPort, request: ExplainRequest, asked: ReadonlySet<PlannedNode>) {
		this.#port = port;
		this.#request = request;
		this.#asked = asked;
	}

	async explain(node: PlannedNode, done: ReadonlyMap<PlannedNode, ExplainedNode>): Promise<ExplainedNode> {
		const evaluated = await this.#evaluate(node);
		this.#evaluated.set(node.id, evaluated);
		const { id, kind, title, span, query, time } = node;
		return {
			id,
			kind,
			title,
			span,
			time,
			...(query === undefined ? {} : { query }),
			outcome: evaluated.outcome,
			children: node.children.flatMap((child) => done.get(child) ?? []),
			...this.#describe(node, evaluated),
			...(await this.#measure(node, evaluated)),
		};
	}

	async #evaluate(node: PlannedNode): Promise<Evaluated> {
		const { expression, query } = node;
		if (expression.kind === "number") return { outcome: { kind: "itself", value: writeNumber(expression.value) } };
		if (expression.kind === "string") return { outcome: { kind: "itself", value: JSON.stringify(expression.value) } };
		if (query === undefined) return skip("It is not evaluated by itself.");
		if (!this.#asked.has(node)) return skip(`Only the ${MOST_ASKED} parts nearest to the whole are asked for.`);
		const key = `${node.time} ${query}`;
		const known = this.#known.get(key);
		if (known !== undefined) return share(known);
		if (this.#stopped !== undefined) return skip(this.#stopped);
		if (node.children.some(({ id }) => this.#evaluated.get(id)?.exhausted === true)) {
			return {
				...skip("A part of it was too much for the server already, so it was not asked for the whole."),
				exhausted: true,
			};
		}
		const evaluated = await this.#ask(query, node.time);
		this.#known.set(key, evaluated);
		return evaluated;
	}

	async #ask(query: string, time: number): Promise<Evaluated> {
		const { signal } = this.#request;
		const costly = await this.#port.tooCostly?.(query, time, signal);
		if (costly !== undefined) return { ...skip(costly), exhausted: true };
		if (signal.aborted) return skip("Cancelled.");
		this.queries += 1;
		const options = { signal, time, limit: MOST_SERIES, timeoutSeconds: TIMEOUT_SECONDS };
		const answer = await this.#port.instantQuery(query, options);
		switch (answer.kind) {
			case "ok": {
				const { data, truncated } = answer.value;
				const outcome = describeNodeResult(answer.value, false);
				return { outcome, ...(data.kind === "vector" && !truncated ? { series: data.series } : {}) };
			}
			case "unavailable":
				if (fatal.has(answer.cause)) this.#stopped = "Not asked, as the server did not answer for a part before it.";
				return {
					outcome: { kind: "failed", message: answer.reason },
					...(answer.cause === "timeout" || answer.cause === "tooLarge" ? { exhausted: true } : {}),
				};
			case "unsupported":
				return { outcome: { kind: "failed", message: `This server does not offer ${answer.what}.` } };
			default:
				return answer satisfies never;
		}
	}

	/** What can be told from the series that are known. */
	#describe(
		{ expression, children }: PlannedNode,
		{ outcome, series }: Evaluated,
	): Pick<ExplainedNode, "matching" | "groups" | "filter"> {
		if (expression.kind === "aggregation") {
			const input = children.at(-1);
			const grouped = input && this.#evaluated.get(input.id)?.series;
			return grouped === undefined ? {} : { groups: describeGroups(expression.grouping, grouped) };
		}
		if (expression.kind !== "binary") return {};
		const [left, right] = children;
		if (left === undefined || right === undefined) return {};
		const types = [valueTypeOf(expression.left), valueTypeOf(expression.right)];
		if (types[0] === "vector" && types[1] === "vector") {
			return { matching: this.#match(expression, left, right) };
		}
		const filtered = types[0] === "vector" ? left : right;
		const before = this.#evaluated.get(filtered.id)?.series?.length;
		const filters = isComparison(expression) && expression.bool === undefined;
		if (!filters || before === undefined || series === undefined || outcome.kind !== "result") return {};
		return { filter: { before, after: series.length } };
	}

	#match(binary: BinaryExpression, left: PlannedNode, right: PlannedNode): Matching {
		if (binary.fill !== undefined) {
			return describeUnknownMatching(binary, "With fill, series without a partner have one all the same.");
		}
		const sides = [left, right].map(({ id }) => this.#evaluated.get(id)?.series?.map(toMatched));
		const [leftSeries, rightSeries] = sides;
		if (leftSeries === undefined || rightSeries === undefined) {
			return describeUnknownMatching(binary, "The series of a side are not all known, so they were not compared.");
		}
		return describeMatching(binary, leftSeries, rightSeries);
	}

	async #measure(
		node: PlannedNode,
		{ outcome }: Evaluated,
	): Promise<{ readonly selectivity?: readonly MatcherSelectivity[] }> {
		if (outcome.kind !== "result" || outcome.shared || this.#stopped !== undefined) return {};
		const selectivity = await measureSelectivity(this.#request.expression, node.expression, async (query) => {
			const evaluated = this.#known.get(`${node.time} ${query}`) ?? (await this.#ask(query, node.time));
			this.#known.set(`${node.time} ${query}`, evaluated);
			if (evaluated.outcome.kind !== "result") return undefined;
			const [counted] = evaluated.series ?? [];
			return counted === undefined ? 0 : counted.sample.value;
		});
		return selectivity.length === 0 ? {} : { selectivity };
	}
}

function skip(reason: string): Evaluated {
	return { outcome: { kind: "skipped", reason } };
}

function share(known: Evaluated): Evaluated {
	const { outcome } = known;
	return outcome.kind === "result" ? { ...known, outcome: { ...outcome, shared: true } } : known;
}

function toMatched({ labels, sample, histogram }: InstantSeries): MatchedSeries {
	return { labels, value: sample.value, ...(histogram === undefined ? {} : { histogram: true }) };
}
