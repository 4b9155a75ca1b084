import { type Parameter, window } from "../parameters.ts";
import type { EntryGroup, RecordingEntry } from "../ruleEntry.ts";
import { type Instrumentation, instrumentations, type Labels, select, target } from "./instrumentations.ts";
import { growing, writeSeries } from "./steadySeries.ts";

/** Rate, errors, success and duration of requests, for each way in which they are counted. */
function pick(by: Parameter, all: Labels): Labels {
	return Object.fromEntries(by.default.split(", ").map((label) => [label, all[label] ?? ""]));
}

/** The metric's name without what its type adds, as names of records have it. */
function plainName(metric: string): string {
	return metric.replace(/_(total|count)$/, "");
}

function writeRecordings(one: Instrumentation): readonly RecordingEntry[] {
	const { counter, histogram, only, by, unit } = one;
	const all = select(counter, only);
	const errors = select(counter, only, one.errors);
	const own = (labels: Labels): Labels => ({ ...labels, ...one.labels, ...target });
	const requests = { ...growing(counter, own(one.failed), 60), ...growing(counter, own(one.good), 540) };
	const code: Readonly<Record<string, Parameter>> = one.code === undefined ? {} : { code: one.code };
	const over = window("5m", "10m");
	const labels = pick(by, own({}));
	const name = plainName(counter);
	const scale = unit === "seconds" ? 1 : 1000;
	const bucket = (le: string): string => writeSeries(`${histogram}_bucket`, { le, ...own({}) });
	// Without requests there is nothing to divide by, and no sample is better than NaN.
	const share = (part: string): string =>
		`sum by (<<by>>) (rate(${part}[<<window>>])) / (sum by (<<by>>) (rate(${all}[<<window>>])) > 0)`;
	return [
		{
			id: `${one.id}-request-rate`,
			record: `<<by>>:${name}:rate<<window>>`,
			title: `${one.title}: rate`,
			tells: "Requests per second.",
			needs: [counter],
			source: one.source,
			parameters: { by, window: over },
			expression: `sum by (<<by>>) (rate(${all}[<<window>>]))`,
			test: { at: "30m", series: requests, labels, value: 10 },
		},
		{
			id: `${one.id}-error-ratio`,
			record: `<<by>>:${name}:error_ratio_rate<<window>>`,
			title: `${one.title}: share that fails`,
			tells: "Failed requests for each request, from 0 to 1; 0 while none has failed, nothing while nobody asks.",
			needs: [counter],
			source: one.source,
			parameters: { by, window: over, ...code },
			// A service that has never failed has no series of failures.
			expression: `(sum by (<<by>>) (rate(${errors}[<<window>>])) or 0 * sum by (<<by>>) (rate(${all}[<<window>>]))) / (sum by (<<by>>) (rate(${all}[<<window>>])) > 0)`,
			test: { at: "30m", series: requests, labels, value: 0.1 },
		},
		{
			id: `${one.id}-success-ratio`,
			record: `<<by>>:${name}:success_ratio_rate<<window>>`,
			title: `${one.title}: share that succeeds`,
			tells: "Requests that did not fail for each request, from 0 to 1; nothing while nobody asks.",
			needs: [counter],
			source: one.source,
			parameters: { by, window: over, ...code },
			expression: share(select(counter, only, negate(one.errors))),
			test: { at: "30m", series: requests, labels, value: 0.9 },
		},
		...(["0.5", "0.95", "0.99"] as const).map((quantile): RecordingEntry => {
			const percentile = `p${String(Number(quantile) * 100)}`;
			return {
				id: `${one.id}-${percentile}`,
				record: `<<by>>:${histogram}:${percentile}_rate<<window>>`,
				title: `${one.title}: ${percentile === "p50" ? "median" : percentile} duration`,
				tells: `The time within which ${Number(quantile) * 100} % of the requests were answered, in ${unit}.`,
				needs: [`${histogram}_bucket`],
				source: one.source,
				parameters: { by, window: over },
				expression: `histogram_quantile(${quantile}, sum by (le, <<by>>) (rate(${select(`${histogram}_bucket`, only)}[<<window>>])))`,
				test: {
					at: "30m",
					series: {
						[bucket(String(scale))]: "0+0x120",
						[bucket(String(5 * scale))]: "0+600x120",
						[bucket("+Inf")]: "0+600x120",
					},
					labels,
					value: scale * (1 + 4 * Number(quantile)),
				},
			};
		}),
	];
}

/** The matcher that selects what another does not. */
function negate(matcher: string): string {
	return matcher.replace("=~", "!~").replace(/^([^!=~]+)=(?=")/, "$1!=");
}

export const serviceRecordings: EntryGroup<RecordingEntry> = {
	name: "services-recorded",
	title: "Services: rate, errors, duration",
	entries: instrumentations.flatMap(writeRecordings),
};
