import type { Located } from "../../../documents/model/located.ts";
import type { Span } from "../../../text/span.ts";
import { type Objective, parseObjective } from "../objective.ts";
import { createPeriod, findPeriod, type Period } from "../period.ts";
import { Unconvertible } from "./specSlo.ts";

/** Percent, as it is written. */
export function readObjective(written: Located<string> | undefined, around: Span): Objective {
	if (written === undefined) throw new Unconvertible("It has no objective.", around);
	const result = parseObjective(written.value);
	if (result.kind === "invalid") throw new Unconvertible(result.message, written.span);
	return result.objective;
}

/** A ratio such as `0.999` as percent, moved by two digits rather than multiplied: no float gets in between. */
export function percentOfRatio(ratio: string): string {
	const match = /^0*(\d*)(?:\.(\d*))?$/.exec(ratio.trim());
	if (match === null) return ratio;
	const [, whole = "", fraction = ""] = match;
	const digits = fraction.padEnd(2, "0");
	return `${whole}${digits.slice(0, 2)}.${digits.slice(2)}`.replace(/\.$/, "").replace(/^0+(?=\d)/, "");
}

/** The period of Sloth, which its command line decides; 30 days unless told otherwise. */
export function slothPeriod(answer: string | undefined): Period {
	return findPeriod(answer) ?? createPeriod(30);
}

const day = 86_400;
/** As far as the windows of the alerts are made for. */
const mostDays = 366;

/** Whole days of a rolling period. */
export function periodOfSeconds(seconds: number | undefined, written: Located<string>): Period {
	const days = (seconds ?? Number.NaN) / day;
	if (Number.isInteger(days) && days >= 1 && days <= mostDays) return createPeriod(days);
	throw new Unconvertible(
		`A period of \`${written.value}\` is none that rules are made for: whole days, 1 to ${mostDays}.`,
		written.span,
	);
}
