import { closestWord } from "../../base/closestWord.ts";
import type { HostDocument } from "../../documents/adapter.ts";
import type { Located } from "../../documents/model/located.ts";
import { decode, type UnknownKey } from "../../documents/observabilityConfig/decode.ts";
import {
	type Decoded,
	type DecodedMap,
	mapAt,
	textAt,
	textsAt,
	toPlain,
} from "../../documents/observabilityConfig/decoded.ts";
import {
	type ConfigurationLanguage,
	tellSecondDocument,
} from "../../documents/observabilityConfig/observabilityConfig.ts";
import type { RuleDialect } from "../../documents/rules/ruleDialect.ts";
import type { MappingType } from "../../documents/structure/structure.ts";
import { parseYaml, type YamlDocument } from "../../documents/yaml/parseYaml.ts";
import { YamlView } from "../../documents/yaml/yamlView.ts";
import type { Environment } from "../../metrics/environment.ts";
import { readEnvironment } from "../../metrics/readEnvironment.ts";
import { RegularExpressions } from "../../promql/regularExpressions.ts";
import type { Fault } from "../../text/fault.ts";
import type { Problem } from "../../text/problem.ts";
import { SpanIndex } from "../../text/spanIndex.ts";
import type { Check } from "../check.ts";
import { checksName, createConfigurationStructure, dialects } from "./configurationStructure.ts";
import { type CheckEntries, type CheckEntry, isSetting } from "./setting.ts";

/** What one configuration file says, with what is wrong in it left out. */
export interface ConfigurationFile extends PathSettings {
	readonly paths: readonly PathEntry[];
	/** Servers that live values can come from. */
	readonly environments: readonly Environment[];
	/** Patterns from the folder of the file. */
	readonly ignore: readonly string[];
	readonly extends: readonly Located<string>[];
	readonly baseline?: Located<string>;
	/** The folder of templates for scaffolds, from the folder of the file. */
	readonly templates?: string;
}

/** What can be said of all files, or of some. */
export interface PathSettings {
	readonly checks: CheckEntries;
	readonly prometheus?: PrometheusChoice;
	readonly dialect?: RuleDialect;
	/** What `--enable-feature` names. */
	readonly features?: readonly string[];
}

export interface PrometheusChoice {
	/** What the server is called in the editor's settings. */
	readonly name?: string;
	readonly url?: string;
}

export interface PathEntry extends PathSettings {
	readonly files: readonly string[];
}

export const emptyConfigurationFile: ConfigurationFile = {
	checks: new Map(),
	paths: [],
	environments: [],
	ignore: [],
	extends: [],
};

export interface ReadConfiguration {
	readonly file: ConfigurationFile;
	/** Of its YAML too, in its offsets and order. */
	readonly problems: readonly Problem[];
}

/** Reads configuration files by the catalogue. Pure, and never throws: a faulty file keeps what is valid in it. */
export class ConfigurationReader implements ConfigurationLanguage {
	readonly structure: MappingType;
	readonly #faults: Readonly<Record<string, Fault>>;
	readonly #settable: MappingType["keys"];
	readonly #regularExpressions = new RegularExpressions();

	constructor(checks: readonly Check[], faults: Readonly<Record<string, Fault>>) {
		this.structure = createConfigurationStructure(checks, faults);
		const { value } = this.structure.keys["checks"] ?? {};
		this.#settable = value?.kind === "mapping" ? value.of.keys : {};
		this.#faults = faults;
	}

	/** Claims that a check or advice of that name can be given a severity or be turned off. */
	canSet(id: string): boolean {
		return Object.hasOwn(this.#settable, id) && !id.endsWith("*");
	}

	read(text: string): ReadConfiguration {
		const { documents } = parseYaml(text, new Map(), new Map());
		const [first, second] = documents;
		if (first === undefined) return { file: emptyConfigurationFile, problems: [] };
		const { decoded, problems } = this.#decode(first);
		const all = [
			...documents.flatMap((document) => document.problems),
			...problems,
			...(second === undefined ? [] : [tellSecondDocument(text, second)]),
		];
		return {
			file: decoded === undefined ? emptyConfigurationFile : readFile(decoded),
			problems: all.sort((a, b) => a.span.start - b.span.start),
		};
	}

	findProblems({ yaml }: HostDocument): readonly Problem[] {
		return this.#decode(yaml).problems;
	}

	#decode(yaml: YamlDocument) {
		return decode(yaml.root, this.structure, {
			view: new YamlView(yaml.anchors),
			broken: new SpanIndex(yaml.problems.map(({ span }) => span)),
			regularExpressions: this.#regularExpressions,
			describeUnknown: (key, mapping) =>
				mapping.name === checksName ? this.#describeUnknown(key, mapping) : undefined,
		});
	}

