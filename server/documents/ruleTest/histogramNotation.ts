// Source: Prometheus 3.x, promql/parser: the descriptors of native histograms in series of unit tests; read November 2026.
import type { NotationFault } from "./notationFault.ts";

type ValueKind = "integer" | "number" | "unsigned" | "list" | "hint";

const descriptors: Readonly<Record<string, ValueKind>> = {
	schema: "integer",
	sum: "number",
	count: "number",
	z_bucket: "number",
	z_bucket_w: "unsigned",
	buckets: "list",
	offset: "integer",
	n_buckets: "list",
	n_offset: "integer",
	custom_values: "list",
	counter_reset_hint: "hint",
};

const values: Readonly<Record<ValueKind, { readonly pattern: RegExp; readonly wanted: string }>> = {
	integer: { pattern: /^-?\d+$/, wanted: "a whole number" },
	number: { pattern: /^-?(?:\d[\d_]*\.?\d*(?:[eE][+-]?\d+)?|inf|nan)$/i, wanted: "a number" },
	unsigned: { pattern: /^(?:\d[\d_]*\.?\d*(?:[eE][+-]?\d+)?|inf|nan)$/i, wanted: "a number that is not negative" },
	list: {
		pattern: /^\[(?:-?[\w.]+(?:[eE][+-]?\d+)?)(?:[ \t]+-?[\w.]+(?:[eE][+-]?\d+)?)*[ \t]*\]$/,
		wanted: "numbers in square brackets, separated by spaces, such as `[5 10 7]`",
	},
	hint: { pattern: /^(?:unknown|reset|not_reset|gauge)$/i, wanted: "`unknown`, `reset`, `not_reset` or `gauge`" },
};

/** Reads `{{schema:1 count:4 sum:5 buckets:[1 2 1]}}` at `start`. */
export function readHistogram(text: string, start: number): { readonly end: number } | NotationFault {
	const close = text.indexOf("}}", start);
	if (close === -1) {
		return { span: { start, end: start + 2 }, message: "the histogram is not closed; write `}}` at its end" };
	}
	const inner = text.slice(start + 2, close);
	const end = close + 2;
	if (inner.trim() === "") return { end };
	if (/^[ \t]/.test(inner)) {
		return { span: { start: start + 2, end: start + 3 }, message: "no space may follow the `{{` of a histogram" };
	}
	const seen = new Set<string>();
	for (const match of inner.matchAll(/([^\s:[\]]*)(:?)(\[[^\]]*\]?|[^\s[\]]*)/g)) {
		const [whole, key = "", colon = "", value = ""] = match;
		if (whole === "") continue;
		const from = start + 2 + match.index;
		const fault = judgeDescriptor(key, colon, value, from, seen);
		if (fault !== undefined) return fault;
		seen.add(key.toLowerCase());
	}
	return { end };
}

function judgeDescriptor(
	key: string,
	colon: string,
	value: string,
	from: number,
	seen: ReadonlySet<string>,
): NotationFault | undefined {
	const keySpan = { start: from, end: from + Math.max(key.length, 1) };
	const kind = Object.hasOwn(descriptors, key.toLowerCase()) ? descriptors[key.toLowerCase()] : undefined;
	if (kind === undefined) {
		return {
			span: keySpan,
			message: `a histogram has no \`${key === "" ? value : key}\`; it may have ${Object.keys(descriptors).join(", ")}`,
		};
	}
	if (seen.has(key.toLowerCase())) return { span: keySpan, message: `\`${key}\` stands twice in the histogram` };
	if (colon === "") {
		return { span: keySpan, message: `a colon and a value must follow \`${key}\` without a space` };
	}
	const { pattern, wanted } = values[kind];
	if (pattern.test(value)) return undefined;
	const valueStart = from + key.length + colon.length;
	const span = value === "" ? keySpan : { start: valueStart, end: valueStart + value.length };
	return { span, message: `\`${key}\` wants ${wanted}, right after the colon` };
}
