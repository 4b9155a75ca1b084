import type { Fetched } from "../../metrics/backtest/fetchSamples.ts";
import type { Grid } from "../../metrics/backtest/sampleStore.ts";
import type { SplitCondition } from "../../metrics/backtest/splitCondition.ts";
import { printDuration } from "../../promql/duration.ts";
import type { ParsedPromql } from "../../promql/parse.ts";
import { walk } from "../../promql/visit.ts";
import { contains } from "../../text/span.ts";
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

/** More selectors are not asked about. */
const mostProbes = 4;
/** Evaluations of the query that looks for a first sample: few, as each reads every series that is selected. */
const probePoints = 60;

/** All that a reader has to know to take the result for what it is, in sentences. */
export async function writeNotes(subject: NoteSubject): Promise<readonly string[]> {
	const { request, fetched, wanted, coarse, kept } = subject;
	const { grid } = fetched;
	const notes: string[] = [];
	if (coarse > 1) {
		notes.push(
			`One of ${coarse} evaluations was taken, as there are too many in so long a span: what lasts less than ${printDuration(grid.step)} may be missed.`,
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
	for (const field of request.alert.unknownTimes) {
		notes.push(`\`${field}\` is only known once the file is rendered; here it is taken to be none.`);
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
	notes.push(...(await noteRetention(subject)), ...(await noteYoungData(subject)));
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

/** What did not exist yet is silent, and an alert on it cannot have fired. */
async function noteYoungData(subject: NoteSubject): Promise<readonly string[]> {
	const { request, sources, parsed, fetched, split } = subject;
	const { grid } = fetched;
	const isRecorded = (name: string): boolean =>
		name.includes(":") || sources.recordings.rulesRecording(name).length > 0;
	const selections = listSelections(parsed);
	const recorded = selections.filter(({ name }) => isRecorded(name));
	// Values that were fetched without their threshold say themselves when they begin.
	const others = split.thresholds.length > 0 ? [] : selections.filter(({ name }) => !isRecorded(name));
	const step = Math.max(grid.step, Math.ceil((grid.count * grid.step) / probePoints));
	const end = grid.start + (grid.count - 1) * grid.step;
	// Counted back from the end, which a metric that began a moment ago has to be seen at.
	const probes = Math.floor((end - grid.start) / step) + 1;
	const start = end - (probes - 1) * step;
	const notes: string[] = [];
	for (const { name, selector, fires } of [...recorded, ...others].slice(0, mostProbes)) {
		const options = { start, end, step, signal: request.signal, limit: 1 };
		const answer = await sources.api.rangeQuery(`count(${selector})`, options);
		if (answer.kind !== "ok" || answer.value.data.kind !== "matrix") continue;
		const first = answer.value.data.series[0]?.samples[0]?.time;
		const why = isRecorded(name)
			? "Its recording rule did not exist or did not run before"
			: "It was not scraped, or is not kept, before";
		if (first === undefined) {
			const rule = isRecorded(name) ? ": its recording rule may not have run" : "";
			notes.push(`\`${name}\` was found at none of the ${probes} times of the span that were looked at${rule}.`);
		} else if (first - start > step) {
			const effect =
				fires === "present"
					? "so the alert could not fire on it"
					: "so what is said of that time says little: it asks for what is absent";
			notes.push(`\`${name}\` begins about ${writeTime(first)}. ${why}, ${effect}.`);
		}
	}
	if (notes.length === 0 && split.thresholds.length > 0) notes.push(...noteBeginning(fetched));
	return notes;
}

function noteBeginning({ samples, grid }: NoteSubject["fetched"]): readonly string[] {
	const starts = samples.flatMap((series) => series.map(({ segments }) => segments[0]?.start ?? grid.count));
	const first = starts.reduce((least, start) => Math.min(least, start), grid.count);
	if (first >= grid.count) return ["What is compared has no value in the whole span."];
	if (first <= Math.max(5, grid.count / 100)) return [];
	return [
		`What is compared has no value before ${writeTime(grid.start + first * grid.step)}, so the alert could not fire until then.`,
	];
}

/** What the expression selects by name, each selector once, without its modifiers. */
function listSelections({ text, expression }: ParsedPromql) {
	const selections = new Map<string, { readonly name: string; readonly fires: "present" | "absent" }>();
	const missed = [...walk(expression)].flatMap((one) => {
		if (one.kind === "call" && one.function.name.startsWith("absent")) return [one.span];
		return one.kind === "binary" && one.operator.name === "unless" ? [one.right.span] : [];
	});
	for (const one of walk(expression)) {
		if (one.kind !== "selector" || one.name === undefined) continue;
		const end = Math.max(one.name.span.end, one.braces?.end ?? 0);
		const fires = missed.some((span) => contains(span, one.span)) ? "absent" : "present";
		selections.set(text.slice(one.span.start, end), { name: one.name.name, fires });
	}
	return [...selections].map(([selector, selected]) => ({ selector, ...selected }));
}

/** In UTC, to the minute. */
export function writeTime(seconds: number): string {
	return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function list(names: readonly string[]): string {
	return names.map((name) => `\`${name}\``).join(", ");
}