	#describeUnknown(id: string, { keys }: MappingType): UnknownKey {
		const code = "configuration/unknown-check";
		if (Object.hasOwn(this.#faults, id)) {
			return {
				code,
				message: `\`${id}\` cannot be set: ${id.startsWith("configuration/") ? "what is wrong with the configuration is always told" : "the real tool refuses the file for it, so it is always an error"}. Remove this line.`,
			};
		}
		const names = Object.keys(keys);
		const near = closestWord(id, names) ?? nameAtEnd(id, names);
		const hint = near === undefined ? "Take the name from the diagnostic." : `Did you mean \`${near}\`?`;
		return {
			code,
			message: `There is no check \`${id}\`, so this does nothing. ${hint}`,
			...(near === undefined ? {} : { near }),
		};
	}
}

/** Who leaves the area out means the check that is called so. */
function nameAtEnd(id: string, names: readonly string[]): string | undefined {
	const ending = names.filter((name) => name.endsWith(`/${id}`));
	return ending.length === 1 ? ending[0] : undefined;
}

function readFile(decoded: DecodedMap): ConfigurationFile {
	const baseline = textAt(decoded, "baseline");
	const templates = textAt(decoded, "templates")?.value;
	return {
		...readPathSettings(decoded),
		paths: readItems(decoded, "paths").map((item) => ({
			...readPathSettings(item),
			files: textsAt(item, "files").map(({ value }) => value),
		})),
		// What is wrong with one was told by the table.
		environments: readItems(decoded, "environments").flatMap(
			(item, index) => readEnvironment(toPlain(item), `environments[${index}]`, []) ?? [],
		),
		ignore: textsAt(decoded, "ignore").map(({ value }) => value),
		extends: textsAt(decoded, "extends"),
		...(baseline === undefined ? {} : { baseline }),
		...(templates === undefined || templates.trim() === "" ? {} : { templates }),
	};
}

function readItems(decoded: DecodedMap, key: string): readonly DecodedMap[] {
	const list = decoded.entries.get(key)?.value;
	return list?.kind === "list" ? list.items.filter((item) => item.kind === "map") : [];
}

function readPathSettings(decoded: DecodedMap): PathSettings {
	const prometheus = mapAt(decoded, "prometheus");
	const name = textAt(prometheus, "name")?.value;
	const url = textAt(prometheus, "url")?.value;
	const written = textAt(decoded, "dialect")?.value;
	const dialect = dialects.find((one) => one === written);
	const promql = mapAt(decoded, "promql");
	return {
		checks: readChecks(mapAt(decoded, "checks")),
		...(name === undefined && url === undefined
			? {}
			: { prometheus: { ...(name === undefined ? {} : { name }), ...(url === undefined ? {} : { url }) } }),
		...(dialect === undefined ? {} : { dialect }),
		...(promql?.entries.has("features") === true
			? { features: textsAt(promql, "features").map(({ value }) => value) }
			: {}),
	};
}

function readChecks(decoded: DecodedMap | undefined): CheckEntries {
	return new Map([...(decoded?.entries ?? [])].map(([id, { value }]) => [id, readEntry(value)]));
}

function readEntry(decoded: Decoded): CheckEntry {
	if (decoded.kind !== "map") {
		const setting = toPlain(decoded);
		return isSetting(setting) ? { setting } : {};
	}
	const { severity, ...options } = Object.fromEntries(
		[...decoded.entries].map(([key, { value }]) => [key, toPlain(value)]),
	);
	return { ...(isSetting(severity) ? { setting: severity } : {}), options };
}
