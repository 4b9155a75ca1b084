// What the functions of alert templates do. Source: template/template.go of Prometheus 3.8, Go 1.25's text/template.
import { RE2JS } from "re2js";
import { parseDuration } from "../../../../promql/duration.ts";
import { formatLikeGo } from "./goPrintf.ts";
import { byCodePoints, type GoValue, isTrue, printValue, type TemplateSample } from "./goValue.ts";
import { humanize, humanize1024, humanizeDuration, humanizePercentage, humanizeTimestamp } from "./humanize.ts";

/** What the functions ask of the world. */
export interface FunctionWorld {
	/** The result of a query; throws where it has none yet. */
	query(text: string): readonly TemplateSample[];
	/** Unix seconds. */
	readonly now: number;
	/** The server's own address for links; unknown where it is left out. */
	readonly externalUrl?: string;
}

/** A call that fails when the template is expanded; the message is a sentence for the user. */
export class CallFailed extends Error {}

type TemplateCall = (given: readonly GoValue[], world: FunctionWorld) => GoValue;

const text = (value: string): GoValue => ({ kind: "string", text: value });
const float = (value: number): GoValue => ({ kind: "float", value });
const boolean = (value: boolean): GoValue => ({ kind: "boolean", value });

export function callExpanded(name: string, given: readonly GoValue[], world: FunctionWorld): GoValue {
	const call = calls.get(name);
	if (call === undefined) throw new CallFailed(`What ${name} gives is not known here.`);
	const unknown = given.find(({ kind }) => kind === "unknown");
	// What is made of something that only the server knows is not known either.
	if (unknown !== undefined && !["print", "println", "printf"].includes(name)) return unknown;
	return call(given, world);
}

