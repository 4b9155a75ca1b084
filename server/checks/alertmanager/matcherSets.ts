import { hasStandIn } from "../../documents/helm/standIns.ts";
import type { AlertMatcher } from "../../documents/model/alertmanagerConfig.ts";
import { piecesOf, withoutAnchors } from "../../promql/patternPieces.ts";
import type { RegularExpressions } from "../../promql/regularExpressions.ts";

// What matchers say together. A label that an alert lacks has the empty text as its value, as Alertmanager compares it.
// Nothing is claimed that is not certain: of regular expressions only those are looked into that list a few texts.

/** Two of the matchers that no alert fulfils together, the later one first. */
export function findContradiction(
	matchers: readonly AlertMatcher[],
	expressions: RegularExpressions,
): readonly [AlertMatcher, AlertMatcher] | undefined {
	for (const [index, matcher] of matchers.entries()) {
		for (const other of matchers.slice(0, index)) {
			if (matcher.label !== other.label || !isKnown(matcher) || !isKnown(other)) continue;
			if (exclude(matcher, other, expressions)) return [matcher, other];
		}
	}
	return undefined;
}

/** Claims that every alert that fulfils all of `matchers` fulfils `wanted` too. */
export function imply(
	matchers: readonly AlertMatcher[],
	wanted: AlertMatcher,
	expressions: RegularExpressions,
): boolean {
	if (!isKnown(wanted)) return false;
	if (wanted.operator === "=~" && /^\.\*$/.test(wanted.value)) return true;
	return matchers.some((matcher) => {
		if (matcher.label !== wanted.label || !isKnown(matcher)) return false;
		if (matcher.operator === wanted.operator && matcher.value === wanted.value) return true;
		const values = valuesOf(matcher);
		return values?.every((value) => fits(wanted, value, expressions)) === true;
	});
}

/** Claims that every alert that fulfils `matchers` fulfils all of `wanted`. */
export function implyAll(
	matchers: readonly AlertMatcher[],
	wanted: readonly AlertMatcher[],
	expressions: RegularExpressions,
): boolean {
	return wanted.every((one) => imply(matchers, one, expressions));
}

/** The only values that the label can have, where they are listed. */
export function valuesOf({ operator, value }: AlertMatcher): readonly string[] | undefined {
	if (operator === "=") return [value];
	if (operator !== "=~") return undefined;
	const written = piecesOf(value);
	if (written === undefined) return undefined;
	const texts: string[] = [];
	for (const pieces of withoutAnchors(written)) {
		if (!pieces.every(({ kind }) => kind === "literal")) return undefined;
		texts.push(pieces.map(({ text }) => text).join(""));
	}
	return texts;
}

/** The matcher as it would be written in `matchers`. */
export function printMatcher({ label, operator, value }: AlertMatcher): string {
	return `${label}${operator}"${value.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n")}"`;
}

function isKnown({ label, value }: AlertMatcher): boolean {
	return !hasStandIn(label) && !hasStandIn(value);
}

function exclude(a: AlertMatcher, b: AlertMatcher, expressions: RegularExpressions): boolean {
	const [ofA, ofB] = [valuesOf(a), valuesOf(b)];
	if (ofA?.every((value) => !fits(b, value, expressions)) === true) return true;
	if (ofB?.every((value) => !fits(a, value, expressions)) === true) return true;
	const opposite = (a.operator === "=~" && b.operator === "!~") || (a.operator === "!~" && b.operator === "=~");
	return opposite && a.value === b.value;
}

function fits({ operator, value }: AlertMatcher, text: string, expressions: RegularExpressions): boolean {
	if (operator === "=" || operator === "!=") return (operator === "=") === (text === value);
	const compiled = expressions.compile(value);
	return compiled.valid && compiled.matches(text) === (operator === "=~");
}
