import type { ExplainedNode, Matching, MismatchReason, Outcome, Side } from "../../../server/protocol/explain.ts";
import { formatValue } from "../shared/numberText.ts";
import { nameSeries } from "../shared/seriesName.ts";

/** What is told about one part of an expression: sentences, and lists that are folded away where they are long. */
export interface ExplainedPart {
	readonly title: string;
	readonly sentences: readonly string[];
	readonly lists: readonly { readonly title: string; readonly items: readonly string[] }[];
	/** Something to look at: it failed, was left out, or has no series. */
	readonly alarm?: string;
}

/** What stands beside a part in the tree. */
export function summarise({ outcome, matching }: ExplainedNode): { readonly text: string; readonly alarm: boolean } {
	switch (outcome.kind) {
		case "itself":
			return { text: "", alarm: false };
		case "failed":
			return { text: matching?.conflict === undefined ? "failed" : "cannot be matched", alarm: true };
		case "skipped":
			return { text: "not asked", alarm: true };
		case "result": {
			const { type, series, sample, truncated } = outcome;
			if (type !== "vector") return { text: readable(sample?.value ?? ""), alarm: false };
			const one = series === 1 && sample !== undefined ? ` · ${readable(sample.value)}` : "";
			const alone = matching === undefined ? "" : describeAlone(matching);
			return { text: `${count(series, truncated)}${one}${alone}`, alarm: series === 0 };
		}
		default:
			return outcome satisfies never;
	}
}

/** The time that it took, for a column of its own. */
export function tellTime(outcome: Outcome): string {
	if (outcome.kind !== "result") return "";
	if (outcome.shared) return "shared";
	return outcome.seconds < 1
		? `${Math.max(1, Math.round(outcome.seconds * 1000))} ms`
		: `${outcome.seconds.toFixed(1)} s`;
}

export function describePart(node: ExplainedNode): ExplainedPart {
	const { outcome, matching, groups, selectivity, filter } = node;
	const sentences: string[] = [];
	const lists: { title: string; items: readonly string[] }[] = [];
	let alarm: string | undefined;
	switch (outcome.kind) {
		case "itself":
			sentences.push(`A literal: ${outcome.value}.`);
			break;
		case "failed":
			alarm = outcome.message;
			break;
		case "skipped":
			alarm = outcome.reason;
			break;
		case "result": {
			if (outcome.series === 0) alarm = "It has no series.";
			sentences.push(...describeOutcome(outcome));
			if (outcome.labels.length > 0) {
				lists.push({
					title: "Labels",
					items: outcome.labels.map(
						({ name, values }) =>
							`${name === "__name__" ? "Metric" : name}: ${values.toLocaleString("en-US")} ${values === 1 ? "value" : "values"}`,
					),
				});
			}
			break;
		}
		default:
			outcome satisfies never;
	}
	if (node.kind === "range" || node.kind === "subquery") sentences.push("Its newest sample in the range is shown.");
	if (filter !== undefined) {
		const dropped = filter.before - filter.after;
		if (filter.before > 0) sentences.push(`The comparison drops ${number(dropped)} of ${count(filter.before)}.`);
	}
	for (const each of selectivity ?? []) {
		sentences.push(
			each.without === undefined
				? `${each.matcher}: ${each.unasked ?? ""}`
				: `Without ${each.matcher} there would be ${number(each.without)} series.`,
		);
	}
	if (groups !== undefined) {
		const [largest] = groups.largest;
		sentences.push(
			groups.count === 1
				? `All ${number(largest?.series ?? 0)} series are one group.`
				: `${number(groups.count)} groups, of ${number(groups.smallest)} to ${number(largest?.series ?? 0)} series.`,
		);
		lists.push({
			title: "Groups",
			items: groups.largest.map(({ labels, series }) => `${nameSeries(labels)}: ${number(series)} series`),
		});
	}
	if (matching !== undefined) alarm = describeMatching(matching, sentences, lists) ?? alarm;
	return { title: node.title, sentences, lists, ...(alarm === undefined ? {} : { alarm }) };
}

function describeOutcome(outcome: Extract<Outcome, { readonly kind: "result" }>): string[] {
	const { type, series, truncated, least, most, notNumbers, histograms, sample, warnings } = outcome;
	if (type !== "vector") return [`A ${type}: ${readable(sample?.value ?? "")}.`, ...warnings];
	if (series === 0) return [...warnings];
	const parts = [`${count(series, truncated)}.`];
	if (least !== undefined && most !== undefined && series > 0) {
		parts.push(
			least === most ? `Every value is ${readable(least)}.` : `Values from ${readable(least)} to ${readable(most)}.`,
		);
	}
	if (notNumbers > 0) parts.push(`${number(notNumbers)} of the values ${notNumbers === 1 ? "is" : "are"} NaN.`);
	if (histograms > 0) parts.push(`${number(histograms)} of them are native histograms.`);
	if (sample !== undefined) parts.push(`The first is ${nameSeries(sample.labels)} with ${readable(sample.value)}.`);
	return [...parts, ...warnings];
}

