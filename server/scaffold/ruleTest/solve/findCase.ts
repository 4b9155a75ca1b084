import type { Expression } from "../../../promql/ast.ts";
import { EvaluationFault, NotEvaluated } from "../../../promql/evaluate/evaluationFault.ts";
import { parsePromql } from "../../../promql/parse.ts";
import { RegularExpressions } from "../../../promql/regularExpressions.ts";
import { walk } from "../../../promql/visit.ts";
import { expectOutcome, type RuleTestCase } from "../assembleRuleTest.ts";
import { metricsOf } from "../groupOrder.ts";
import { type InputSeries, type ReadSeries, readInputSeries } from "../inputSeries.ts";
import { rehearse } from "../rehearse.ts";
import type { TestedGroup, TestedRule } from "../testedRules.ts";
import type { WrittenTest } from "../writeRuleTest.ts";
import { emitSeries } from "./emitSeries.ts";
import { LabelValues } from "./labelValues.ts";
import { Plan, type Ways } from "./plan.ts";
import { findLabelUses, type LabelUses, replacedLabels } from "./sharedLabels.ts";
import { listTimings, type Timing } from "./timing.ts";

export interface CaseRequest {
	readonly rule: TestedRule;
	/** All groups that the test loads, in the order of their evaluation. */
	readonly groups: readonly TestedGroup[];
	readonly evaluationSeconds: number;
	/** `fires` and `quiet` of an alert; `recorded` of a recording rule. */
	readonly want: "fires" | "quiet" | "recorded";
	readonly name: string;
}

export type FoundCase =
	| { readonly kind: "found"; readonly test: WrittenTest; readonly given: RuleTestCase }
	/** Why none was found, as the end of a sentence: `it needs native histograms`. */
	| { readonly kind: "none"; readonly because: string };

/** Evaluations and samples, in thousands, until a search ends, so that whoever waits does not wait for long. */
const mostWork = 200_000;

/**
 * Series for which the rule does what is wanted. Whatever the search proposes is put before the evaluator, with all rules
 * of the test and as both versions of Prometheus, so what is found is true; that nothing is found means little.
 */
export function findCase(request: CaseRequest): FoundCase {
	const { rule } = request;
	const { expression, problems } = parsePromql(rule.expression);
	if (problems.length > 0) return { kind: "none", because: "its expression has a fault" };
	const search = new Search(request, expression);
	try {
		return search.run();
	} catch (error) {
		if (error instanceof NotEvaluated)
			return { kind: "none", because: `it needs ${error.message}, which cannot be worked out here` };
		throw error;
	}
}

class Search {
	readonly #request: CaseRequest;
	readonly #expression: Expression;
	readonly #recorded: ReadonlyMap<string, Expression>;
	readonly #expressions = new RegularExpressions();
	readonly #longest: number;
	#spent = 0;
	#reason = "none were found";

	constructor(request: CaseRequest, expression: Expression) {
		this.#request = request;
		this.#expression = expression;
		this.#recorded = collectRecorded(request.groups, request.rule);
		this.#longest = Math.max(0, ...[expression, ...this.#recorded.values()].map(longestRange));
	}

