/**
 * Decodes the escapes that our languages have in common; where they differ (`\e`, `\N{…}`), the character stays, since
 * neither a metric's name nor a label's can have one.
 */
export function decodeEscapes(raw: string): string {
	if (!raw.includes("\\")) return raw;
	return raw.replaceAll(
		/\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|(\r\n|.))/gs,
		(_all, braced?: string, four?: string, eight?: string, two?: string, one = "") => {
			const hex = braced ?? four ?? eight ?? two;
			if (hex === undefined) return simple[one] ?? one;
			const code = Number.parseInt(hex, 16);
			return code <= 0x10ffff ? String.fromCodePoint(code) : "";
		},
	);
}

const simple: Readonly<Record<string, string>> = {
	n: "\n",
	r: "\r",
	t: "\t",
	b: "\b",
	f: "\f",
	v: "\v",
	"0": "\0",
	// A line that goes on.
	"\n": "",
	"\r\n": "",
};
