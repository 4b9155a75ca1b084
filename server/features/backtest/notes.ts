import type { Fetched } from "../../metrics/backtest/fetchSamples.ts";
import type { Grid } from "../../metrics/backtest/sampleStore.ts";
import type { SplitCondition } from "../../metrics/backtest/splitCondition.ts";
import { printDuration } from "../../promql/duration.ts";
import type { ParsedPromql } from "../../promql/parse.ts";
import { selectedMetrics } from "./expandRecordings.ts";
import type { BacktestRequest, BacktestSources } from "./request.ts";

export interface NoteSubject {
	readonly request: BacktestRequest;
	readonly sources: BacktestSources;
	/** What was asked for. */
	readonly parsed: ParsedPromql;
	readonly split: SplitCondition;
	readonly fetched: Extract<Fetched, { readonly kind: "ok" }>;
	/** The evaluations that were wanted. */
	readonly wanted: Grid;
	readonly coarse: number;
	/** Recorded metrics that were to be replaced and could not be. */
	readonly kept: readonly string[];
}

/** More metrics are not asked about. */
const mostMetrics = 6;
/** Evaluations of the query that looks for a metric's first sample. */
const probePoints = 120;

/** All that a reader has to know to take the result for what it is, in sentences. */
export async function writeNotes(subject: NoteSubject): Promise<readonly string[]> {
	const { request, fetched, wanted, coarse, kept } = subject;
	const { grid } = fetched;
	const notes: string[] = [];
	if (coarse > 1) {
		notes.push(
			`Every ${coarse}th evaluation was taken, as there are too many in so long a span: what lasts less than ${printDuration(grid.step)} may be missed.`,
		);
	}
	if (fetched.cut.includes("series")) {
		notes.push(
			"There are more series than are fetched: those left out may have fired too, so every number is a lower bound.",
		);
	}
	if (grid.count < wanted.count) {
		notes.push(
			`Only the last ${printDuration(grid.count * grid.step)} of the ${printDuration(wanted.count * wanted.step)} asked for were looked at: there is more data than fits into memory.`,
		);
	}
	for (const label of request.alert.valueLabels) {
		notes.push(
			`The label \`${label}\` is computed from the value. Whenever its text changes Prometheus takes it for a new alert and \`for\` begins anew; here it counts as one.`,
		);
	}
	if (kept.length > 0) {
		notes.push(
			`${list(kept)} could not be replaced with ${kept.length === 1 ? "its definition" : "their definitions"} where ${kept.length === 1 ? "it stands" : "they stand"}, so what was recorded is used.`,
		);
	}
	notes.push(...(await noteRetention(subject)), ...(await noteYoungMetrics(subject)));
	for (const warning of fetched.warnings) notes.push(`The server remarks: ${warning}`);
	return notes;
}

async function noteRetention({ request, sources, wanted }: NoteSubject): Promise<readonly string[]> {
	const answer = await sources.api.runtimeInfo({ signal: request.signal });
	if (answer.kind !== "ok" || answer.value.retentionSeconds === undefined) return [];
	const { retentionSeconds } = answer.value;
	if (sources.now() - wanted.start <= retentionSeconds) return [];
	return [
		`The server keeps samples for ${printDuration(retentionSeconds)}, which is less than the span: unless it reads older ones from elsewhere, nothing is known of the time before.`,
	];
}

/** A metric that did not exist yet is silent, and an alert on it cannot have fired. */
async function noteYoungMetrics({ request, sources, parsed, fetched }: NoteSubject): Promise<readonly string[]> {
	const { grid } = fetched;
	const { signal } = request;
	const metrics = selectedMetrics(parsed.expression);
	// Those that rules record first: they are the ones that are written and then looked back with.
	const isRecorded = (name: string): boolean =>
		name.includes(":") || sources.recordings.rulesRecording(name).length > 0;
	const asked = metrics.toSorted((a, b) => Number(isRecorded(b)) - Number(isRecorded(a))).slice(0, mostMetrics);
	const step = Math.max(grid.step, Math.ceil((grid.count * grid.step) / probePoints));
	const end = grid.start + (grid.count - 1) * grid.step;
	const notes: string[] = [];
	for (const name of asked) {
		const options = { start: grid.start, end, step, signal, limit: 1 };
		const answer = await sources.api.rangeQuery(`count({__name__=${JSON.stringify(name)}})`, options);
		if (answer.kind !== "ok" || answer.value.data.kind !== "matrix") continue;
		const first = answer.value.data.series[0]?.samples[0]?.time;
		const why = isRecorded(name)
			? "Its recording rule did not exist or did not run before"
			: "It was not scraped, or is not kept, before";
		if (first === undefined) {
			notes.push(
				`\`${name}\` has no sample in the whole span${isRecorded(name) ? ", so its recording rule has not run" : ""}.`,
			);
		} else if (first - grid.start > step) {
			notes.push(`\`${name}\` begins about ${writeTime(first)}. ${why}, so the alert could not fire on it.`);
		}
	}
	return notes;
}

/** In UTC, to the minute. */
export function writeTime(seconds: number): string {
	return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function list(names: readonly string[]): string {
	return names.map((name) => `\`${name}\``).join(", ");
}
