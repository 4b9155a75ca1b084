import { equal, match, ok } from "node:assert/strict";
import { describe, it } from "mocha";
import { type CompletionItem, type CompletionList, commands, MarkdownString } from "vscode";
import { openAtCursor } from "./editing.ts";

async function completeAt(text: string): Promise<readonly CompletionItem[]> {
	const { document, position } = await openAtCursor(text);
	const list = await commands.executeCommand<CompletionList>(
		"vscode.executeCompletionItemProvider",
		document.uri,
		position,
		undefined,
		200,
	);
	return list.items;
}

const named = (items: readonly CompletionItem[], name: string): CompletionItem | undefined =>
	items.find(({ label }) => (typeof label === "string" ? label : label.label) === name);

export function testCompletion(): void {
	describe("completion, without a server", () => {
		it("offers a function with its documentation", async () => {
			const items = await completeAt(`groups:
  - name: api
    rules:
      - record: job:requests:rate5m
        expr: sum by (job) (histogram_q<|>)
`);
			const item = named(items, "histogram_quantile");
			ok(item, "histogram_quantile is not offered");
			const { documentation } = item;
			match(documentation instanceof MarkdownString ? documentation.value : String(documentation), /quantile/i);
		});

		it("offers the keys of a rule", async () => {
			const items = await completeAt(`groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
        anno<|>
`);
			ok(named(items, "annotations"), "annotations is not offered");
		});

		it("offers no PromQL in YAML that is not ours", async () => {
			const items = await completeAt("kind: Service\nexpr: histogram_q<|>\n");
			equal(named(items, "histogram_quantile"), undefined);
		});
	});
}
