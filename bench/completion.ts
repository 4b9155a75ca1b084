import type { LanguageType } from "@prometheus-io/codemirror-promql";
import { MetricKnowledge } from "../server/metrics/knowledge.ts";
import type { Answer, Listing, MetricMetadata, PrometheusApi } from "../server/metrics/port.ts";
import { createLanguageService } from "../server/service.ts";
import { CompletionContext, EditorState, newCompleteStrategy, promQLLanguage } from "./codemirrorPromql.ts";
import { generateRules } from "./generateRules.ts";
import { milliseconds, printTable } from "./measure.ts";

const promQL = "PromQL" as LanguageType.PromQL;
const METRICS = 100_000;
/** Label values in all: so many labels with so many values each. */
const LABELS = 50;
const VALUES = 20_000;
const RUNS = 60;
const WARM_UP = 10;

/** What is being written, the cursor as `|`. */
const positions: readonly string[] = [
	"|",
	"n|",
	"http_requests_tot|",
	"sum(rate(http_requ|",
	"sum by (job) (rate(http_requests_total_7|[5m])) / 2",
	"sum(rate(seconds_cou|",
	"http_requests_total_7{|}",
	"http_requests_total_7{label_1|}",
	'http_requests_total_7{label_1="|"}',
	'http_requests_total_7{label_1="value_1|"}',
	'http_requests_total_7{label_2=~"value_1|", label_1="value_7"}',
	"sum by (|) (rate(http_requests_total_7[5m]))",
	"http_requests_total_7 |",
	"rate(http_requests_total_7[|",
];

/**
 * From the request to the whole list, with 100,000 metric names and 1,000,000 label values known, in the middle of a
 * rule file; beside the completion of codemirror-promql on the expression alone, to which the same data is given at once.
 */
export async function measureCompletion(): Promise<string> {
	const names = Array.from({ length: METRICS }, (_, index) => metricName(index)).sort();
	const labels = Array.from({ length: LABELS }, (_, index) => `label_${index}`);
	const values = new Map(labels.map((label) => [label, listValues(label)]));
	const rows: string[][] = [];
	const all: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
	const ours = await createOurs(names, labels, values);
	const theirs = createTheirs(names, labels, values);
	for (const position of positions) {
		const own = await ours(position);
		const other = await theirs(position);
		all.ours.push(...own.times);
		all.theirs.push(...other.times);
		rows.push([position, ...describe(own), ...describe(other)]);
	}
	rows.push([
		"all positions",
		...describe({ times: all.ours, count: 0 }),
		...describe({ times: all.theirs, count: 0 }),
	]);
	return printTable(["completion", "median", "p95", "items", "codemirror-promql", "p95", "items"], rows);
}

interface Timed {
	readonly times: readonly number[];
	readonly count: number;
}

type Complete = (position: string) => Promise<Timed>;

async function createOurs(
	names: readonly string[],
	labels: readonly string[],
	values: ReadonlyMap<string, readonly string[]>,
): Promise<Complete> {
	const knowledge = new MetricKnowledge(createApi(names, labels, values), { freshMs: 3_600_000 });
	await knowledge.warm();
	const service = createLanguageService({
		knowledge: () => knowledge,
		templates: { read: () => Promise.resolve(undefined) },
		log: (line) => console.error(line),
		now: () => Date.now() / 1000,
		pause: () => new Promise((resolve) => setImmediate(resolve)),
	});
	const file = generateRules(1000);
	const signal = new AbortController().signal;
	const uri = "file:///bench/completion.yaml";
	let version = 0;
	return async (position) => {
		const head = `${file}  - name: bench\n    rules:\n      - record: a:b\n        expr: |\n          `;
		const offset = head.length + position.indexOf("|");
		let count = 0;
		const times = await timesOf(async () => {
			version += 1;
			// Each request follows a key stroke, so that nothing of the file's last version helps.
			const text = `${head}${position.replace("|", "")}\n# ${version}\n`;
			return async () => {
				const list = await service.complete({ uri, languageId: "yaml", version, text }, offset, signal);
				count = list.items.length;
			};
		});
		return { times, count };
	};
}

function createTheirs(
	names: readonly string[],
	labels: readonly string[],
	values: ReadonlyMap<string, readonly string[]>,
): Complete {
	const strategy = newCompleteStrategy({
		remote: {
			labelNames: () => Promise.resolve([...labels]),
			labelValues: (label) => Promise.resolve([...(values.get(label) ?? [])]),
			metricMetadata: () => Promise.resolve({}),
			series: () => Promise.resolve([]),
			metricNames: () => Promise.resolve([...names]),
			flags: () => Promise.resolve({}),
		},
	});
	const language = promQLLanguage(promQL);
	return async (position) => {
		let count = 0;
		const times = await timesOf(async () => async () => {
			const state = EditorState.create({ doc: position.replace("|", ""), extensions: [language] });
			const list = await strategy.promQL(new CompletionContext(state, position.indexOf("|"), true));
			count = list?.options.length ?? 0;
		});
		return { times, count };
	};
}

/** Milliseconds of each run; what `prepare` does for one is not part of it. */
async function timesOf(prepare: () => Promise<() => Promise<void>>): Promise<number[]> {
	const times: number[] = [];
	for (let run = 0; run < WARM_UP + RUNS; run += 1) {
		const work = await prepare();
		const began = performance.now();
		await work();
		if (run >= WARM_UP) times.push(performance.now() - began);
	}
	return times;
}

function describe({ times, count }: Timed): string[] {
	const sorted = times.toSorted((a, b) => a - b);
	const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
	return [milliseconds(at(0.5)), milliseconds(at(0.95)), count === 0 ? "" : `${count}`];
}

function createApi(
	names: readonly string[],
	labels: readonly string[],
	values: ReadonlyMap<string, readonly string[]>,
): PrometheusApi {
	const answer = <T>(value: T): Promise<Answer<T>> => Promise.resolve({ kind: "ok", value });
	const list = (of: readonly string[] = []): Promise<Answer<Listing>> => answer({ values: of, complete: true });
	const metadata = new Map(
		names.map((name): [string, MetricMetadata] => [name, { type: "counter", help: `Counts ${name}.`, unit: "" }]),
	);
	const none = () => Promise.resolve({ kind: "unsupported", what: "queries" } as const);
	return {
		labelNames: () => list(labels),
		labelValues: (label) => list(label === "__name__" ? names : values.get(label)),
		metadata: () => answer(metadata),
		buildInfo: none,
		featureFlags: none,
		instantQuery: none,
		rangeQuery: none,
	};
}

function metricName(index: number): string {
	const subjects = ["http_requests_total", "node_network_bytes", "kube_pod_status", "process_seconds_count", "go_gc"];
	return `${subjects[index % subjects.length]}_${index}`;
}

function listValues(label: string): string[] {
	return Array.from({ length: VALUES }, (_, index) => `value_${index}.${label}.example`);
}

if (import.meta.main) console.log(await measureCompletion());
