import { decodePercent } from "../../base/decodePercent.ts";
import type { FactSource } from "../../metrics/offline/metricFacts.ts";
import { escapeMarkdown } from "../markdown.ts";

/** Where a fact comes from, as the end of a sentence in Markdown; a file is a link. */
export function describeSource(source: FactSource, server: string | undefined): string {
	switch (source.kind) {
		case "live":
			return server === undefined ? "from the server" : `from ${escapeMarkdown(server)}`;
		case "code":
			return `registered in ${linkTo(source.uri)} (${escapeMarkdown(source.library)})`;
		case "rule":
			return `recorded in ${linkTo(source.uri)}`;
		case "catalogue":
			return `from ${escapeMarkdown(nameExporter(source))} (catalogue)`;
		default:
			return source satisfies never;
	}
}

/** Beside a name in a list, where there is little room. */
export function nameSource(source: FactSource): string | undefined {
	switch (source.kind) {
		case "live":
			return undefined;
		case "code":
			return source.library;
		case "rule":
			return shortPath(source.uri);
		case "catalogue":
			return source.exporter;
		default:
			return source satisfies never;
	}
}

export function nameExporter({ exporter, version }: { readonly exporter: string; readonly version: string }): string {
	return version === "" ? exporter : `${exporter} ${version}`;
}

function linkTo(uri: string): string {
	return `[${escapeMarkdown(shortPath(uri))}](<${uri.replace(/[<>\\\s]/g, encodeURIComponent)}>)`;
}

/** The end of the path, which is enough to know the file by. */
export function shortPath(uri: string): string {
	const path = uri
		.replace(/^[a-z][\w+.-]*:\/*/i, "")
		.split("/")
		.slice(-2)
		.join("/");
	return decodePercent(path);
}
