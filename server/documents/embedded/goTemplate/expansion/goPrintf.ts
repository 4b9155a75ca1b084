import { quote } from "../../../../promql/names.ts";
import { formatFloat } from "./goFloat.ts";
import { type GoValue, printValue } from "./goValue.ts";

const verbs = /%(?<flags>[-+# 0]*)(?<width>\d+|\*)?(?:\.(?<precision>\d*))?(?<verb>[\s\S])?/gu;

/**
 * What Go's fmt.Sprintf writes, with its own words for what does not fit: `%!d(float64=1.5)`. Explicit indexes such as
 * `%[2]s` and widths from arguments are not known here.
 */
export function formatLikeGo(format: string, given: readonly GoValue[]): string {
	let used = 0;
	const text = format.replace(verbs, (...match: unknown[]) => {
		const groups = match.at(-1) as Readonly<Record<string, string | undefined>>;
		const { flags = "", width, precision, verb } = groups;
		if (verb === undefined) return "%!(NOVERB)";
		if (verb === "%") return "%";
		const argument = given[used];
		used += 1;
		if (argument === undefined) return `%!${verb}(MISSING)`;
		const digits = precision === undefined ? undefined : Math.min(Number(precision), widest);
		return pad(formatOne(verb, flags, digits, argument), flags, Number(width ?? 0), argument);
	});
	if (used >= given.length) return text;
	const extra = given.slice(used).map((value) => `${typeOf(value)}=${printValue(value)}`);
	return `${text}%!(EXTRA ${extra.join(", ")})`;
}

function formatOne(verb: string, flags: string, precision: number | undefined, value: GoValue): string {
	switch (value.kind) {
		case "float": {
			if (verb === "v") return signed(formatFloat(value.value, "g", precision), flags);
			if (!/^[eEfFgG]$/.test(verb)) break;
			const kind = verb.toLowerCase() as "e" | "f" | "g";
			// Without a precision %e and %f print six digits, and %g as many as it takes.
			const text = formatFloat(value.value, kind, precision ?? (kind === "g" ? undefined : 6));
			return signed(verb === "E" || verb === "G" ? text.replace("e", "E") : text, flags);
		}
		case "int":
			if (verb === "d" || verb === "v") return signed(String(value.value), flags);
			if (verb === "x") return value.value.toString(16);
			if (verb === "X") return value.value.toString(16).toUpperCase();
			if (verb === "o") return value.value.toString(8);
			if (verb === "b") return value.value.toString(2);
			if (verb === "c") return String.fromCodePoint(Math.max(0, Math.min(value.value, 0x10ffff)));
			break;
		case "boolean":
			if (verb === "t" || verb === "v") return String(value.value);
			break;
		case "string": {
			const text = precision === undefined ? value.text : [...value.text].slice(0, precision).join("");
			if (verb === "s" || verb === "v") return text;
			if (verb === "q") return flags.includes("#") && !text.includes("`") ? `\`${text}\`` : quote(text);
			if (verb === "x") return [...new TextEncoder().encode(text)].map((b) => b.toString(16).padStart(2, "0")).join("");
			break;
		}
		case "nil":
			return verb === "v" ? "<nil>" : `%!${verb}(<nil>)`;
		case "unknown":
			return printValue(value);
		default:
			if (verb === "v" || verb === "s") return printValue(value);
	}
	return `%!${verb}(${typeOf(value)}=${printValue(value)})`;
}

function signed(text: string, flags: string): string {
	if (text.startsWith("-") || text.startsWith("+")) return text;
	if (flags.includes("+")) return `+${text}`;
	return flags.includes(" ") ? ` ${text}` : text;
}

function pad(text: string, flags: string, width: number, { kind }: GoValue): string {
	const missing = Math.min(width, widest) - [...text].length;
	if (missing <= 0) return text;
	if (flags.includes("-")) return text + " ".repeat(missing);
	const zeros = flags.includes("0") && (kind === "float" || kind === "int") && /\d/.test(text);
	if (!zeros) return " ".repeat(missing) + text;
	const [, sign = "", rest = ""] = /^([-+ ]?)(.*)$/.exec(text) ?? [];
	return sign + "0".repeat(missing) + rest;
}

/** Go takes much larger ones, which nobody writes into an annotation. */
const widest = 1000;

export function typeOf(value: GoValue): string {
	switch (value.kind) {
		case "string":
			return "string";
		case "float":
			return "float64";
		case "int":
			return "int";
		case "boolean":
			return "bool";
		case "nil":
			return "<nil>";
		case "map":
			return value.texts ? "map[string]string" : "map[string]interface {}";
		case "samples":
			return "template.queryResult";
		case "sample":
			return "*template.sample";
		case "time":
			return "*time.Time";
		case "duration":
			return "*time.Duration";
		case "data":
			return "struct";
		case "unknown":
			return "string";
		default:
			return value satisfies never;
	}
}
