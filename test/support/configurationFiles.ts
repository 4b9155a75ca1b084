import type { ConfigurationFiles } from "../../server/workspace/configurationFiles.ts";

/** Files in memory, by their path from the root; those written as `undefined` cannot be read. */
export function filesInMemory(texts: Readonly<Record<string, string | undefined>>): ConfigurationFiles {
	return {
		read(uri) {
			const path = decodeURIComponent(uri.replace("file://", ""));
			if (!Object.hasOwn(texts, path)) return { kind: "missing" };
			const text = texts[path];
			return text === undefined ? { kind: "failed", reason: "cannot be read" } : { kind: "text", text };
		},
	};
}
