import type { Problem } from "../../text/problem.ts";
import type { Span } from "../../text/span.ts";
import type { Fields } from "../structure/fields.ts";
import { isSet } from "../structure/findTreeProblems.ts";

type Tell = (span: Span, message: string) => Problem;

const needsTarget = new Set(["replace", "hashmod", "lowercase", "uppercase", "keepequal", "dropequal"]);
/** Of each key the value that counts as not written. */
const defaults: Readonly<Record<string, string>> = {
	separator: ";",
	regex: "(.*)",
	modulus: "0",
	replacement: "$1",
	target_label: "",
};

/** What an action needs and what it cannot have, as Prometheus's own validation of relabelling rules says. */
export function findRelabelProblems(fields: Fields, place: Span, tell: Tell): readonly Problem[] {
	if (fields.has("action") && fields.text("action") === undefined) return [];
	const action = (fields.text("action")?.value ?? "replace").toLowerCase();
	const at = (key: string): Span => fields.get(key)?.keySpan ?? fields.get("action")?.keySpan ?? place;
	const problems: Problem[] = [];
	if (needsTarget.has(action) && !isSet(fields.get("target_label"))) {
		problems.push(tell(at("target_label"), `The action \`${action}\` needs a \`target_label\` to write to.`));
	}
	if (action === "hashmod" && Number(fields.text("modulus")?.value ?? 0) === 0) {
		problems.push(tell(at("modulus"), "The action `hashmod` needs a `modulus` other than zero."));
	}
	if (action === "labelmap" && fields.get("replacement")?.value !== undefined && !isSet(fields.get("replacement"))) {
		problems.push(tell(at("replacement"), "The action `labelmap` needs a `replacement` that makes a label name."));
	}
	for (const key of forbidden[action] ?? []) {
		const entry = fields.get(key);
		if (entry?.value === undefined || (key in defaults && fields.text(key)?.value === defaults[key])) continue;
		if (key === "target_label" && !isSet(entry)) continue;
		problems.push(tell(entry.keySpan, `The action \`${action}\` cannot have \`${key}\`. Remove it.`));
	}
	return problems;
}

const labelActions = ["source_labels", "target_label", "modulus", "separator", "replacement"];
const equalActions = ["regex", "modulus", "separator", "replacement"];

const forbidden: Readonly<Record<string, readonly string[]>> = {
	labeldrop: labelActions,
	labelkeep: labelActions,
	keepequal: equalActions,
	dropequal: equalActions,
	lowercase: ["replacement"],
	uppercase: ["replacement"],
};
