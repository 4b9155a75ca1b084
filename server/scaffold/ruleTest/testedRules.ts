import type { DocumentModel, Rule, RuleEntry } from "../../documents/model.ts";

/** A rule file as promtool loads it. */
export interface TestedFile {
	/** Relative to the workspace folder, with `/`. */
	readonly path: string;
	readonly groups: readonly TestedGroup[];
}

export interface TestedGroup {
	readonly name: string;
	readonly rules: readonly TestedRule[];
}

export interface TestedRule {
	readonly kind: "alert" | "record";
	readonly name: string;
	/** PromQL. */
	readonly expression: string;
	/** With those of its group; templates in them are not expanded. */
	readonly labels: Readonly<Record<string, string>>;
	readonly annotations: Readonly<Record<string, string>>;
	readonly forSeconds: number;
	readonly keepFiringForSeconds: number;
}

/** The rules of a file; what is half-written or filled in by a template engine is left out, as it says nothing certain. */
export function readTestedFile(path: string, { groups }: Pick<DocumentModel, "groups">): TestedFile {
	return {
		path,
		groups: groups.map(({ name, labels = [], rules }) => ({
			name: name?.value ?? "",
			rules: rules.flatMap((rule) => readRule(rule, labels)),
		})),
	};
}

function readRule(rule: Rule, groupLabels: readonly RuleEntry[]): readonly TestedRule[] {
	const { kind, name, expression } = rule;
	if (kind === "incomplete" || name === undefined || !isPlain(rule) || expression === undefined) return [];
	return [
		{
			kind,
			name: name.value,
			expression: expression.text,
			labels: { ...readEntries(groupLabels), ...readEntries(rule.labels) },
			annotations: readEntries(rule.annotations),
			forSeconds: rule.forSeconds?.value ?? 0,
			keepFiringForSeconds: rule.keepFiringForSeconds?.value ?? 0,
		},
	];
}

/** Claims that it is PromQL, and that nothing in it is rendered before Prometheus reads it. */
export function isPlain({ expression, labels, annotations }: Rule): boolean {
	if (expression?.language !== "promql" || expression.masks?.length) return false;
	return [...labels, ...annotations].every(({ template }) => !template?.masks?.length);
}

function readEntries(entries: readonly RuleEntry[]): Readonly<Record<string, string>> {
	return Object.fromEntries(entries.map(({ key, value }) => [key.value, value.value]));
}
