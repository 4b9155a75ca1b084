import { readFileSync } from "node:fs";
import { describeFailure } from "./describeFailure.ts";
import { HEAD, type ReadSource } from "./readSource.ts";

/** Reads a text that is to be written back: what is no UTF-8 is refused, and nothing in front of it is dropped. */
export function readExactly(path: string): ReadSource {
	try {
		const bytes = readFileSync(path);
		if (bytes.subarray(0, HEAD).includes(0)) return { kind: "binary" };
		return { kind: "text", text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
	} catch (error) {
		return { kind: "failed", reason: error instanceof TypeError ? "it is no UTF-8" : describeFailure(error) };
	}
}
