import fc from "fast-check";
import { expect, test } from "vitest";
import { HOSTS } from "../support/hosts.ts";
import { createDocument, createTestService } from "../support/testService.ts";

/** What must hold for signatures, colours, folds, selections and highlights alike, whatever is written. */
const service = createTestService();

function askEverything(text: string, offset: number): void {
	const document = createDocument(text);
	service.signatureHelp(document, offset);
	service.semanticTokens(document);
	service.foldingRanges(document);
	const [selections = []] = service.selectionRanges(document, [offset]) ?? [];
	expect(selections.length).toBeLessThanOrEqual(100);
	for (const { span } of service.highlights(document, offset)) {
		expect(span.start).toBeLessThan(span.end);
		expect(span.end).toBeLessThanOrEqual(text.length);
	}
	expect(service.logged).toEqual([]);
}

test("any text in any host has an answer", () => {
	const pieces = fc.constantFrom(
		..."sum ( ) { } [ ] up = =~ \" ' ` , 5m 0x by on group_left offset @ \n # {{ }} $labels .job é 😀 \\ -".split(" "),
	);
	fc.assert(
		fc.property(fc.array(pieces, { maxLength: 30 }), fc.nat(HOSTS.length - 1), fc.nat(), (parts, host, seed) => {
			const text = HOSTS[host]?.wrap(parts.join(" ")) ?? "";
			askEverything(text, seed % (text.length + 1));
		}),
		{ numRuns: 300 },
	);
});

test.each([
	["deep", `${"sum(".repeat(20_000)}up`],
	["long", `${"up + ".repeat(20_000)}up`],
	["a wide matcher list", `up{${'a="b",'.repeat(20_000)}}`],
	["a long sum of durations", `up[${"5m + ".repeat(20_000)}5m]`],
	["many brackets", "([{".repeat(20_000)],
	["many quotes", "'\"`".repeat(20_001)],
])("a text that is %s has an answer within a bound", (_, expression) => {
	const text = HOSTS.find(({ name }) => name === "literal")?.wrap(expression) ?? "";
	const began = performance.now();
	askEverything(text, text.indexOf(expression) + 3);
	askEverything(text, text.indexOf(expression) + expression.length);
	// A hundred times what it takes; it would be minutes if any step went over the text once for each word.
	expect(performance.now() - began).toBeLessThan(4000);
});
