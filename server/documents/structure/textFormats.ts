import type { RegularExpressions } from "../../promql/regularExpressions.ts";
import { findHttpUrlFault, findUrlFault } from "./goUrl.ts";
import type { StringFormat } from "./structure.ts";

/** Go's unit table of base-2 bytes: `KB` and `KiB` are the same. */
const sizePattern = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[KMGTPE]i?)?B)+$/;

/**
 * Why a text is not of its format, as the end of a sentence that begins with the text. Formats that take a look at more
 * than the text, such as names that the file must define, are not judged here.
 */
export function findFormatFault(
	format: StringFormat,
	value: string,
	regularExpressions: RegularExpressions,
): string | undefined {
	switch (format) {
		case "url":
			return findUrlFault(value);
		case "httpUrl":
			return findHttpUrlFault(value);
		case "secretHttpUrl":
			// Since 0.29 Alertmanager expands templates in some of them first.
			return value === "" || value === "<secret>" || value.includes("{{") ? undefined : findHttpUrlFault(value);
		case "regexp": {
			const compiled = regularExpressions.compile(value);
			return compiled.valid ? undefined : `is no regular expression: ${withoutFullStop(compiled.reason)}`;
		}
		case "size":
			return value === "0" || sizePattern.test(value)
				? undefined
				: "is no amount of bytes such as `10MB` (B, KB, MB, GB, TB, PB, EB)";
		case "hostPort":
			return findHostPortFault(value);
		case "filePattern":
			return /^[^*]*(?:\*[^/]*)?$/.test(value) ? undefined : "has a `*` before its last part";
		case "targetFilePattern":
			return /^[^*]*(?:\*[^/]*)?\.(?:json|yml|yaml|JSON|YML|YAML)$/.test(value)
				? undefined
				: "does not end with `.json`, `.yml` or `.yaml`, or has a `*` before its last part";
		default:
			return undefined;
	}
}

function withoutFullStop(sentence: string): string {
	return sentence.replace(/\.$/, "");
}

/** As Go's `net.SplitHostPort`, with a port that is written. */
function findHostPortFault(value: string): string | undefined {
	if (value === "") return undefined;
	const bracketed = /^\[[^\]]*\]:(.*)$/.exec(value);
	const plain = /^[^:[\]]*:([^:[\]]*)$/.exec(value);
	const port = bracketed?.[1] ?? plain?.[1];
	if (port === undefined) return "is no host with a port, such as `smtp.example.org:587`";
	return port === "" ? "has no port behind its colon" : undefined;
}
