import type { AlertSettings } from "../../metrics/backtest/runAlert.ts";
import type { Threshold } from "../../metrics/backtest/splitCondition.ts";
import { parseDuration, printDuration } from "../../promql/duration.ts";
import { joinEdits, type TextEdit } from "../../text/textEdit.ts";
import type { AlertToTest } from "./findAlert.ts";

export type ChangedAlert =
	| { readonly kind: "ok"; readonly edits: readonly TextEdit[] }
	/** A sentence for the user. */
	| { readonly kind: "refused"; readonly reason: string };

/**
 * The edits that write the settings that were tried into the file. `alert` is read from the file as it is now; nothing is
 * written where its expression is not the one that was tested.
 */
export function changeAlert(
	alert: AlertToTest,
	hostText: string,
	tested: { readonly expression: string; readonly thresholds: readonly Threshold[] },
	settings: AlertSettings,
): ChangedAlert {
	if (alert.expression !== tested.expression) {
		return refused(`The expression of ${alert.name} has changed since the backtest. Run it again.`);
	}
	const { region, filled, rule } = alert.place;
	const changed = tested.thresholds.flatMap(({ spans, value }, index) => {
		const wanted = settings.thresholds[index];
		if (wanted === undefined || wanted === value) return [];
		return spans.map((span) => ({ span: filled.toRegion(span), newText: writeNumber(wanted) }));
	});
	const edits: TextEdit[] = [];
	const joined = joinEdits(region.text, changed);
	if (joined !== undefined) {
		const masked = region.masks?.some(({ span }) => span.start < joined.span.end && joined.span.start < span.end);
		const edit = masked === true ? undefined : region.encodeEdit(joined);
		if (edit === undefined) return refused(cannotWrite(alert.name, "threshold"));
		edits.push(edit);
	}
	const fields = [
		["for", alert.forSeconds, settings.forSeconds, rule.forSeconds],
		["keep_firing_for", alert.keepFiringForSeconds, settings.keepFiringForSeconds, rule.keepFiringForSeconds],
	] as const;
	for (const [field, is, wanted, written] of fields) {
		if (is === wanted) continue;
		const edit =
			written === undefined
				? addField(alert, hostText, field, printDuration(wanted))
				: replaceDuration(hostText, written, printDuration(wanted));
		if (edit === undefined) return refused(cannotWrite(alert.name, field));
		edits.push(edit);
	}
	return { kind: "ok", edits };
}

function replaceDuration(
	hostText: string,
	{ span, value }: { readonly span: { readonly start: number; readonly end: number }; readonly value: number },
	newText: string,
): TextEdit | undefined {
	const text = hostText.slice(span.start, span.end);
	const quote = /^(["']).*\1$/s.exec(text)?.[1] ?? "";
	const inner = quote === "" ? text : text.slice(1, -1);
	// Whatever is written in another way, such as through an alias or an action, is left alone.
	if (parseDuration(inner) !== value) return undefined;
	return { span, newText: `${quote}${newText}${quote}` };
}

/** A line of its own before the one of `expr`, indented alike; only where that is a line of a block. */
function addField(
	{ place: { region } }: AlertToTest,
	hostText: string,
	field: string,
	duration: string,
): TextEdit | undefined {
	if (region.scalar === undefined || region.scalar.flow) return undefined;
	const before = hostText.slice(0, region.scalar.span.start);
	const line = /(?:^|\n)([ \t]*)(- +)?expr[ \t]*:[ \t]*(?:\n[ \t]*)?$/.exec(before);
	if (line === null) return undefined;
	const [whole, blanks = "", dash = ""] = line;
	const key = line.index + (whole.startsWith("\n") ? 1 : 0) + blanks.length + dash.length;
	const indent = blanks + " ".repeat(dash.length);
	return { span: { start: key, end: key }, newText: `${field}: ${duration}\n${indent}` };
}

/** As people write numbers in rules: short, and never in a way that PromQL does not read. */
function writeNumber(value: number): string {
	return String(value);
}

function cannotWrite(name: string, field: string): string {
	return `The ${field} of ${name} is written in a way that cannot be changed safely. Change it by hand.`;
}

function refused(reason: string): ChangedAlert {
	return { kind: "refused", reason };
}
