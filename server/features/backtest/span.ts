import type { PrometheusConfig } from "../../documents/model/prometheusConfig.ts";
import type { Grid } from "../../metrics/backtest/sampleStore.ts";
import { parseDuration } from "../../promql/duration.ts";
import type { BacktestRequest, BacktestSources } from "./request.ts";

export interface FoundInterval {
	readonly seconds: number;
	/** Where it is from, to be read after “evaluated every 30s,”. */
	readonly source: string;
}

/** What Prometheus takes where nothing is said. */
const defaultInterval = 60;

/** How often the alert is evaluated: as the caller, the group, the workspace's configuration or the server's says. */
export async function findInterval(
	{ alert, stepSeconds, signal }: BacktestRequest,
	{ api, intervalSeconds }: BacktestSources,
): Promise<FoundInterval> {
	if (stepSeconds !== undefined) return { seconds: stepSeconds, source: "as you chose" };
	if (alert.intervalSeconds !== undefined) return { seconds: alert.intervalSeconds, source: "as the group says" };
	if (intervalSeconds !== undefined) {
		return { seconds: intervalSeconds, source: "as the workspace's Prometheus configuration says" };
	}
	const answer = await api.configuration({ signal });
	if (answer.kind === "ok") {
		const written = /^ {2}evaluation_interval: (\S+)$/m.exec(answer.value.yaml)?.[1];
		const seconds = written === undefined ? undefined : parseDuration(written);
		if (seconds !== undefined && seconds > 0) return { seconds, source: "as the server's configuration says" };
	}
	return { seconds: defaultInterval, source: "as Prometheus does where nobody says otherwise" };
}

/** The evaluation interval that all configurations which load a file give it; `undefined` where they do not agree. */
export function agreedInterval(configs: readonly PrometheusConfig[]): number | undefined {
	const [first, ...others] = configs.map(({ evaluationIntervalSeconds }) => evaluationIntervalSeconds?.value);
	return others.every((seconds) => seconds === first) ? first : undefined;
}

/** More evaluations than these are neither asked for nor drawn. */
const mostEvaluations = 300_000;

/**
 * The evaluations that lie in the span, at whole multiples of the interval since 1970. Prometheus shifts each group by an
 * offset of its own, which is less than an interval and is made of the group's name and the path of its file; so what
 * fires here does so within one interval of when Prometheus fires.
 *
 * Where there would be too many, `coarse` says that every so manieth is taken.
 */
export function layGrid(
	{ spanSeconds, end }: Pick<BacktestRequest, "spanSeconds" | "end">,
	intervalSeconds: number,
	now: number,
): { readonly grid: Grid; readonly coarse: number } {
	const coarse = Math.max(1, Math.ceil(spanSeconds / intervalSeconds / mostEvaluations));
	// In milliseconds, as Prometheus counts.
	const step = Math.max(1, Math.round(intervalSeconds * coarse * 1000));
	const last = Math.floor(((end ?? now) * 1000) / step) * step;
	const count = Math.max(1, Math.floor((spanSeconds * 1000) / step));
	return { grid: { start: (last - (count - 1) * step) / 1000, step: step / 1000, count }, coarse };
}
