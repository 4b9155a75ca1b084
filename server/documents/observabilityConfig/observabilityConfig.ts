import type { Problem } from "../../text/problem.ts";
import type { DocumentAdapter, HostDocument } from "../adapter.ts";
import type { OutlineItem } from "../model.ts";
import { Fields } from "../structure/fields.ts";
import type { MappingType } from "../structure/structure.ts";
import type { YamlDocument } from "../yaml/parseYaml.ts";
import { YamlView } from "../yaml/yamlView.ts";

/** The names that the configuration has in a folder; the first one that is there counts. */
export const configurationNames = [".observability.yaml", ".observability.yml"] as const;

export function isConfigurationFile(uri: string): boolean {
	return configurationNames.some((name) => uri.endsWith(`/${name}`));
}

/** What may stand in the configuration, as whoever knows the checks says it. */
export interface ConfigurationLanguage {
	readonly structure: MappingType;
	findProblems(document: HostDocument): readonly Problem[];
}

/** The project's own configuration file, known by its name alone, so that it can be empty and still be completed. */
export function createObservabilityConfigAdapter(language: ConfigurationLanguage): DocumentAdapter {
	return {
		id: "observabilityConfig",
		hints: [],
		owns: (source) => isConfigurationFile(source.uri),
		matches: ({ source }) => isConfigurationFile(source.uri),
		parse: (document) => ({
			problems:
				document.index > 0
					? [tellSecondDocument(document.source.text, document.yaml)]
					: language.findProblems(document),
			regions: [],
			groups: [],
			outline: document.index > 0 ? [] : outline(document),
			structure: language.structure,
		}),
	};
}

export function tellSecondDocument(text: string, { span }: YamlDocument): Problem {
	const start = span.start + Math.max(text.slice(span.start, span.end).search(/\S/), 0);
	const lineFeed = text.indexOf("\n", start);
	const end = Math.max(start, lineFeed === -1 ? text.length : lineFeed);
	const message = "Only the first YAML document of a configuration is read, so nothing after this `---` counts.";
	return { code: "configuration/second-document", severity: "error", span: { start, end }, message };
}

function outline({ yaml }: HostDocument): readonly OutlineItem[] {
	const view = new YamlView(yaml.anchors);
	return (Fields.of(yaml.root, view)?.entries ?? [])
		.filter(({ borrowed }) => !borrowed)
		.map(({ key, keySpan, valueSpan }) => ({
			name: key,
			detail: "",
			kind: "section",
			span: { start: keySpan.start, end: Math.max(keySpan.end, valueSpan.end) },
			nameSpan: keySpan,
			children: [],
		}));
}
