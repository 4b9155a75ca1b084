import type { Problem, Severity } from "../../text/problem.ts";
import type { Check } from "../check.ts";
import { type OptionValue, resolveOptions } from "../options.ts";

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

export function defaultSetting(check: Check): CheckSetting {
	return check.optIn === true ? "off" : check.severity;
}
