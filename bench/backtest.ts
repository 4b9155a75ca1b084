import { replayView } from "../server/features/backtest/replayView.ts";
import type { PreparedBacktest } from "../server/features/backtest/request.ts";
import { SampleStore } from "../server/metrics/backtest/sampleStore.ts";
import { splitCondition } from "../server/metrics/backtest/splitCondition.ts";
import { parsePromql } from "../server/promql/parse.ts";
import { measure, milliseconds, printTable } from "./measure.ts";

const grid = { start: 1_700_000_000, step: 60, count: 14 * 24 * 60 };
const seriesCount = 1000;

/** One move of a slider over two weeks of a thousand series, minute by minute; and what they take in memory. */
export async function measureBacktest(): Promise<string> {
	const store = fill();
	const { condition, leaves, thresholds } = splitCondition(parsePromql("errors > 0.9"));
	const prepared = {
		alert: { name: "TooManyErrors" },
		leaves,
		nearest: [],
		thresholds,
		samples: { condition, leaves: [store.finish()], grid, ruleLabels: new Map() },
	} as unknown as PreparedBacktest;
	let fired = 0;
	const moved = await measure(15, 3, (run) => {
		const settings = { thresholds: [0.9 + (run % 10) / 200], forSeconds: 300, keepFiringForSeconds: 0 };
		fired += replayView(prepared, settings).summary.fired;
	});
	if (fired === 0) throw new Error("Nothing fired, so nothing was measured.");
	const title = `backtest: ${seriesCount} series × ${grid.count.toLocaleString("en-US")} evaluations, ${Math.round(store.bytes / 1024 / 1024)} MiB`;
	return printTable(["", "median", "p95"], [[title, milliseconds(moved.median), milliseconds(moved.p95)]]);
}

/** Waves with noise, no two values equal: nothing can be packed. */
function fill(): SampleStore {
	const store = new SampleStore(grid);
	let noise = 1;
	for (let index = 0; index < seriesCount; index++) {
		const samples = Array.from({ length: grid.count }, (_, at) => {
			noise = (noise * 48_271) % 2_147_483_647;
			const wave = Math.sin((at + index * 37) / 400);
			return { time: grid.start + at * grid.step, value: 0.5 + 0.45 * wave + 0.05 * (noise / 2_147_483_647) };
		});
		store.add([{ labels: { __name__: "errors", instance: `${index}` }, samples }]);
	}
	return store;
}
