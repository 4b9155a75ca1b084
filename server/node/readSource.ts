import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { describeFailure } from "./describeFailure.ts";

export type ReadSource =
	| {
			readonly kind: "text";
			readonly text: string;
			/** Some of its bytes are no UTF-8, and became U+FFFD. */
			readonly damaged?: true;
	  }
	/** Not text at all. */
	| { readonly kind: "binary" }
	| { readonly kind: "failed"; readonly reason: string };

/** Bytes in which a file that is not text shows it. */
export const HEAD = 8000;

/** Reads a file as UTF-8; what is no UTF-8 in it becomes U+FFFD, as editors show it. */
export function readSource(path: string): ReadSource {
	try {
		const bytes = readFileSync(path);
		if (isUtf16(bytes)) return { kind: "failed", reason: "it is written in UTF-16, and only UTF-8 is read" };
		if (bytes.subarray(0, HEAD).includes(0)) return { kind: "binary" };
		return { kind: "text", text: bytes.toString("utf8"), ...(isUtf8(bytes) ? {} : { damaged: true as const }) };
	} catch (error) {
		return { kind: "failed", reason: describeFailure(error) };
	}
}

/** Claims that it begins as YAML and JSON in UTF-16 do: with a byte order mark, and Latin characters. */
function isUtf16(bytes: Uint8Array): boolean {
	const [first, second, third, fourth] = bytes;
	return (first === 0xff && second === 0xfe && fourth === 0) || (first === 0xfe && second === 0xff && third === 0);
}
