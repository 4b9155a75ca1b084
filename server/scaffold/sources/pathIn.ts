import { decodePercent } from "../../base/decodePercent.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";

/** A file's path in the folder of the scaffold, with `/`; `undefined` where it lies elsewhere. */
export function pathIn({ files }: ScaffoldContext, uri: string): string | undefined {
	if (files.uri === "" || !uri.startsWith(files.uri)) return undefined;
	return decodePercent(uri.slice(files.uri.length));
}
