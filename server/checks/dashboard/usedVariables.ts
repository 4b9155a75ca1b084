import { findGrafanaVariables } from "../../documents/embedded/masks/grafanaVariables.ts";
import type { Dashboard, DashboardVariable } from "../../documents/model/dashboard.ts";

/** A variable that is named somewhere, and in which words. */
export interface VariableMention {
	readonly name: string;
	/** As it is written, such as `${job:regex}`. */
	readonly source: string;
	readonly start: number;
}

/** What `text` names in any of Grafana's spellings. */
export function findMentions(text: string): readonly VariableMention[] {
	return findGrafanaVariables(text).map(({ name = "", source, span }) => ({ name, source, start: span.start }));
}

/** The variable by that name; of rows and tabs several can have one, and any of them may be meant. */
export function findVariable({ variables }: Dashboard, name: string): DashboardVariable | undefined {
	return variables.find((variable) => variable.name.value === name);
}

/** Claims that the variable can hold several values at once. */
export function holdsSeveral({ type, multi, includeAll }: DashboardVariable): boolean {
	return type !== "datasource" && type !== "adhoc" && (multi || includeAll);
}