const calls: ReadonlyMap<string, TemplateCall> = new Map<string, TemplateCall>([
	["query", ([query], world) => ({ kind: "samples", samples: world.query(readText("query", query)) })],
	[
		"first",
		([samples]) => {
			const [sample] = readSamples("first", samples);
			if (sample === undefined) throw new CallFailed("first is given a query that finds no series.");
			return { kind: "sample", sample };
		},
	],
	["label", ([name, sample]) => text(readSample("label", sample).labels[readText("label", name)] ?? "")],
	["value", ([sample]) => float(readSample("value", sample).value)],
	["strvalue", ([sample]) => text(readSample("strvalue", sample).labels["__value__"] ?? "")],
	[
		"sortByLabel",
		([name, samples]) => {
			const label = readText("sortByLabel", name);
			const sorted = readSamples("sortByLabel", samples).toSorted((a, b) =>
				byCodePoints(a.labels[label] ?? "", b.labels[label] ?? ""),
			);
			return { kind: "samples", samples: sorted };
		},
	],
	[
		"args",
		(given) => ({ kind: "map", texts: false, entries: new Map(given.map((value, index) => [`arg${index}`, value])) }),
	],
	["humanize", ([value]) => text(humanize(readNumber("humanize", value)))],
	["humanize1024", ([value]) => text(humanize1024(readNumber("humanize1024", value)))],
	["humanizeDuration", ([value]) => text(humanizeDuration(readNumber("humanizeDuration", value)))],
	["humanizePercentage", ([value]) => text(humanizePercentage(readNumber("humanizePercentage", value)))],
	["humanizeTimestamp", ([value]) => text(humanizeTimestamp(readNumber("humanizeTimestamp", value)))],
	["toTime", ([value]) => ({ kind: "time", seconds: readNumber("toTime", value) })],
	["toDuration", ([value]) => ({ kind: "duration", seconds: readNumber("toDuration", value) })],
	["now", (_, { now }) => float(now)],
	[
		"parseDuration",
		([value]) => {
			const seconds = parseDuration(readText("parseDuration", value));
			if (seconds === undefined) throw new CallFailed(`parseDuration is given “${printOf(value)}”, which is none.`);
			return float(seconds);
		},
	],
	[
		"title",
		([value]) => text(readText("title", value).replace(/(?<![\p{L}\p{N}_'])\p{L}/gu, (letter) => letter.toUpperCase())),
	],
	["toUpper", ([value]) => text(readText("toUpper", value).toUpperCase())],
	["toLower", ([value]) => text(readText("toLower", value).toLowerCase())],
	[
		"match",
		([pattern, value]) => boolean(compile(readText("match", pattern)).matcher(readText("match", value)).find()),
	],
	[
		"reReplaceAll",
		([pattern, replacement, value]) =>
			text(
				replaceAll(
					compile(readText("reReplaceAll", pattern)),
					readText("reReplaceAll", replacement),
					readText("reReplaceAll", value),
				),
			),
	],
	["stripPort", ([value]) => text(stripPort(readText("stripPort", value)))],
	["stripDomain", ([value]) => text(stripDomain(readText("stripDomain", value)))],
	["graphLink", ([value]) => text(linkTo(readText("graphLink", value), 0))],
	["tableLink", ([value]) => text(linkTo(readText("tableLink", value), 1))],
	[
		"pathPrefix",
		(_, { externalUrl }) =>
			externalUrl === undefined
				? { kind: "unknown", source: "pathPrefix" }
				: text(URL.parse(externalUrl)?.pathname.replace(/\/$/, "") ?? ""),
	],
	[
		"externalURL",
		(_, { externalUrl }) =>
			externalUrl === undefined ? { kind: "unknown", source: "externalURL" } : text(externalUrl),
	],
	["urlQueryEscape", ([value]) => text(escapeQuery(readText("urlQueryEscape", value)))],
	["safeHtml", ([value]) => text(readText("safeHtml", value))],
	["and", (given) => given.find((value) => !isTrue(value)) ?? lastOf("and", given)],
	["or", (given) => given.find(isTrue) ?? lastOf("or", given)],
	["not", ([value]) => boolean(!isTrue(needed("not", value)))],
	["eq", ([first, ...others]) => boolean(others.some((other) => order("eq", needed("eq", first), other) === 0))],
	["ne", ([a, b]) => boolean(order("ne", needed("ne", a), needed("ne", b)) !== 0)],
	["lt", ([a, b]) => boolean(order("lt", needed("lt", a), needed("lt", b)) < 0)],
	["le", ([a, b]) => boolean(order("le", needed("le", a), needed("le", b)) <= 0)],
	["gt", ([a, b]) => boolean(order("gt", needed("gt", a), needed("gt", b)) > 0)],
	["ge", ([a, b]) => boolean(order("ge", needed("ge", a), needed("ge", b)) >= 0)],
	["index", ([from, ...keys]) => keys.reduce(indexOne, needed("index", from))],
	["slice", ([from, ...bounds]) => slice(needed("slice", from), bounds)],
	["len", ([value]) => ({ kind: "int", value: lengthOf(needed("len", value)) })],
	["print", (given) => text(printTogether(given))],
	["println", (given) => text(`${given.map(printValue).join(" ")}\n`)],
	["printf", ([format, ...others]) => text(formatLikeGo(readText("printf", format), others))],
	["html", (given) => text(printTogether(given).replace(/[<>"'&\0]/g, (sign) => htmlEscapes.get(sign) ?? sign))],
	["urlquery", (given) => text(escapeQuery(printTogether(given)))],
]);

const htmlEscapes: ReadonlyMap<string, string> = new Map([
	["<", "&lt;"],
	[">", "&gt;"],
	['"', "&#34;"],
	["'", "&#39;"],
	["&", "&amp;"],
	["\0", "\ufffd"],
]);

function needed(name: string, value: GoValue | undefined): GoValue {
	if (value === undefined) throw new CallFailed(`${name} is given too few values.`);
	return value;
}

function lastOf(name: string, given: readonly GoValue[]): GoValue {
	return needed(name, given.at(-1));
}

function printOf(value: GoValue | undefined): string {
	return value === undefined ? "" : printValue(value);
}

function readText(name: string, value: GoValue | undefined): string {
	if (value?.kind === "string") return value.text;
	throw new CallFailed(`${name} takes text, and is given ${describe(value)}.`);
}

/** Texts that are numbers are taken for them. */
function readNumber(name: string, value: GoValue | undefined): number {
	switch (value?.kind) {
		case "float":
		case "int":
			return value.value;
		case "duration":
			return value.seconds;
		case "string": {
			const number = parseGoFloat(value.text);
			if (number !== undefined) return number;
			throw new CallFailed(`${name} takes a number, and “${value.text}” is none.`);
		}
		default:
			throw new CallFailed(`${name} takes a number, and is given ${describe(value)}.`);
	}
}

function parseGoFloat(written: string): number | undefined {
	if (/^[-+]?inf(?:inity)?$/i.test(written)) return written.startsWith("-") ? -Infinity : Infinity;
	if (/^nan$/i.test(written)) return Number.NaN;
	return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(written) ? Number(written) : undefined;
}

function readSamples(name: string, value: GoValue | undefined): readonly TemplateSample[] {
	if (value?.kind === "samples") return value.samples;
	throw new CallFailed(`${name} takes the result of query, and is given ${describe(value)}.`);
}

function readSample(name: string, value: GoValue | undefined): TemplateSample {
	if (value?.kind === "sample") return value.sample;
	throw new CallFailed(`${name} takes one sample of a query, as first gives it, and is given ${describe(value)}.`);
}

function describe(value: GoValue | undefined): string {
	switch (value?.kind) {
		case undefined:
			return "nothing";
		case "float":
		case "int":
			return "a number";
		case "string":
			return "text";
		case "map":
		case "data":
			return "a set of values";
		case "samples":
			return "the whole result of a query";
		case "sample":
			return "a sample";
		case "boolean":
		case "nil":
			return value.kind === "nil" ? "nothing" : "true or false";
		default:
			return "something else";
	}
}

/** Smaller, equal or larger, as far as Go compares the two. */
function order(name: string, a: GoValue, b: GoValue): number {
	if (a.kind === "string" && b.kind === "string") return byCodePoints(a.text, b.text);
	if ((a.kind === "float" || a.kind === "int") && a.kind === b.kind) {
		const [left, right] = [a.value, (b as typeof a).value];
		if (left === right) return 0;
		// NaN is neither smaller, nor equal, nor larger.
		return left < right ? -1 : left > right ? 1 : Number.NaN;
	}
	if (a.kind === "boolean" && b.kind === "boolean" && (name === "eq" || name === "ne"))
		return a.value === b.value ? 0 : 1;
	if ((a.kind === "float" && b.kind === "int") || (a.kind === "int" && b.kind === "float")) {
		throw new CallFailed(`${name} compares no float with a whole number: write the number with a point, such as 5.0.`);
	}
	throw new CallFailed(`${name} compares ${describe(a)} with ${describe(b)}, which Go refuses.`);
}

function indexOne(from: GoValue, key: GoValue): GoValue {
	if (from.kind === "map") {
		const value = from.entries.get(readText("index", key));
		return value ?? (from.texts ? text("") : { kind: "nil" });
	}
	if (from.kind === "samples" && key.kind === "int") {
		const sample = from.samples[key.value];
		if (sample === undefined) {
			throw new CallFailed(`index asks for sample ${key.value} of ${from.samples.length}; they count from 0.`);
		}
		return { kind: "sample", sample };
	}
	throw new CallFailed(`index cannot look into ${describe(from)}.`);
}

function slice(from: GoValue, bounds: readonly GoValue[]): GoValue {
	const [start = 0, end] = bounds.map((bound) => (bound.kind === "int" ? bound.value : Number.NaN));
	const length = lengthOf(from);
	const until = end ?? length;
	if (!(start >= 0 && start <= until && until <= length)) throw new CallFailed("slice asks for more than there is.");
	if (from.kind === "samples") return { kind: "samples", samples: from.samples.slice(start, until) };
	if (from.kind !== "string") throw new CallFailed(`slice cannot cut ${describe(from)}.`);
	const bytes = new TextEncoder().encode(from.text).slice(start, until);
	return text(new TextDecoder().decode(bytes));
}

/** Of a text in bytes. */
function lengthOf(value: GoValue): number {
	switch (value.kind) {
		case "string":
			return new TextEncoder().encode(value.text).length;
		case "map":
			return value.entries.size;
		case "samples":
			return value.samples.length;
		default:
			throw new CallFailed(`len counts nothing in ${describe(value)}.`);
	}
}

/** Go puts a space between two values of which neither is text. */
function printTogether(given: readonly GoValue[]): string {
	return given
		.map((value, index) => {
			const before = given[index - 1];
			const space = before !== undefined && before.kind !== "string" && value.kind !== "string" ? " " : "";
			return space + (value.kind === "nil" ? "<nil>" : printValue(value));
		})
		.join("");
}

function compile(pattern: string): RE2JS {
	try {
		return RE2JS.compile(pattern);
	} catch {
		throw new CallFailed(`The regular expression ${pattern} is none that RE2 can read.`);
	}
}

/** `$1`, `$name` and `${name}` stand for groups, and `$$` for a dollar sign; the longest name counts. */
function replaceAll(pattern: RE2JS, replacement: string, subject: string): string {
	const matcher = pattern.matcher(subject);
	const names = pattern.namedGroups() as Readonly<Record<string, number>>;
	let result = "";
	let done = 0;
	while (matcher.find()) {
		result += subject.slice(done, matcher.start());
		result += replacement.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (all: string, bare?: string, braced?: string) => {
			const name = bare ?? braced;
			if (name === undefined) return all === "$$" ? "$" : "";
			const group = /^\d+$/.test(name) ? Number(name) : names[name];
			if (group === undefined || group > matcher.groupCount()) return "";
			return matcher.group(group) ?? "";
		});
		done = matcher.end();
		if (result.length > longestReplacement)
			throw new CallFailed("reReplaceAll makes a text longer than is shown here.");
	}
	return result + subject.slice(done);
}

/** Characters. */
const longestReplacement = 1_000_000;

/** `undefined` where it is not a host with a port. */
function splitHostPort(hostPort: string): { readonly host: string; readonly port: string } | undefined {
	const [, bracketed, bare, port = ""] = /^(?:\[([^\][]*)\]|([^\][:]*)):([^:\][]*)$/.exec(hostPort) ?? [];
	const host = bracketed ?? bare;
	return host === undefined ? undefined : { host, port };
}

function stripPort(hostPort: string): string {
	return splitHostPort(hostPort)?.host ?? hostPort;
}

function stripDomain(hostPort: string): string {
	const { host, port } = splitHostPort(hostPort) ?? { host: hostPort, port: "" };
	if (/^\d+\.\d+\.\d+\.\d+$/.test(host) || host.includes(":")) return hostPort;
	const [first = ""] = host.split(".");
	return port === "" ? first : `${first}:${port}`;
}

function escapeQuery(value: string): string {
	return encodeURIComponent(value)
		.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
		.replaceAll("%20", "+");
}

function linkTo(expression: string, tab: number): string {
	return `/graph?g0.expr=${escapeQuery(expression)}&g0.tab=${tab}`;
}
