import { formatFloat } from "./goFloat.ts";

/** A value while a template is expanded, of the types that Prometheus hands to templates or its functions make. */
export type GoValue =
	| { readonly kind: "string"; readonly text: string }
	| { readonly kind: "float"; readonly value: number }
	/** Of a constant without a point, and of `len`. */
	| { readonly kind: "int"; readonly value: number }
	| { readonly kind: "boolean"; readonly value: boolean }
	| { readonly kind: "nil" }
	/** `texts`: every value is a string, so that a missing one is the empty string. */
	| { readonly kind: "map"; readonly texts: boolean; readonly entries: ReadonlyMap<string, GoValue> }
	/** The result of a query. */
	| { readonly kind: "samples"; readonly samples: readonly TemplateSample[] }
	| { readonly kind: "sample"; readonly sample: TemplateSample }
	/** Unix seconds. */
	| { readonly kind: "time"; readonly seconds: number }
	| { readonly kind: "duration"; readonly seconds: number }
	/** The dot at the top. */
	| { readonly kind: "data" }
	/** What only the server knows, such as its external labels: shown as it is written. */
	| { readonly kind: "unknown"; readonly source: string };

export interface TemplateSample {
	readonly labels: Readonly<Record<string, string>>;
	readonly value: number;
}

/** What `if`, `and` and `or` take for true. Source: Go 1.25, text/template. */
export function isTrue(value: GoValue): boolean {
	switch (value.kind) {
		case "string":
			return value.text !== "";
		case "float":
		case "int":
			// NaN differs from zero.
			return value.value !== 0;
		case "boolean":
			return value.value;
		case "nil":
			return false;
		case "map":
			return value.entries.size > 0;
		case "samples":
			return value.samples.length > 0;
		case "duration":
			return value.seconds !== 0;
		case "sample":
		case "time":
		case "data":
		case "unknown":
			return true;
		default:
			return value satisfies never;
	}
}

/** As `{{ … }}` prints it. */
export function printValue(value: GoValue): string {
	switch (value.kind) {
		case "string":
			return value.text;
		case "float":
			return formatFloat(value.value, "g");
		case "int":
		case "boolean":
			return String(value.value);
		case "nil":
			return "<no value>";
		case "map":
			return printMap(value.entries);
		case "samples":
			// Go prints where they are in memory.
			return `[${value.samples.map(() => "…").join(" ")}]`;
		case "sample":
			return `{${printMap(textMap(value.sample.labels).entries)} ${formatFloat(value.sample.value, "g")}}`;
		case "time":
			return printTime(value.seconds);
		case "duration":
			return printGoDuration(value.seconds);
		case "data":
			return "…";
		case "unknown":
			return `‹${value.source}›`;
		default:
			return value satisfies never;
	}
}

export function textMap(texts: Readonly<Record<string, string>>): Extract<GoValue, { kind: "map" }> {
	const entries = new Map<string, GoValue>();
	for (const [name, text] of Object.entries(texts)) entries.set(name, { kind: "string", text });
	return { kind: "map", texts: true, entries };
}

function printMap(entries: ReadonlyMap<string, GoValue>): string {
	return `map[${sortedKeys(entries)
		.map((key) => `${key}:${printValue(entries.get(key) ?? { kind: "nil" })}`)
		.join(" ")}]`;
}

/** As Go walks over a map: by the bytes of its keys. */
export function sortedKeys(entries: ReadonlyMap<string, unknown>): readonly string[] {
	return [...entries.keys()].sort(byCodePoints);
}

/** UTF-8 has the order of code points, which UTF-16 has not. */
export function byCodePoints(a: string, b: string): number {
	const [left, right] = [[...a], [...b]];
	for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
		const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
		if (difference !== 0) return difference;
	}
	return left.length - right.length;
}

/** As Go prints a time in UTC; Prometheus counts times in milliseconds. */
export function printTime(seconds: number): string {
	const date = new Date(Math.trunc(seconds * 1000));
	if (Number.isNaN(date.getTime())) return "a time out of range";
	const text = date.toISOString();
	const fraction = text.slice(19, 23).replace(/\.?0+$/, "");
	return `${text.slice(0, 19).replace("T", " ")}${fraction} +0000 UTC`;
}

/** As Go's time.Duration prints itself: `1h30m0s`, `1.5s`, `2ms`. */
function printGoDuration(seconds: number): string {
	const size = Math.abs(seconds);
	const sign = seconds < 0 ? "-" : "";
	if (size === 0) return "0s";
	if (size < 1e-6) return `${sign}${Math.round(size * 1e9)}ns`;
	if (size < 1e-3) return `${sign}${trimmed(size * 1e6)}µs`;
	if (size < 1) return `${sign}${trimmed(size * 1e3)}ms`;
	const hours = Math.floor(size / 3600);
	const minutes = Math.floor(size / 60) % 60;
	const rest = `${trimmed(size - Math.floor(size / 60) * 60)}s`;
	if (hours > 0) return `${sign}${hours}h${minutes}m${rest}`;
	return minutes > 0 ? `${sign}${minutes}m${rest}` : sign + rest;
}

/** Nanoseconds are the smallest that there are. */
function trimmed(value: number): string {
	return String(Number(value.toFixed(9)));
}
