// Source: model/relabel/relabel.go of Prometheus 3.15; read November 2026.

import { integer, labelNames, regexp, text } from "../structure/keyTypes.ts";
import type { KeyType, MappingType } from "../structure/structure.ts";

/** What each action does, for hovers. */
export const relabelActions: Readonly<Record<string, string>> = {
	replace: "sets the target label to the replacement where the regular expression matches the source labels",
	keep: "drops targets or samples whose source labels the regular expression does not match",
	drop: "drops targets or samples whose source labels the regular expression matches",
	hashmod: "sets the target label to a hash of the source labels, modulo `modulus`",
	labelmap: "copies the labels whose names match to names made by the replacement",
	labeldrop: "removes the labels whose names match",
	labelkeep: "removes the labels whose names do not match",
	lowercase: "sets the target label to the source labels in small letters (2.36)",
	uppercase: "sets the target label to the source labels in capitals (2.36)",
	keepequal: "drops targets or samples whose source labels differ from the target label (2.41)",
	dropequal: "drops targets or samples whose source labels equal the target label (2.41)",
};

export const relabelStructure: MappingType = {
	name: "relabelling rule",
	keys: {
		source_labels: labelNames("The labels whose values are joined and matched."),
		separator: text("What stands between the joined values. Default: `;`."),
		target_label: text("The label that is written."),
		regex: regexp("The regular expression that must match the whole joined value. Default: `(.*)`."),
		modulus: integer("By what the hash is divided: the number of servers that share the targets."),
		replacement: text("What is written; `$1` is the first group of the regular expression. Default: `$1`."),
		action: {
			documentation: `What the rule does. Default: \`replace\`.\n\n${Object.entries(relabelActions)
				.map(([action, does]) => `- \`${action}\` ${does}`)
				.join("\n")}`,
			value: { kind: "enum", values: Object.keys(relabelActions), closed: "ignoringCase" },
		},
	},
};

export const relabelRules = (documentation: string): KeyType => ({
	documentation,
	value: { kind: "sequence", of: { kind: "mapping", of: relabelStructure } },
});
