import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { restoreEdit } from "../../../../server/documents/embedded/masks/restoreMasks.ts";
import { checkPromql } from "../../../../server/promql/check.ts";
import { findOccurrences } from "../../../../server/promql/occurrences.ts";
import { parsePromql } from "../../../../server/promql/parse.ts";
import { durationsOf, walk } from "../../../../server/promql/visit.ts";
import type { Span } from "../../../../server/text/span.ts";
import { applyEdits } from "../../../../server/text/textEdit.ts";
import { promqlArbitrary } from "../../../support/promqlArbitrary.ts";
import { describeMasked, maskGrafana } from "./maskGrafana.ts";

const spellings = ["$v", "$job", "${v}", "${job:regex}", "[[v]]", "$__interval", "$a1", "${other_variable:csv}"];
const variable = fc.constantFrom(...spellings);

/** Parts of a valid expression that a variable may stand for. */
function partsOf(text: string): readonly Span[] {
	const { expression } = parsePromql(text);
	const spans: Span[] = [];
	for (const node of walk(expression)) {
		if (node.kind === "number" && text[node.span.start] !== "-" && text[node.span.start] !== "+") spans.push(node.span);
		spans.push(...durationsOf(node).flatMap((duration) => (duration.kind === "literal" ? [duration.span] : [])));
		if (node.kind !== "selector") continue;
		for (const { value } of node.matchers) {
			if (value.kind === "string" && value.span.end - value.span.start > 1)
				spans.push({ start: value.span.start + 1, end: value.span.end - 1 });
		}
		if (node.span.end > node.span.start && Object.keys(node.modifiers).length === 0 && node.matchers.length === 0)
			spans.push(node.span);
	}
	for (const { role, span } of findOccurrences(expression)) {
		if ((role === "label" || role === "metric") && /^\w+$/.test(text.slice(span.start, span.end))) spans.push(span);
	}
	return spans;
}

/** The text with some of its parts replaced by variables; those that overlap one taken before are left. */
const withVariables = (language: Parameters<typeof promqlArbitrary>[0]) =>
	promqlArbitrary(language).chain((text) => {
		const parts = partsOf(text);
		return fc.array(fc.tuple(fc.nat(Math.max(0, parts.length - 1)), variable), { maxLength: 4 }).map((choices) => {
			const edits: { span: Span; newText: string }[] = [];
			for (const [index, newText] of choices) {
				const span = parts[index];
				if (span === undefined || edits.some((edit) => edit.span.start <= span.end && span.start <= edit.span.end))
					continue;
				edits.push({ span, newText });
			}
			return applyEdits(text, edits);
		});
	});

describe("an expression whose parts are variables", () => {
	it("is told no problem, and keeps its length", () => {
		fc.assert(
			fc.property(withVariables({}), (source) => {
				const region = maskGrafana(source);
				expect(region.text).toHaveLength(source.length);
				expect(describeMasked(region)).toEqual([]);
			}),
			{ numRuns: 1500 },
		);
	});

	it("is told the fault beside them", () => {
		fc.assert(
			fc.property(withVariables({}), (valid) => {
				const source = `(${valid}\n) + rate(faulty_metric)`;
				const region = maskGrafana(source);
				const place = source.lastIndexOf("faulty_metric");
				expect(describeMasked(region)).toEqual([
					`promql/argument-type ${place}-${place + "faulty_metric".length} faulty_metric`,
				]);
			}),
			{ numRuns: 500 },
		);
	});

	it("is the source again once its masks are restored", () => {
		fc.assert(
			fc.property(withVariables({}), fc.nat(), (source, at) => {
				const region = maskGrafana(source);
				const masked = { text: region.text, written: source, masks: region.masks ?? [] };
				const whole = { start: 0, end: source.length };
				const offset = at % (source.length + 1);
				const newText = `${region.text.slice(0, offset)} ${region.text.slice(offset)}`;
				const inside = masked.masks.some(({ span }) => span.start < offset && offset < span.end);
				const restored = restoreEdit(masked, { span: whole, newText });
				if (inside || restored === undefined) return;
				// Between two blanks nobody can say which one is new.
				const joined = applyEdits(source, [restored]).replaceAll(/\s+/g, " ");
				expect(joined).toBe(`${source.slice(0, offset)} ${source.slice(offset)}`.replaceAll(/\s+/g, " "));
			}),
			{ numRuns: 1000 },
		);
	});

	it("is masked however it is broken", () => {
		const piece = fc.constantFrom(
			...[
				"$v",
				"${v}",
				"[[v]]",
				"${",
				"$",
				"[[",
				"]]",
				"(",
				")",
				"{",
				"}",
				"[",
				"]",
				'"',
				"'",
				"`",
				"\\",
				",",
				":",
				"\n",
			],
			...[" ", "=", "=~", "+", "and", "by", "offset", "@", "#", "sum", "rate", "5m", "0.5", "x", "a:b", "-"],
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 25 }), fc.boolean(), (pieces, spaced) => {
				const source = pieces.join(spaced ? " " : "");
				const region = maskGrafana(source);
				expect(region.text).toHaveLength(source.length);
				const outside = (text: string) =>
					(region.masks ?? []).reduceRight((rest, { span }) => rest.slice(0, span.start) + rest.slice(span.end), text);
				expect(outside(region.text)).toBe(outside(source));
				expect(describeMasked(region)).toBeInstanceOf(Array);
			}),
			{ numRuns: 2000 },
		);
	});

	it("parses as well as without them", () => {
		fc.assert(
			fc.property(promqlArbitrary(), (text) => {
				expect(checkPromql(parsePromql(maskGrafana(text).text), { role: "query" })).toEqual([]);
			}),
			{ numRuns: 100 },
		);
	});
});
