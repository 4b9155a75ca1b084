import type { Span } from "../../text/span.ts";
import type { LabelMatcher, VectorSelector } from "../ast.ts";
import { shorten } from "../shorten.ts";
import type { Findings } from "./findings.ts";

/** Checks a selector's regular expressions. */
export function checkRegularExpressions(selector: VectorSelector, findings: Findings) {
	for (const matcher of selector.matchers) checkRegularExpression(selector, matcher, findings);
}

function checkRegularExpression(selector: VectorSelector, matcher: LabelMatcher, findings: Findings) {
	const { operator, value } = matcher;
	if (value.kind !== "string" || !value.terminated || (operator !== "=~" && operator !== "!~")) return;
	if (findings.isKnownFaulty(value.span)) return;
	// What is only text between bars is compared without a regular expression.
	if (value.invalidUtf8 && /[\\.+*?()[\]{}^$]/.test(value.value)) {
		const message =
			"This regular expression is not valid UTF-8, so no label can match it. Write the characters themselves.";
		return findings.report(selector, "promql/bad-regular-expression", value.span, message);
	}
	const compiled = findings.regularExpressions.compile(value.value);
	if (compiled.valid) return;
	const span = narrow(value.span, compiled.part, findings);
	const message = `Prometheus cannot read this regular expression (RE2). ${compiled.reason}`;
	findings.report(selector, "promql/bad-regular-expression", span, message);
}

/** The place of the faulty part inside the literal, where it is written there as it is, and only once. */
function narrow(span: Span, part: string | undefined, findings: Findings): Span {
	if (part === undefined) return span;
	const literal = findings.textOf(span);
	const written = literal.startsWith("`") ? part : part.replaceAll("\\", "\\\\");
	const at = literal.indexOf(written);
	if (at < 1 || literal.includes(written, at + 1) || at + written.length >= literal.length) return span;
	return { start: span.start + at, end: span.start + at + written.length };
}

/**
 * Checks that a selector has one name at most and asks for something: a matcher that no series without the label
 * fulfils. `partOfInfo` is for the second argument of `info`, which may ask for anything.
 */
export function checkSelector(selector: VectorSelector, partOfInfo: boolean, findings: Findings) {
	const { name, braces, matchers } = selector;
	const outerName = name !== undefined && (braces === undefined || name.span.end <= braces.start);
	if (outerName) {
		const second = matchers.find((matcher) => matcher.label.name === "__name__");
		if (second === undefined) return;
		const message = `This selector already has the metric name ${shorten(name.name)} before its braces. Keep one of the two.`;
		findings.report(selector, "promql/metric-name-twice", second.span, message);
		return;
	}
	if (
		partOfInfo ||
		(name !== undefined && name.name !== "") ||
		matchers.some((matcher) => !canBeEmpty(matcher, findings))
	) {
		return;
	}
	const message =
		matchers.length === 0
			? 'This selects every series there is, which Prometheus refuses. Add a metric name or a matcher such as {job="api"}.'
			: `All matchers here also match series without the label, so this selects every series there is, which Prometheus refuses. Add a metric name, or a matcher that is not empty, such as ${shorten(matchers[0]?.label.name ?? "job")}=~".+".`;
	findings.report(selector, "promql/empty-selector", selector.braces ?? selector.span, message);
}

/** Claims that a series without the label can fulfil the matcher; what is half written gets the benefit of the doubt. */
function canBeEmpty({ operator, value }: LabelMatcher, findings: Findings): boolean {
	if (value.kind !== "string" || !value.terminated) return false;
	switch (operator) {
		case "=":
			return value.value === "";
		case "!=":
			return value.value !== "";
		case "=~":
		case "!~": {
			const compiled = findings.regularExpressions.compile(value.value);
			return compiled.valid && compiled.matchesEmpty === (operator === "=~");
		}
	}
}
