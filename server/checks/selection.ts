import { LRUCache } from "lru-cache";
import type { Severity } from "../text/problem.ts";
import type { Check, Visitor } from "./check.ts";
import type { ResolvedConfiguration } from "./configuration/configuration.ts";
import type { OptionValue } from "./options.ts";

/** A check that is on, as the configuration has it. */
export interface EnabledCheck {
	readonly check: Check;
	/** Set by the user; what the check itself says does not count then. */
	readonly severity?: Severity;
	readonly options: Readonly<Record<string, OptionValue>>;
}

/** The checks that are on for a file, by what they look at. Equal ones are the same object, so that results can be kept. */
export interface CheckSelection {
	readonly enabled: readonly EnabledCheck[];
	readonly byVisit: Readonly<Record<keyof Visitor<never>, readonly EnabledCheck[]>>;
}

/** Finds out which checks are on, and gives the same selection for the same answer. */
export class CheckSelector {
	readonly #checks: readonly Check[];
	readonly #selections = new LRUCache<string, CheckSelection>({ max: 64 });
	readonly #byFile = new WeakMap<ResolvedConfiguration, Map<string, CheckSelection>>();

	constructor(checks: readonly Check[]) {
		this.#checks = checks;
	}

	select(configuration: ResolvedConfiguration, uri: string): CheckSelection {
		const byFile = this.#byFile.get(configuration) ?? new Map<string, CheckSelection>();
		this.#byFile.set(configuration, byFile);
		const known = byFile.get(uri);
		if (known !== undefined) return known;
		const selection = this.#share(this.#checks.flatMap((check) => enable(check, configuration, uri)));
		byFile.set(uri, selection);
		return selection;
	}

	#share(enabled: readonly EnabledCheck[]): CheckSelection {
		const key = JSON.stringify(enabled.map(({ check, severity, options }) => [check.id, severity, options]));
		const known = this.#selections.get(key);
		if (known !== undefined) return known;
		const having = (visit: keyof Visitor<never>): readonly EnabledCheck[] =>
			enabled.filter(({ check }) => check.visit[visit] !== undefined);
		const selection: CheckSelection = {
			enabled,
			byVisit: {
				expression: having("expression"),
				rule: having("rule"),
				group: having("group"),
				file: having("file"),
				panel: having("panel"),
				dashboard: having("dashboard"),
				alertmanager: having("alertmanager"),
				ruleTest: having("ruleTest"),
				graph: having("graph"),
			},
		};
		this.#selections.set(key, selection);
		return selection;
	}
}

function enable(check: Check, configuration: ResolvedConfiguration, uri: string): readonly EnabledCheck[] {
	const setting = configuration.settingOf(check, uri);
	if (setting === "off") return [];
	const options = configuration.optionsOf(check, uri);
	return [{ check, options, ...(setting === check.severity ? {} : { severity: setting }) }];
}