/** Tells how two sides meet; answers what to look at. */
function describeMatching(
	matching: Matching,
	sentences: string[],
	lists: { title: string; items: readonly string[] }[],
): string | undefined {
	sentences.push(`${sayCardinality(matching)} ${sayLabels(matching)}`);
	if (matching.unknown !== undefined) {
		sentences.push(matching.unknown);
		return undefined;
	}
	const { conflict, pairs, dropped, left, right } = matching;
	sentences.push(
		`${number(pairs)} ${pairs === 1 ? "pair meets" : "pairs meet"}${dropped > 0 ? `, and the comparison drops ${number(dropped)} of them` : ""}.`,
	);
	for (const [name, side] of [
		["left", left],
		["right", right],
	] as const) {
		if (side.alone === 0) continue;
		sentences.push(
			`${number(side.alone)} of ${count(side.series)} on the ${name} ${side.alone === 1 ? "has" : "have"} no partner${sayReasons(name, side)}.`,
		);
		lists.push({
			title: `Without a partner on the ${name}`,
			items: listed(side.examples.map(nameSeries), side.alone),
		});
	}
	if (matching.examples.length > 0) {
		lists.push({
			title: "Pairs",
			items: listed(
				matching.examples.map((pair) => `${nameSeries(pair.left)} with ${nameSeries(pair.right)}`),
				pairs,
			),
		});
	}
	if (conflict === undefined) return undefined;
	lists.push({ title: "Two of them", items: conflict.examples.map(nameSeries) });
	const shared = nameSeries(conflict.shared);
	switch (conflict.kind) {
		case "duplicatesOnOneSide":
			return `Several series on the ${conflict.side} share ${shared}, so Prometheus does not know which one to take. Name more labels, or aggregate the ${conflict.side} side.`;
		case "manyWithoutGroup":
			return `Several series on the left meet the same one on the right, by ${shared}. Write group_left to allow it, or name more labels.`;
		case "sameResult":
			return `Several results would have the same labels, for ${shared}. Include fewer labels in group_${conflict.side}.`;
		default:
			return conflict.kind satisfies never;
	}
}

function sayCardinality({ cardinality, operator, include }: Matching): string {
	const taken = include.length === 0 ? "" : `, which brings ${include.join(", ")}`;
	switch (cardinality) {
		case "one-to-one":
			return "One series meets one.";
		case "many-to-one":
			return `Many series on the left meet one on the right${taken}.`;
		case "one-to-many":
			return `Many series on the right meet one on the left${taken}.`;
		case "many-to-many":
			return `“${operator}” looks for a partner by labels alone.`;
		default:
			return cardinality satisfies never;
	}
}

function sayLabels({ on, labels }: Matching): string {
	if (on) return labels.length === 0 ? "No label has to be alike." : `They must be alike in ${labels.join(", ")}.`;
	return labels.length === 0
		? "All labels but the metric's name must be alike."
		: `All labels but ${labels.join(", ")} and the metric's name must be alike.`;
}

function sayReasons(name: "left" | "right", { reasons, alone }: Side): string {
	const other = name === "left" ? "right" : "left";
	const told = reasons.slice(0, 3).map((reason) => sayReason(reason, other, alone));
	return told.length === 0 ? "" : `: ${told.join("; ")}`;
}

function sayReason({ label, kind, series, example }: MismatchReason, other: string, alone: number): string {
	const scope = series === alone ? "" : ` (${number(series)} of them)`;
	switch (kind) {
		case "absent":
			return `no series on the ${other} has the label ${label}${scope}`;
		case "extra":
			return `every series on the ${other} has a label ${label}${scope}`;
		case "value":
			return `no series on the ${other} has their ${label}, such as ${JSON.stringify(example)}${scope}`;
		default:
			return kind satisfies never;
	}
}

function describeAlone({ left, right, conflict, unknown }: Matching): string {
	if (conflict !== undefined || unknown !== undefined) return "";
	const alone = left.alone + right.alone;
	return alone === 0 ? "" : ` · ${number(alone)} left out`;
}

function listed(items: readonly string[], all: number): readonly string[] {
	return items.length < all ? [...items, `… and ${number(all - items.length)} more`] : items;
}

function count(series: number, truncated = false): string {
	if (series === 0) return "No series";
	return `${truncated ? "More than " : ""}${number(series)} series`;
}

function number(value: number): string {
	return value.toLocaleString("en-US");
}

/** Numbers of the server as people read them; other texts as they are. */
function readable(text: string): string {
	const value = Number(text);
	return text.trim() === "" || Number.isNaN(value) ? text : formatValue(value);
}
