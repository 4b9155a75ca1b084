import type { RuleDialect } from "../../documents/rules/ruleDialect.ts";
import type { Environment } from "../../metrics/environment.ts";
import type { FeatureSet } from "../../promql/features.ts";
import type { Problem, Severity } from "../../text/problem.ts";
import type { Check } from "../check.ts";
import { type OptionValue, resolveOptions } from "../options.ts";
import type { PrometheusChoice } from "./readConfiguration.ts";

/** What a check reports as, or that it is not run. */
export type CheckSetting = Severity | "off";

/**
 * What the configuration says of the checks, file by file, with everything that it leaves open filled in.
 *
 * Immutable: a configuration that has changed is another object, as what was worked out is kept by it.
 */
export interface ResolvedConfiguration {
	settingOf(check: Check, uri: string): CheckSetting;
	/** By the names of the check's option table, as `resolveOptions` gives them. */
	optionsOf(check: Check, uri: string): Readonly<Record<string, OptionValue>>;
	/** Of advice about structure, by its code; `undefined` where the configuration says nothing. */
	settingOfFault?(code: string, uri: string): CheckSetting | undefined;
	/** Claims that the file is not to be checked at all. */
	isIgnored?(uri: string): boolean;
	/** The folder of the templates for scaffolds, as a URI with a slash at the end, where the configuration names one. */
	templatesOf?(uri: string): string | undefined;
	/** What the Prometheus that will run the file's expressions has or lacks, where that is said. */
	featuresOf?(uri: string): FeatureSet | undefined;
	/** Whose rule file it is; `auto` where that is left to the file. */
	dialectOf?(uri: string): RuleDialect;
	/** The server that the file is for. */
	prometheusOf?(uri: string): PrometheusChoice | undefined;
	/** The servers that the configuration of the file names; whoever contacts them asks first whether the workspace is trusted. */
	environmentsOf?(uri: string): readonly Environment[];
	/** What is wrong with the configuration file `uri` that only other files show. */
	problemsOf?(uri: string): readonly Problem[];
	readonly baseline?: Baseline;
}

/** Faults of long ago that are not told again. */
export interface Baseline {
	/** Those of `problems` that it does not hold; `text` is the file that they are in. */
	withoutKnown(uri: string, text: string, problems: readonly Problem[]): readonly Problem[];
}

export const defaultConfiguration: ResolvedConfiguration = {
	settingOf: (check) => defaultSetting(check),
	optionsOf: (check) => resolveOptions(check.options ?? {}, {}),
};

export function defaultSetting({ optIn, severity }: Pick<Check, "optIn" | "severity">): CheckSetting {
	return optIn === true ? "off" : severity;
}
