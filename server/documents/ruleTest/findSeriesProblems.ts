import type { Problem } from "../../text/problem.ts";
import type { Span } from "../../text/span.ts";
import { createScalarRegion } from "../embedded/yamlScalar.ts";
import type { Fields } from "../structure/fields.ts";
import { isScalarNode, type ViewedEntry } from "../yaml/yamlView.ts";
import type { NotationFault } from "./notationFault.ts";
import { readSeriesDescription } from "./seriesDescription.ts";
import { parseSeriesValues } from "./seriesValues.ts";

/** Finds what promtool refuses in the series and values of one test group, in the file's offsets. */
export function findSeriesProblems(test: Fields): readonly Problem[] {
	const problems: Problem[] = [];
	const inputs = test.mappings("input_series");
	for (const [index, input] of inputs.entries()) {
		const found = judgeInput(input);
		problems.push(...found);
		if (found.length === 0 && index < inputs.length - 1)
			problems.push(...findLostSeries(input, inputs.length - 1 - index));
	}
	for (const expression of test.mappings("promql_expr_test")) {
		for (const sample of expression.mappings("exp_samples")) problems.push(...judgeSample(sample));
	}
	return problems;
}

function judgeInput(input: Fields): readonly Problem[] {
	const values = readNotation(input.get("values"));
	const series = readNotation(input.get("series"));
	const read = parseSeriesValues(firstLine(values?.text ?? ""));
	const problems: Problem[] = [];
	if (series !== undefined) problems.push(...judgeDescription(series, true, read.hasSamples));
	else if (read.hasSamples || read.fault !== undefined) {
		const at = input.get("series")?.keySpan ?? input.entries[0]?.keySpan ?? input.span;
		problems.push(tell("test/invalid-series", at, "these values have no series to belong to; name it with `series:`"));
	}
	if (values === undefined) return problems;
	if (read.fault !== undefined) problems.push(values.tell("test/invalid-values", read.fault));
	else problems.push(...judgeFollowingLines(values));
	return problems;
}

/** promtool reads input series line by line, so a second line of values is a series to it. */
function judgeFollowingLines(values: Notation): readonly Problem[] {
	const start = firstLine(values.text).length + 1;
	const next = firstLine(values.text.slice(start));
	if (next.trim() === "" || next.trim().startsWith("#")) return [];
	const indent = next.length - next.trimStart().length;
	return [
		values.tell("test/invalid-values", {
			span: { start: start + indent, end: start + next.trimEnd().length },
			message: "promtool takes a second line of values for another series; write them on one line, or use `>-`",
		}),
	];
}

function judgeDescription(series: Notation, input: boolean, hasSamples: boolean): readonly Problem[] {
	const { end, named, fault } = readSeriesDescription(series.text, input);
	if (fault !== undefined) return [series.tell("test/invalid-series", fault)];
	const rest = series.text.slice(end);
	if (!input) {
		const trimmed = rest.replace(/#[^\n]*/g, "");
		if (trimmed.trim() === "") return [];
		const start = end + trimmed.length - trimmed.trimStart().length;
		return [
			series.tell("test/invalid-series", {
				span: { start, end: series.text.trimEnd().length },
				message: "only one series stands here, without an operator, a range or a value",
			}),
		];
	}
	if (!named && hasSamples) {
		const span = { start: 0, end: series.text.length };
		return [series.tell("test/invalid-series", { span, message: "a series has a name or at least one label" })];
	}
	// What follows the description on its line are values too.
	const values = parseSeriesValues(firstLine(rest));
	if (rest.trim() !== "" && !/^[ \t\r\n]/.test(rest)) {
		const span = { start: end, end: end + 1 };
		return [series.tell("test/invalid-series", { span, message: "a series ends at its closing brace" })];
	}
	if (values.fault === undefined) return [];
	const span = { start: values.fault.span.start + end, end: values.fault.span.end + end };
	return [
		series.tell("test/invalid-series", {
			span,
			message: `what follows the series are values, and ${values.fault.message}`,
		}),
	];
}

/** An empty line ends what promtool loads, and it says nothing of the series that come after. */
function findLostSeries(input: Fields, following: number): readonly Problem[] {
	const series = readNotation(input.get("series"));
	const values = readNotation(input.get("values"));
	const line = `${series?.text ?? ""} ${values?.text ?? ""}`;
	const lines = line.split("\n").map((text) => text.trim());
	const gap = lines.findIndex((text) => text === "" || text.startsWith("#"));
	if (gap === -1) return [];
	const entry = input.get("values") ?? input.get("series") ?? input.entries[0];
	const count = following === 1 ? "the series after this one" : `the ${following} series after this one`;
	const why = /[|>]/.test(values?.header ?? "")
		? `The block ends with a line break, which makes an empty line for promtool. Write \`${values?.header.replace("+", "") ?? "|"}-\`, which leaves it out.`
		: "An empty line ends the input series for promtool. Take it out.";
	return [
		{
			code: "test/lost-series",
			severity: "warning",
			span: entry?.keySpan ?? input.span,
			message: `promtool does not load ${count}, and the test runs without. ${why}`,
		},
	];
}

function judgeSample(sample: Fields): readonly Problem[] {
	const labels = readNotation(sample.get("labels"));
	const problems: Problem[] = labels === undefined ? [] : [...judgeDescription(labels, false, false)];
	const histogram = readNotation(sample.get("histogram"));
	if (histogram === undefined || histogram.text === "") return problems;
	const { fault, count } = parseSeriesValues(histogram.text);
	if (fault !== undefined) problems.push(histogram.tell("test/invalid-values", fault));
	else if (count !== 1 || !histogram.text.trimStart().startsWith("{{")) {
		const span = { start: 0, end: histogram.text.length };
		problems.push(
			histogram.tell("test/invalid-values", {
				span,
				message: "one histogram belongs here, such as `{{schema:1 count:2 sum:3 buckets:[1 1]}}`",
			}),
		);
	}
	return problems;
}

interface Notation {
	readonly text: string;
	/** The indicator of a block scalar, such as `|`; empty of other scalars. */
	readonly header: string;
	tell(code: string, fault: NotationFault): Problem;
}

function readNotation(entry: ViewedEntry | undefined): Notation | undefined {
	if (!isScalarNode(entry?.value)) return undefined;
	const { node, base } = entry.value;
	const { text, map } = createScalarRegion(node, base, "promql", { role: "series" });
	return {
		text,
		header: /^[|>][-+0-9]*/.exec(node.raw)?.[0] ?? "",
		tell: (code, { span, message }) => tell(code, entry.borrowed ? entry.valueSpan : map.toHostSpan(span), message),
	};
}

function tell(code: string, span: Span, message: string): Problem {
	const sentence = message.charAt(0).toUpperCase() + message.slice(1);
	return { code, severity: "error", span, message: `${sentence}. promtool refuses the test for it.` };
}

function firstLine(text: string): string {
	const end = text.indexOf("\n");
	return end === -1 ? text : text.slice(0, end);
}
