import type { RuleDialect } from "../../documents/rules/ruleDialect.ts";
import { choice, formatted, httpUrl, listOf, mapping, mappings, text } from "../../documents/structure/keyTypes.ts";
import type { KeyType, MappingType, ValueType } from "../../documents/structure/structure.ts";
import { featureFlags } from "../../promql/features.ts";
import type { Fault } from "../../text/fault.ts";
import type { Check } from "../check.ts";
import type { Option } from "../options.ts";
import { environmentsKey } from "./environmentStructure.ts";
import { settings } from "./setting.ts";

/** The dialects of rule files that the configuration can name. */
export const dialects = [
	"auto",
	"prometheus",
	"thanos",
	"mimir",
	"loki",
	"vmalert",
] as const satisfies readonly RuleDialect[];

const settingValue: ValueType = { kind: "enum", values: settings, closed: "exactly" };

const severityWords = { error: "an error", warning: "a warning", information: "information", hint: "a hint" } as const;

/** What a configuration file may hold, made from the catalogue. */
export function createConfigurationStructure(
	checks: readonly Check[],
	faults: Readonly<Record<string, Fault>>,
): MappingType {
	const settable = settableFaults(faults);
	const areas = areasOf([...checks.map(({ id }) => id), ...Object.keys(settable)]);
	const keys: Record<string, KeyType> = {};
	for (const area of areas) {
		const documentation = `Everything in \`${area}/\`. What is off unless it is asked for stays off: name it to turn it on.`;
		keys[`${area}/*`] = { documentation, value: settingValue };
	}
	for (const check of checks.toSorted((a, b) => (a.id < b.id ? -1 : 1))) keys[check.id] = describe(check);
	for (const [id, { title, severity }] of Object.entries(settable)) {
		keys[id] = { documentation: `${title}. It is ${severityWords[severity]}.`, value: settingValue };
	}
	return configurationStructure({ name: checksName, keys });
}

/** The name of the mapping of checks, by which it is known. */
export const checksName = "list of checks";

function configurationStructure(checks: MappingType): MappingType {
	const anywhere: Record<string, KeyType> = {
		checks: mapping(
			"Which checks are on, how severe they are and their options: `off`, `on`, a severity, or a mapping with `severity` and the check's options. A check's own name goes before `area/*`.",
			checks,
		),
		prometheus: mapping("The server that the rules are for. No secrets belong here.", {
			name: "server",
			keys: {
				name: text("What the server is called among those in the editor's settings."),
				url: httpUrl(
					"Its address, for whoever calls `observability check --online`. It is never asked because it stands here.",
				),
			},
		}),
		dialect: choice("Who reads the rule files; `auto` goes by the fields that each file has.", dialects),
		promql: mapping("The PromQL that the expressions are written in.", {
			name: "language",
			keys: {
				features: listOf(
					"What the Prometheus that will run the expressions has switched on with `--enable-feature`; what needs another flag is then an error.",
					{ kind: "enum", values: Object.values(featureFlags) },
				),
			},
		}),
	};
	return {
		name: "configuration",
		keys: {
			...anywhere,
			environments: environmentsKey,
			paths: mappings("What is different for some files. Of several that match, the later ones count.", {
				name: "entry of `paths`",
				keys: {
					files: listOf(
						"The files, as patterns from the folder of this file: `rules/**/*.yaml`, `legacy/`, `*.test.yaml`, `!rules/new.yaml`.",
						formatted("glob"),
						{ required: true },
					),
					...anywhere,
				},
			}),
			ignore: listOf("Files that are not checked at all, as patterns from the folder of this file.", formatted("glob")),
			extends: listOf(
				"Other configurations that this one builds on, as paths from its folder. What this one says goes before.",
				{ kind: "string" },
			),
			templates: text(
				"The folder of your own templates for scaffolds, as a path from the folder of this file and inside the workspace; `.observability/templates` where it is left out. Nothing in it is checked.",
			),
			baseline: text("The file of known faults, which are not told again, as a path from the folder of this file."),
		},
	};
}

function describe({ id, title, severity, optIn, options = {} }: Check): KeyType {
	const state = optIn === true ? "off unless it is asked for, and then" : "by itself";
	const documentation = `${title}. It is ${state} ${severityWords[severity]}.`;
	const of: MappingType = {
		name: `setting of ${id}`,
		keys: {
			severity: choice("How severe it is, or `off`; its own severity where it is left out.", settings),
			...Object.fromEntries(Object.entries(options).map(([name, option]) => [name, describeOption(option)])),
		},
	};
	return { documentation, value: { kind: "mapping", of, or: settingValue } };
}

function describeOption(option: Option & { readonly required?: boolean }): KeyType {
	const { description } = option;
	return {
		documentation: description,
		value: typeOfOption(option),
		...(option.required === true ? { required: true } : {}),
	};
}

function typeOfOption(option: Option): ValueType {
	switch (option.kind) {
		case "duration":
		case "number":
		case "boolean":
			return { kind: option.kind };
		case "string":
			return option.values === undefined
				? { kind: "string" }
				: { kind: "enum", values: option.values, closed: "exactly" };
		case "pattern":
			return formatted("regexp");
		case "strings":
			return { kind: "sequence", of: { kind: "string" } };
		case "list": {
			const keys = Object.entries(option.of).map(([name, field]) => [name, describeOption(field)]);
			return { kind: "sequence", of: { kind: "mapping", of: { name: "item", keys: Object.fromEntries(keys) } } };
		}
		default:
			return option satisfies never;
	}
}

/** Advice about structure can be set like a check; what the real tool would refuse, and the configuration itself, cannot. */
export function settableFaults(faults: Readonly<Record<string, Fault>>): Readonly<Record<string, Fault>> {
	return Object.fromEntries(
		Object.entries(faults)
			.filter(([id, { severity }]) => severity !== "error" && !id.startsWith("configuration/"))
			.toSorted(([a], [b]) => (a < b ? -1 : 1)),
	);
}

export function areasOf(ids: readonly string[]): readonly string[] {
	return [...new Set(ids.map((id) => id.slice(0, id.indexOf("/"))))].toSorted();
}
