/**
 * Series selectors as text, for the API's `match[]`: written with every value quoted, and told apart from half-written
 * ones so that none of those is ever sent to a server.
 */
export interface LabelMatcher {
	readonly label: string;
	readonly op: "=" | "!=" | "=~" | "!~";
	readonly value: string;
}

/** `metric{label="value"}`; `metric` may be left out, and names beyond the classic characters are quoted. */
export function writeSelector(metric: string | undefined, matchers: readonly LabelMatcher[]): string {
	const classic = metric !== undefined && /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(metric);
	const parts = matchers.map(({ label, op, value }) => {
		const name = /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label) ? label : quoteString(label);
		return `${name}${op}${quoteString(value)}`;
	});
	if (metric === undefined || classic) {
		const braces = parts.length > 0 || metric === undefined ? `{${parts.join(",")}}` : "";
		return `${metric ?? ""}${braces}`;
	}
	// Written in the way that servers older than UTF-8 names understand as well.
	return `{${[`__name__=${quoteString(metric)}`, ...parts].join(",")}}`;
}

/** A PromQL string in double quotes. */
export function quoteString(value: string): string {
	const escaped = value.replace(/[\\"\n\r\t]/g, (character) => escapes.get(character) ?? character);
	return `"${escaped}"`;
}

const escapes: ReadonlyMap<string, string> = new Map([
	["\\", "\\\\"],
	['"', '\\"'],
	["\n", "\\n"],
	["\r", "\\r"],
	["\t", "\\t"],
]);

export interface ReadSelector {
	readonly metric?: string;
	readonly matchers: readonly LabelMatcher[];
}

/** The parts of a complete selector without range and modifiers; `undefined` for anything else. */
export function readSelector(text: string): ReadSelector | undefined {
	const head = /^\s*([a-zA-Z_:][a-zA-Z0-9_:]*)?\s*/.exec(text);
	let metric = head?.[1];
	let rest = text.slice(head?.[0].length ?? 0);
	if (rest === "") return metric === undefined ? undefined : { metric, matchers: [] };
	if (!rest.startsWith("{")) return undefined;
	rest = rest.slice(1).trimStart();
	const matchers: LabelMatcher[] = [];
	while (!rest.startsWith("}")) {
		const name = /^(?:([a-zA-Z_][a-zA-Z0-9_]*)|("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`))\s*/.exec(rest);
		if (name === null) return undefined;
		rest = rest.slice(name[0].length);
		const label = name[1] ?? readString(name[2] ?? "");
		if (label === undefined) return undefined;
		const matcher = /^(=~|!~|!=|=)\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)\s*/.exec(rest);
		if (matcher === null) {
			// A quoted name that stands alone is the metric's name.
			if (name[2] === undefined || metric !== undefined) return undefined;
			metric = label;
		} else {
			rest = rest.slice(matcher[0].length);
			const value = readString(matcher[2] ?? "");
			if (value === undefined) return undefined;
			matchers.push({ label, op: matcher[1] as LabelMatcher["op"], value });
		}
		if (rest.startsWith(",")) rest = rest.slice(1).trimStart();
		else if (!rest.startsWith("}")) return undefined;
	}
	if (rest.slice(1).trim() !== "") return undefined;
	return metric === undefined ? { matchers } : { metric, matchers };
}

/**
 * Claims that a server will take the selector: it rejects one whose every matcher also matches the empty string, since
 * that means all series there are.
 */
export function selectsSomething(selector: ReadSelector): boolean {
	return (
		selector.metric !== undefined ||
		selector.matchers.some(({ op, value }) => {
			switch (op) {
				case "=":
					return value !== "";
				case "!=":
					return value === "";
				case "=~":
					return !matchesEmpty(value);
				case "!~":
					return matchesEmpty(value);
				default:
					return op satisfies never;
			}
		})
	);
}

/** An expression that JavaScript cannot read is taken to match, so that it is not sent. */
function matchesEmpty(pattern: string): boolean {
	try {
		return new RegExp(`^(?:${pattern})$`, "s").test("");
	} catch {
		return true;
	}
}

/** Decodes the escapes of a quoted PromQL string; `undefined` where one is wrong. */
function readString(quoted: string): string | undefined {
	const inner = quoted.slice(1, -1);
	if (quoted.startsWith("`")) return inner;
	let wrong = false;
	const text = inner.replace(
		/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))/gs,
		(_match, hex2?: string, hex4?: string, hex8?: string, octal?: string, letter?: string) => {
			const hex = hex2 ?? hex4 ?? hex8;
			const code =
				hex !== undefined ? Number.parseInt(hex, 16) : octal !== undefined ? Number.parseInt(octal, 8) : undefined;
			if (code !== undefined && code <= 0x10ffff) return String.fromCodePoint(code);
			const plain = letter === undefined ? undefined : plainEscapes.get(letter);
			if (plain === undefined) wrong = true;
			return plain ?? "";
		},
	);
	return wrong ? undefined : text;
}

const plainEscapes: ReadonlyMap<string, string> = new Map([
	["a", "\u0007"],
	["b", "\b"],
	["f", "\f"],
	["n", "\n"],
	["r", "\r"],
	["t", "\t"],
	["v", "\v"],
	["\\", "\\"],
	["'", "'"],
	['"', '"'],
]);
