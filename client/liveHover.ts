import { ColorThemeKind, type Disposable, Hover, languages, MarkdownString, window, workspace } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { liveHover, type Theme } from "../server/protocol/messages.ts";
import { documentFilters } from "./documentFilters.ts";

/**
 * A second hover provider, for the value that Prometheus has now: the editor shows the documentation of the first one
 * at once, and this one where it arrives. A hover that is gone cancels its query.
 */
export function provideLiveHovers(client: LanguageClient): Disposable {
	return languages.registerHoverProvider([...documentFilters], {
		async provideHover(document, position, token) {
			if (!workspace.getConfiguration("observability", document).get("hover.liveValues", true)) return undefined;
			const answer = await client.sendRequest(
				liveHover,
				{
					uri: client.code2ProtocolConverter.asUri(document.uri),
					position: client.code2ProtocolConverter.asPosition(position),
					theme: themes[window.activeColorTheme.kind],
				},
				token,
			);
			if (answer === null || token.isCancellationRequested) return undefined;
			// Label values come from a server: nothing in this text is ever trusted to run a command, or to be HTML or icons.
			const markdown = new MarkdownString(answer.markdown);
			return new Hover(markdown, client.protocol2CodeConverter.asRange(answer.range));
		},
	});
}

const themes: Readonly<Record<ColorThemeKind, Theme>> = {
	[ColorThemeKind.Light]: "light",
	[ColorThemeKind.Dark]: "dark",
	[ColorThemeKind.HighContrast]: "highContrast",
	[ColorThemeKind.HighContrastLight]: "highContrastLight",
};
