import { equal, match, ok } from "node:assert/strict";
import { describe, it } from "mocha";
import { commands, type Hover, MarkdownString } from "vscode";
import { openAtCursor } from "./editing.ts";

async function hoverAt(text: string): Promise<readonly MarkdownString[]> {
	const { document, position } = await openAtCursor(text);
	const hovers = await commands.executeCommand<Hover[]>("vscode.executeHoverProvider", document.uri, position);
	return hovers.flatMap(({ contents }) => contents).filter((content) => content instanceof MarkdownString);
}

export function testHover(): void {
	describe("hover", () => {
		it("explains a function inside a folded expression, and trusts no content", async () => {
			const contents = await hoverAt(`groups:
  - name: api
    rules:
      - record: job:requests:rate5m
        expr: >-
          sum by (job)
          (ra<|>te(http_requests_total[5m]))
`);
			match(contents.map(({ value }) => value).join("\n"), /rate/);
			ok(contents.length > 0);
			for (const content of contents) ok(!content.isTrusted);
		});

		it("is silent in YAML that is not ours", async () => {
			equal((await hoverAt("kind: Service\nexpr: ra<|>te(up[5m])\n")).length, 0);
		});
	});
}
