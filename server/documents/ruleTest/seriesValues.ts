import type { Span } from "../../text/span.ts";
import { readHistogram } from "./histogramNotation.ts";
import type { NotationFault } from "./notationFault.ts";

export interface SeriesValues {
	/** How many steps the values fill, gaps among them. */
	readonly count: number;
	/** Claims that there is anything but gaps. */
	readonly hasSamples: boolean;
	/** The first fault; promtool tells no more either. */
	readonly fault?: NotationFault;
}

/** More samples than this and promtool itself runs out of memory before it says anything. */
const mostRepetitions = 100_000_000;

/**
 * Reads one line of the expanding notation for the values of a series: numbers, `_` for a gap, `stale`, `{{…}}` for a
 * native histogram, each of them repeated by `x3`, and `0+10x5` for what grows. Source: the grammar of series
 * descriptions in Prometheus 3.x, promql/parser, which also runs in promtool.
 */
export function parseSeriesValues(text: string): SeriesValues {
	let offset = 0;
	let count = 0;
	let hasSamples = false;
	while (offset < text.length) {
		if (isBlank(text, offset)) {
			offset++;
			continue;
		}
		const item = readItem(text, offset);
		if ("message" in item) return { count, hasSamples, fault: item };
		if (item.end < text.length && !isBlank(text, item.end)) {
			return { count, hasSamples, fault: explainRest(text, offset, item.end) };
		}
		count += item.count;
		hasSamples ||= item.sample;
		offset = item.end;
	}
	return { count, hasSamples };
}

interface Item {
	readonly end: number;
	readonly count: number;
	readonly sample: boolean;
}

function readItem(text: string, start: number): Item | NotationFault {
	if (text[start] === "_") return readRepetition(text, { end: start + 1, count: 1, sample: false }, 0);
	const isHistogram = text.startsWith("{{", start);
	const first = isHistogram ? readHistogram(text, start) : readNumber(text, start, true);
	if ("message" in first) return first;
	const value: Item = { end: first.end, count: 1, sample: true };
	const sign = text[first.end];
	if (sign !== "+" && sign !== "-") return readRepetition(text, value, 1);
	const step = isHistogram ? readStep(text, first.end + 1) : readNumber(text, first.end + 1, false);
	if ("message" in step) return step;
	if (text[step.end] !== "x") {
		const span = { start: first.end, end: step.end };
		return {
			span,
			message: `\`${text.slice(start, step.end)}\` must say how often, as in \`${text.slice(start, step.end)}x5\`, or have a space before the ${sign === "+" ? "plus" : "minus"}`,
		};
	}
	return readRepetition(text, { ...value, end: step.end }, 1);
}

/** What is added to a histogram is a histogram. */
function readStep(text: string, start: number): { readonly end: number } | NotationFault {
	if (text.startsWith("{{", start)) return readHistogram(text, start);
	return { span: { start, end: start + 1 }, message: "only a histogram, `{{…}}`, can be added to a histogram" };
}

/** `x` and a whole number. A value stands once more than it is repeated, a gap just as often. */
function readRepetition(text: string, item: Item, more: 0 | 1): Item | NotationFault {
	if (text[item.end] !== "x") return item;
	const start = item.end + 1;
	const written = /^[\w.+-]*/.exec(text.slice(start))?.[0] ?? "";
	if (written === "") {
		const span = { start: item.end, end: item.end + 1 };
		return { span, message: "a whole number must follow the `x` at once, as in `1x5`" };
	}
	const digits = /^\d+/.exec(written)?.[0] ?? "";
	if (digits === "" || /^[._a-wyzA-Z]/.test(written.slice(digits.length))) {
		const span = { start, end: start + written.length };
		return { span, message: `how often a value is repeated is a whole number, not \`${written}\`` };
	}
	const count = Number(digits);
	const end = start + digits.length;
	if (count > mostRepetitions) {
		return { span: { start, end }, message: `so many samples, ${digits}, do not fit into its memory` };
	}
	return { ...item, end, count: count + more };
}

/** A number, with a sign where one may stand, or `stale` where a value begins. */
function readNumber(text: string, start: number, isValue: boolean): { readonly end: number } | NotationFault {
	const signed = isValue && /[+-]/.test(text[start] ?? "");
	const at = signed ? start + 1 : start;
	const word = /^[A-Za-z_][\w:]*/.exec(text.slice(at))?.[0];
	if (word !== undefined) return readWord(word, { start: at, end: at + word.length }, isValue && !signed);
	const written = /^(?:\d|\.\d)[\d._]*(?:[eE][+-]?[\d_]*)?/.exec(text.slice(at))?.[0];
	if (written === undefined) return explainNoNumber(text, start, at);
	const end = at + written.length;
	const next = text[end] ?? "";
	if (/[A-WYZa-wyzX_]/.test(next) || !isNumber(written)) {
		const whole = written + (/^\w*/.exec(text.slice(end))?.[0] ?? "");
		return {
			span: { start: at, end: at + whole.length },
			message: `\`${whole}\` is no number; values are written such as \`1\`, \`-0.5\` or \`1e3\`, without units`,
		};
	}
	return { end };
}

/** Digits with a fraction and an exponent; underscores stand between digits alone. */
function isNumber(written: string): boolean {
	const plain = written.replaceAll(/(?<=\d)_(?=\d)/g, "");
	return /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(plain) && Number.isFinite(Number(plain));
}

function readWord(word: string, span: Span, mayBeStale: boolean): { readonly end: number } | NotationFault {
	if (/^(?:inf|nan)$/i.test(word) || (mayBeStale && word === "stale")) return { end: span.end };
	const repeated = /^(inf|nan|stale)x\d*$/i.exec(word)?.[1];
	if (repeated !== undefined) {
		return { span, message: `\`${repeated}\` cannot be repeated with \`x\`; write it as often as it is meant` };
	}
	if (/^x\d*$/.test(word))
		return { span, message: `\`${word}\` must follow its value without a space, as in \`1${word}\`` };
	return { span, message: `\`${word}\` is no value; write numbers, \`_\` for a gap, or \`stale\`` };
}

function explainNoNumber(text: string, start: number, at: number): NotationFault {
	const character = text.slice(at, at + 1);
	if (at > start || character === "" || isBlank(text, at) || /[+-]/.test(character)) {
		const from = Math.max(0, at - 1);
		return {
			span: { start: from, end: at },
			message: `a number must follow the \`${text.slice(from, at)}\` at once`,
		};
	}
	const hint = character === "," ? "; values are separated by spaces" : "";
	return { span: { start: at, end: at + 1 }, message: `\`${character}\` cannot stand among values${hint}` };
}

function explainRest(text: string, start: number, end: number): NotationFault {
	const character = text.slice(end, end + 1);
	if (/[\w.+\-{]/.test(character)) {
		return { span: { start: end, end: end + 1 }, message: `a space is missing after \`${text.slice(start, end)}\`` };
	}
	const hint = character === "," ? "; values are separated by spaces" : "";
	return { span: { start: end, end: end + 1 }, message: `\`${character}\` cannot stand among values${hint}` };
}

function isBlank(text: string, offset: number): boolean {
	return /[ \t\r\n]/.test(text[offset] ?? "");
}
