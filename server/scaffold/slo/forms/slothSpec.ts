import { writeSelector } from "../../../metrics/selectorText.ts";
import { formatPromql } from "../../../promql/format/format.ts";
import { escapeGoTemplate } from "../../quoting/goTemplateText.ts";
import { makeSlug } from "../../quoting/slug.ts";
import { Refusal } from "../../scaffoldLogic.ts";
import { writeIndicator } from "../sli.ts";
import type { SloDefinition } from "../sloDefinition.ts";

/** The parts of a specification of Sloth; queries are PromQL with `{{.window}}`. */
export interface SlothSpec {
	/** Sloth takes letters, digits, `-`, `_` and `.` in names. */
	readonly service: string;
	readonly name: string;
	/** Empty where the ratio is given as one query. */
	readonly errorQuery: string;
	readonly totalQuery: string;
	readonly ratioQuery: string;
	/** Sloth knows 28 and 30 days; of another period its windows have to be given. */
	readonly needsWindows: boolean;
	readonly recorded: { readonly errorRatio: string; readonly burnRate: string; readonly budgetRemaining: string };
}

/** Throws a `Refusal` where Sloth has no words for it. */
export function writeSlothSpec(slo: SloDefinition): SlothSpec {
	if (slo.period.isCalendar) {
		throw new Refusal("output", "Sloth's periods roll; choose a number of days, or a rule file for a calendar month.");
	}
	const sli = writeIndicator(slo.indicator, slo.grouping);
	const service = nameForSloth(slo.service);
	const select = (record: string) =>
		writeSelector(record, [
			{ label: "sloth_service", op: "=", value: service },
			{ label: "sloth_slo", op: "=", value: nameForSloth(slo.name) },
		]);
	const { events } = sli;
	return {
		service,
		name: nameForSloth(slo.name),
		errorQuery: events === undefined ? "" : layOut(events.bad(standIn)),
		totalQuery: events === undefined ? "" : layOut(events.total(standIn)),
		ratioQuery: events === undefined ? layOut(sli.errorRatio(standIn)) : "",
		needsWindows: slo.period.days !== 28 && slo.period.days !== 30,
		recorded: {
			errorRatio: select("slo:sli_error:ratio_rate5m"),
			burnRate: select("slo:current_burn_rate:ratio"),
			budgetRemaining: select("slo:period_error_budget_remaining:ratio"),
		},
	};
}

/** As long as `{{.window}}`, so that a line of the layout stays as long as it is; nobody asks for 39 years. */
const standIn = "1234567891s";

/** The queries are Go templates, and braces in a label's value stay text. */
function layOut(query: string): string {
	const laidOut = formatPromql(escapeGoTemplate(query), { flush: true }) ?? escapeGoTemplate(query);
	return laidOut.replaceAll(standIn, "{{.window}}");
}

/** Sloth's pattern of names; a name that does not fit becomes one that does. */
export function nameForSloth(name: string): string {
	return /^[A-Za-z0-9][-A-Za-z0-9_.]*[A-Za-z0-9]$/.test(name) ? name : makeSlug(name).padEnd(2, "x");
}
