import type { Finish } from "./finish.ts";

/**
 * Templates of Python are as Black writes them; tags may leave more blank lines than that. A project with `single` quotes or
 * `crlf` line ends gets those.
 */
export const finishPython: Finish = (text, style) => {
	const spaced = `${text.replaceAll(/\n{4,}/g, "\n\n\n").trimEnd()}\n`;
	const quoted = style.has("single") ? spaced.replaceAll(/(?<!")"([^"'\\\n]*)"(?!")/g, "'$1'") : spaced;
	return style.has("crlf") ? quoted.replaceAll("\n", "\r\n") : quoted;
};
