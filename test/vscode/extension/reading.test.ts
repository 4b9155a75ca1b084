import { deepEqual, equal, match, ok } from "node:assert/strict";
import { describe, it } from "mocha";
import {
	commands,
	type DocumentHighlight,
	type FoldingRange,
	type SelectionRange,
	type SemanticTokens,
	type SemanticTokensLegend,
	type SignatureHelp,
} from "vscode";
import { openAtCursor } from "./editing.ts";

const rules = `groups:
  - name: api
    rules:
      - record: job:requests:rate5m
        expr: sum by (job) (rate(http_requests_total[5m]))
      - alert: Slow
        expr: |
          histogram_quantile(
            0.9,
            <|>job:requests:rate5m
          ) > 1
        annotations:
          summary: "{{ $labels.job }}"
`;

export function testReading(): void {
	describe("reading rules", () => {
		it("shows what stands where in a call", async () => {
			const { document, position } = await openAtCursor(rules);
			const help = await commands.executeCommand<SignatureHelp>(
				"vscode.executeSignatureHelpProvider",
				document.uri,
				position,
			);
			match(help.signatures[help.activeSignature]?.label ?? "", /^histogram_quantile\(/);
			equal(help.activeParameter, 1);
		});

		it("colours words by what they mean, each in the legend's words", async () => {
			const { document } = await openAtCursor(rules);
			const legend = await commands.executeCommand<SemanticTokensLegend>(
				"vscode.provideDocumentSemanticTokensLegend",
				document.uri,
			);
			const tokens = await commands.executeCommand<SemanticTokens>(
				"vscode.provideDocumentSemanticTokens",
				document.uri,
			);
			const types = Array.from({ length: 6 }, (_, index) => legend.tokenTypes[tokens.data[index * 5 + 3] ?? -1]);
			deepEqual(types, ["method", "keyword", "property", "function", "variable", "number"]);
		});

		it("folds what the editor would fold by itself, and brackets", async () => {
			const { document } = await openAtCursor(rules);
			const ranges = await commands.executeCommand<FoldingRange[]>("vscode.executeFoldingRangeProvider", document.uri);
			const folded = ranges.map(({ start, end }) => `${start}-${end}`);
			for (const wanted of ["0-12", "1-12", "2-12", "3-4", "5-12", "6-10", "7-9", "11-12"]) {
				ok(folded.includes(wanted), `${wanted} is not among ${folded.join(" ")}`);
			}
		});

		it("expands the selection by the syntax", async () => {
			const { document, position } = await openAtCursor(rules);
			const [smallest] = await commands.executeCommand<SelectionRange[]>(
				"vscode.executeSelectionRangeProvider",
				document.uri,
				[position],
			);
			const selected: string[] = [];
			for (let range = smallest; range !== undefined; range = range.parent)
				selected.push(document.getText(range.range));
			ok(selected.includes("job:requests:rate5m"), JSON.stringify(selected));
			ok(selected.some((text) => text.startsWith("histogram_quantile(") && text.endsWith(")")));
			ok(selected.some((text) => text.startsWith("- alert: Slow")));
		});

		it("highlights a metric where it is used and where it is recorded", async () => {
			const { document, position } = await openAtCursor(rules);
			const highlights = await commands.executeCommand<DocumentHighlight[]>(
				"vscode.executeDocumentHighlights",
				document.uri,
				position,
			);
			deepEqual(
				highlights.map(({ range }) => range.start.line),
				[3, 9],
			);
		});

		it("leaves other YAML to others", async () => {
			const { document, position } = await openAtCursor("services:\n  we<|>b: 1\n  other: web\n");
			const highlights = await commands.executeCommand<DocumentHighlight[]>(
				"vscode.executeDocumentHighlights",
				document.uri,
				position,
			);
			equal(highlights.length, 2, "the editor's own highlights of the same word");
			const tokens = await commands.executeCommand<SemanticTokens | undefined>(
				"vscode.provideDocumentSemanticTokens",
				document.uri,
			);
			equal(tokens?.data.length ?? 0, 0);
		});
	});
}
