import { readFileSync } from "node:fs";
import { describeFailure } from "./describeFailure.ts";

export type ReadSource =
	| { readonly kind: "text"; readonly text: string }
	/** Not text at all. */
	| { readonly kind: "binary" }
	| { readonly kind: "failed"; readonly reason: string };

/** Bytes in which a file that is not text shows it. */
export const HEAD = 8000;

/** Reads a file as UTF-8; what is no UTF-8 in it becomes U+FFFD, as editors show it. */
export function readSource(path: string): ReadSource {
	try {
		const bytes = readFileSync(path);
		if (bytes.subarray(0, HEAD).includes(0)) return { kind: "binary" };
		return { kind: "text", text: bytes.toString("utf8") };
	} catch (error) {
		return { kind: "failed", reason: describeFailure(error) };
	}
}
