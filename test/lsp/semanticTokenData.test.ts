import fc from "fast-check";
import { expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { diffTokens, encodeTokens } from "../../server/lsp/semanticTokenData.ts";

test("tokens count from the one before", () => {
	const document = TextDocument.create("file:///a", "yaml", 1, "ab cd\n\n  ef");
	const data = encodeTokens(document, [
		{ start: 0, end: 2, type: "variable", modifier: "readonly" },
		{ start: 3, end: 5, type: "function", modifier: "defaultLibrary" },
		{ start: 9, end: 11, type: "comment" },
	]);
	expect(data).toEqual([...[0, 0, 2, 0, 1], ...[0, 3, 2, 2, 2], ...[2, 2, 2, 9, 0]]);
});

test("the difference makes one of the other, and is none where nothing changed", () => {
	const numbers = fc.array(fc.nat(3), { maxLength: 20 });
	fc.assert(
		fc.property(numbers, numbers, (before, after) => {
			const made = [...before];
			for (const { start, deleteCount, data } of diffTokens(before, after)) {
				made.splice(start, deleteCount, ...(data ?? []));
			}
			expect(made).toEqual(after);
			expect(diffTokens(before, before)).toEqual([]);
		}),
	);
});
