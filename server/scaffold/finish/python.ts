import type { Finish } from "./finish.ts";

/** Templates of Python are as Black writes them; a project with `single` quotes or `crlf` line ends gets those. */
export const finishPython: Finish = (text, style) => {
	const quoted = style.has("single") ? text.replaceAll(/(?<!")"([^"'\\\n]*)"(?!")/g, "'$1'") : text;
	return style.has("crlf") ? quoted.replaceAll("\n", "\r\n") : quoted;
};
