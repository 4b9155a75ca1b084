import type { LabelMatcher } from "../../../metrics/selectorText.ts";
import { matches } from "../matchers.ts";

/**
 * Labels that all of `wanted` match and, where `avoided` has any, not all of those; `undefined` where none is found by
 * trying. Values are those that the matchers name, and the usual ones.
 */
export function findLabels(
	wanted: readonly LabelMatcher[],
	avoided: readonly LabelMatcher[] = [],
): Readonly<Record<string, string>> | undefined {
	const labels: Record<string, string> = {};
	const names = new Set([...wanted, ...avoided].map(({ label }) => label));
	// It is enough to miss one of those that are to be avoided.
	let avoids = avoided.length === 0;
	for (const name of names) {
		const own = wanted.filter(({ label }) => label === name);
		const others = avoided.filter(({ label }) => label === name);
		const fitting = listCandidates([...own, ...others]).filter((value) => own.every((each) => matches(each, value)));
		const missing = avoids ? undefined : fitting.find((value) => others.some((each) => !matches(each, value)));
		if (missing !== undefined) avoids = true;
		const value = missing ?? fitting[0];
		if (value === undefined) return undefined;
		if (value !== "") labels[name] = value;
	}
	return avoids ? labels : undefined;
}

const usual = [
	"200",
	"500",
	"503",
	"2xx",
	"5xx",
	"OK",
	"Internal",
	"ok",
	"error",
	"true",
	"false",
	"0",
	"1",
	"2",
	"a",
	"/",
	"",
];

function listCandidates(matchers: readonly LabelMatcher[]): readonly string[] {
	const named = matchers.flatMap(({ op, value }) => (op === "=" || op === "!=" ? [value] : spell(value)));
	return [...new Set([...named.filter((value) => value !== ""), ...usual])];
}

/** What alternatives of a simple pattern match: `5..` is 500, `/health.*` is /health. */
function spell(pattern: string): readonly string[] {
	const body = pattern.replace(/^\((?:\?i:|\?:)?(.*)\)$/, "$1").replace(/^\(\?i\)/, "");
	return body.split("|").map((part) =>
		part
			.replaceAll(/\.[*+?]|\[[^\]]*\][*+?]|\\d[*+]/g, (piece) => (piece.endsWith("+") ? "0" : ""))
			.replaceAll(/(?<!\\)\./g, "0")
			.replaceAll(/\\d|\[0-9\]/g, "0")
			.replaceAll(/\\(.)/g, "$1")
			.replaceAll(/[\^$]/g, ""),
	);
}
