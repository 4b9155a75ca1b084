/** In which form an SLO is written: rules as Prometheus reads them, or the specification of a tool that makes them. */
export type OutputForm = "ruleFile" | "prometheusRule" | "sloth" | "slothResource" | "pyrra" | "openSlo";

export function readForm(answer: string | undefined): OutputForm {
	return forms.find((form) => form === answer) ?? "ruleFile";
}

const forms: readonly OutputForm[] = ["ruleFile", "prometheusRule", "sloth", "slothResource", "pyrra", "openSlo"];

/** Claims that we write the rules, so that everything which the answers ask for is in them. */
export function writesRules(form: OutputForm): boolean {
	return form === "ruleFile" || form === "prometheusRule";
}

/** Of the file, after the SLO's id. */
export const formEndings: Readonly<Record<OutputForm, string>> = {
	ruleFile: "rules.yaml",
	prometheusRule: "prometheusrule.yaml",
	sloth: "sloth.yaml",
	slothResource: "prometheusservicelevel.yaml",
	pyrra: "pyrra.yaml",
	openSlo: "openslo.yaml",
};
