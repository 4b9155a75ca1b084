import type { DocumentModel } from "../../documents/model.ts";
import type { AlertSettings } from "../../metrics/backtest/runAlert.ts";
import type { Comparison } from "../../metrics/backtest/splitCondition.ts";
import { type ChangedAlert, changeAlert } from "./changeAlert.ts";
import { type FoundAlert, findAlertAt, listAlerts } from "./findAlert.ts";
import { prepareBacktest } from "./prepareBacktest.ts";
import { ownSettings, type ReplayView, rangeOfValues, replayView } from "./replayView.ts";
import type { BacktestRequest, BacktestSources, PreparedBacktest } from "./request.ts";

/** Where an alert stands in a file. */
export interface AlertReference {
	readonly offset: number;
	/** Its name, which finds it where the file has changed since. */
	readonly alert?: string;
}

export interface StartBacktest extends Omit<BacktestRequest, "alert"> {
	readonly model: DocumentModel;
	readonly at: AlertReference;
}

export type StartedBacktest =
	| { readonly kind: "ok"; readonly backtest: BacktestView }
	| { readonly kind: "confirm"; readonly question: string }
	| { readonly kind: "failed"; readonly message: string; readonly cancelled: boolean };

/** A backtest as it is shown first. Times in Unix seconds, durations in seconds. */
export interface BacktestView {
	readonly id: number;
	readonly alert: string;
	/** That was evaluated. */
	readonly expression: string;
	/** Recorded metrics whose definitions stand in `expression`. */
	readonly expanded: readonly string[];
	/** Those that could. */
	readonly expandable: readonly string[];
	/** The evaluations: from `start`, `step` apart, the last before `end`. */
	readonly span: { readonly start: number; readonly end: number; readonly step: number; readonly evaluations: number };
	readonly intervalSource: string;
	readonly thresholds: readonly ThresholdView[];
	/** Why there is none to move. */
	readonly fixed?: string;
	readonly forSeconds: number;
	readonly keepFiringForSeconds: number;
	readonly notes: readonly string[];
	readonly requests: number;
	readonly replay: ReplayView;
}

export interface ThresholdView {
	readonly operator: Comparison;
	readonly value: number;
	/** As it is written. */
	readonly text: string;
	/** The least and the greatest value that was compared, where there is any. */
	readonly low?: number;
	readonly high?: number;
}

/** So many are kept at once, and so many bytes of samples together; the oldest goes first. */
const mostKept = 3;
const mostBytes = 256 * 1024 * 1024;

/**
 * The backtests that somebody looks at, with their samples, so that other settings are tried without asking the server.
 *
 * Invariants: what is kept is bounded in number and in bytes, whatever servers send; while another is fetched, which is
 * bounded alike (`fetchSamples.ts`), it is twice that at the most. Closing one lets go of all of it.
 */
export class Backtests {
	readonly #kept = new Map<number, PreparedBacktest>();
	#last = 0;

	async start(request: StartBacktest, sources: BacktestSources): Promise<StartedBacktest> {
		const found = findAlert(request.model, request.at);
		if (found.kind === "none") return { kind: "failed", message: found.reason, cancelled: false };
		// Room is made before, lest old samples and new ones are held at once.
		while (this.#kept.size >= mostKept) this.#dropOldest();
		const preparation = await prepareBacktest({ ...request, alert: found.alert }, sources);
		switch (preparation.kind) {
			case "confirm":
				return preparation;
			case "failed":
				return { kind: "failed", message: preparation.reason, cancelled: preparation.cancelled };
			case "ok": {
				while (this.#kept.size > 0 && this.#bytes() + preparation.prepared.bytes > mostBytes) this.#dropOldest();
				const id = ++this.#last;
				this.#kept.set(id, preparation.prepared);
				return { kind: "ok", backtest: viewBacktest(id, preparation.prepared) };
			}
			default:
				return preparation satisfies never;
		}
	}

	/** `undefined` where it is not kept any more. */
	replay(id: number, settings: AlertSettings): ReplayView | undefined {
		const prepared = this.#kept.get(id);
		return prepared && replayView(prepared, settings);
	}

	/** The edits that write `settings` into the file that `model` and `text` are of. */
	change(id: number, model: DocumentModel, text: string, settings: AlertSettings): ChangedAlert {
		const prepared = this.#kept.get(id);
		if (prepared === undefined) {
			return { kind: "refused", reason: "The backtest is not kept any more. Run it again." };
		}
		if (prepared.expanded.replaced.length > 0 && !isSame(settings.thresholds, prepared)) {
			return {
				kind: "refused",
				reason: "The threshold was moved in an expression with definitions in it, so it has no one place in the file.",
			};
		}
		const alike = listAlerts(model).flatMap((one) =>
			one.kind === "ok" && one.alert.name === prepared.alert.name ? [one.alert] : [],
		);
		const alert =
			alike.find(
				({ group, expression }) => group === prepared.alert.group && expression === prepared.alert.expression,
			) ?? alike.find(({ group }) => group === prepared.alert.group);
		if (alert === undefined) {
			return { kind: "refused", reason: `${prepared.alert.name} is not in the file any more.` };
		}
		const { expression, thresholds } =
			prepared.expanded.replaced.length > 0 ? { expression: prepared.alert.expression, thresholds: [] } : prepared;
		return changeAlert(alert, text, { expression, thresholds }, settings);
	}

	close(id: number): void {
		this.#kept.delete(id);
	}

	#bytes(): number {
		return [...this.#kept.values()].reduce((sum, { bytes }) => sum + bytes, 0);
	}

	#dropOldest(): void {
		this.close(Math.min(...this.#kept.keys()));
	}
}

function findAlert(model: DocumentModel, { offset, alert }: AlertReference): FoundAlert {
	const there = findAlertAt(model, offset);
	if (alert === undefined || (there.kind === "ok" && there.alert.name === alert)) return there;
	const named = listAlerts(model).find((one) => one.kind === "ok" && one.alert.name === alert);
	return named ?? { kind: "none", reason: `There is no alert ${alert} in the file any more that can be backtested.` };
}

function isSame(thresholds: readonly number[], prepared: PreparedBacktest): boolean {
	return prepared.thresholds.every(({ value }, index) => thresholds[index] === value);
}

function viewBacktest(id: number, prepared: PreparedBacktest): BacktestView {
	const { alert, samples, thresholds } = prepared;
	const { start, step, count } = samples.grid;
	const range = thresholds.length === 0 ? undefined : rangeOfValues(prepared);
	return {
		id,
		alert: alert.name,
		expression: prepared.expression,
		expanded: prepared.expanded.replaced,
		expandable: prepared.expandable,
		span: { start, end: start + count * step, step, evaluations: count },
		intervalSource: prepared.intervalSource,
		thresholds: thresholds.map(({ operator, value, text }) => ({
			operator,
			value,
			text,
			...(range === undefined ? {} : { low: range[0], high: range[1] }),
		})),
		...(prepared.fixed === undefined ? {} : { fixed: prepared.fixed }),
		forSeconds: alert.forSeconds,
		keepFiringForSeconds: alert.keepFiringForSeconds,
		notes: prepared.notes,
		requests: prepared.requests,
		replay: replayView(prepared, ownSettings(prepared)),
	};
}