	run(): FoundCase {
		const { rule, evaluationSeconds } = this.#request;
		for (const ways of listWays(this.#recorded.size > 0)) {
			const expressions = [this.#expression, ...(ways.raw ? this.#recorded.values() : [])];
			const uses = findLabelUses(expressions, rule);
			for (const timing of listTimings(expressions, rule.forSeconds, evaluationSeconds)) {
				for (const everywhere of [false, true]) {
					if (this.#spent > mostWork) return { kind: "none", because: this.#reason };
					const found = this.#try(ways, timing, uses, everywhere);
					if (found !== undefined) return found;
				}
			}
		}
		return { kind: "none", because: this.#reason };
	}

	#try(ways: Ways, timing: Timing, uses: LabelUses, everywhere: boolean): FoundCase | undefined {
		const { want, rule, evaluationSeconds } = this.#request;
		const plan = new Plan({
			ways,
			...timing,
			recordedBy: (name) => this.#recorded.get(name),
		});
		if (want === "quiet") plan.fail(this.#expression);
		else if (want === "fires") plan.hold(this.#expression);
		else plan.reach(this.#expression, [0.25, 2, 100][ways.distance] ?? 1);
		const values = this.#labelValues(uses);
		const spare = 5 * evaluationSeconds;
		const series = emitSeries({
			leaves: [...plan.leaves.values()],
			values,
			shared: everywhere ? [...new Set([...uses.shared, ...uses.demanded])] : uses.shared,
			...timing,
			count: Math.ceil((timing.seconds + spare) / timing.intervalSeconds) + 1,
		});
		if (series === undefined) return undefined;
		// A test that feeds nothing proves little, other than of what is absent.
		if (series.length === 0 && want === "quiet") return undefined;
		const read = series.flatMap((each) => readInputSeries(each) ?? []);
		if (!ways.raw && !this.#promises(read, timing)) return undefined;
		return rule.kind === "record" ? this.#judgeRecord(series, timing) : this.#judgeAlert(series, read, timing);
	}

	#labelValues(uses: LabelUses): LabelValues {
		const plain = new LabelValues(uses.selectors, this.#expressions, new Map());
		const fixed = replacedLabels(uses, plain);
		return fixed.size === 0 ? plain : new LabelValues(uses.selectors, this.#expressions, fixed);
	}

	/** A look at the expression alone, at the time of the test. */
	#promises(series: readonly ReadSeries[], { intervalSeconds, seconds }: Timing): boolean {
		this.#spend(series, seconds, 1);
		const { evaluationSeconds, want } = this.#request;
		const rehearsal = rehearse({
			groups: [],
			series,
			intervalSeconds,
			evaluationSeconds,
			untilSeconds: seconds,
			dialect: "3.x",
		});
		if (rehearsal.kind === "failed") return false;
		try {
			const there = rehearsal.query(this.#expression, seconds).length > 0;
			return there !== (want === "quiet");
		} catch (error) {
			if (error instanceof EvaluationFault) {
				this.#reason = `with those that were tried it fails: ${withoutEnd(error.message)}`;
				return false;
			}
			throw error;
		}
	}

	/** A look costs what it evaluates, and what it reads for that. */
	#spend(series: readonly ReadSeries[], seconds: number, evaluations: number): void {
		const samples = Math.min(seconds, this.#longest) / 60;
		this.#spent += evaluations * (1 + (samples * Math.max(1, series.length)) / 20);
	}

	#judgeRecord(series: readonly InputSeries[], { intervalSeconds, seconds }: Timing): FoundCase | undefined {
		const { name, rule } = this.#request;
		for (const at of [seconds, seconds + this.#request.evaluationSeconds]) {
			const given: RuleTestCase = {
				name,
				intervalSeconds,
				series,
				expressions: [{ expression: selectName(rule.name), seconds: at }],
			};
			const found = this.#expect(given, (test) => (test.expressions[0]?.samples.length ?? 0) > 0);
			if (found !== undefined) return found;
		}
		return undefined;
	}

	#judgeAlert(
		series: readonly InputSeries[],
		read: readonly ReadSeries[],
		{ intervalSeconds, seconds }: Timing,
	): FoundCase | undefined {
		const { evaluationSeconds, want, name, rule, groups } = this.#request;
		const quiet = want === "quiet";
		const times = this.#firingTimes(read, intervalSeconds, seconds + (quiet ? 1 : 4) * evaluationSeconds);
		if (quiet !== (times.length === 0)) return undefined;
		const [first = 0] = times;
		const settled = times.filter((time) => time >= seconds);
		const candidates = quiet ? [seconds, seconds + evaluationSeconds] : [...settled.slice(0, 3), ...times.slice(0, 2)];
		const loaded = groups.flatMap(({ rules }) => rules.filter((each) => each.name === rule.name));
		for (const at of candidates) {
			const before = first - evaluationSeconds;
			const early = !quiet && rule.forSeconds > 0 && before >= 0 && loaded.length === 1 ? [before] : [];
			for (const looks of early.length > 0 ? [[...early, at], [at]] : [[at]]) {
				const given: RuleTestCase = {
					name,
					intervalSeconds,
					series,
					alerts: looks.map((look) => ({ name: rule.name, seconds: look })),
				};
				const found = this.#expect(
					given,
					({ alerts }) =>
						(alerts.at(-1)?.firing.length ?? 0) > 0 === !quiet &&
						alerts.slice(0, -1).every(({ firing }) => firing.length === 0),
				);
				if (found !== undefined) return found;
			}
		}
		return undefined;
	}

	/** When the rule fires by itself, with the rules that it reads from. */
	#firingTimes(series: readonly ReadSeries[], intervalSeconds: number, untilSeconds: number): readonly number[] {
		const { rule, groups, evaluationSeconds } = this.#request;
		const needed = groups.map((group) => ({
			...group,
			rules: group.rules.filter((each) => each === rule || (each.kind === "record" && this.#recorded.has(each.name))),
		}));
		this.#spend(series, untilSeconds, (untilSeconds / evaluationSeconds) * needed.flatMap(({ rules }) => rules).length);
		const rehearsal = rehearse({
			groups: needed,
			series,
			intervalSeconds,
			evaluationSeconds,
			untilSeconds,
			dialect: "3.x",
		});
		if (rehearsal.kind === "failed") {
			this.#reason = `with those that were tried ${rehearsal.rule.name} fails: ${withoutEnd(rehearsal.message)}`;
			return [];
		}
		const strange = rehearsal.unknown.find((each) => each.rule === rule);
		if (strange !== undefined) throw new NotEvaluated(strange.what);
		const times: number[] = [];
		for (let time = 0; time <= untilSeconds; time += evaluationSeconds) {
			if (rehearsal.alertsAt(rule.name, time)?.length !== 0) times.push(time);
		}
		return times;
	}

	#expect(given: RuleTestCase, isWanted: (test: WrittenTest) => boolean): FoundCase | undefined {
		const { groups, evaluationSeconds } = this.#request;
		const until = Math.max(...[...(given.alerts ?? []), ...(given.expressions ?? [])].map(({ seconds }) => seconds));
		this.#spend([], until, (until / evaluationSeconds) * 2 * Math.min(20, groups.flatMap(({ rules }) => rules).length));
		const outcome = expectOutcome(given, groups, evaluationSeconds);
		if (outcome.kind === "refused") {
			this.#reason = `of those that were tried none will do: ${withoutEnd(outcome.reason)}`;
			return undefined;
		}
		return isWanted(outcome.test) ? { kind: "found", test: outcome.test, given } : undefined;
	}
}

/** The end of a sentence that goes on. */
function withoutEnd(sentence: string): string {
	return sentence.replace(/\.$/, "");
}

function longestRange(expression: Expression): number {
	const ranges = [...walk(expression)].map((node) =>
		node.kind === "matrix" || node.kind === "subquery" ? (node.range?.seconds ?? 0) : 0,
	);
	return Math.max(0, ...ranges);
}

/** A selector of a metric by its name, which may be none of the classic ones. */
export function selectName(name: string): string {
	return /^[a-zA-Z_:][\w:]*$/.test(name) ? name : `{${JSON.stringify(name)}}`;
}

/** The expressions of the recording rules that the rule reads from, and those from others; none that several record. */
function collectRecorded(groups: readonly TestedGroup[], rule: TestedRule): ReadonlyMap<string, Expression> {
	const recorded = new Map<string, Expression>();
	const rules = groups.flatMap((group) => group.rules).filter(({ kind }) => kind === "record");
	const pending: TestedRule[] = [rule];
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		for (const name of metricsOf(next)) {
			const all = rules.filter((each) => each.name === name && each !== rule);
			const [only] = all;
			if (only === undefined || all.length > 1 || recorded.has(name)) continue;
			recorded.set(name, parsePromql(only.expression).expression);
			pending.push(only);
		}
	}
	return recorded;
}

function* listWays(hasRecorded: boolean): Generator<Ways> {
	for (const raw of hasRecorded ? [true, false] : [false]) {
		for (const reference of [100, 1, 1000]) {
			for (const leftFirst of [false, true]) {
				for (const distance of [0, 1, 2] as const) {
					for (const right of [false, true]) yield { raw, reference, leftFirst, distance, right };
				}
			}
		}
	}
}
