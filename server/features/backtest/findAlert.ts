import type { EmbeddedRegion } from "../../documents/embedded/region.ts";
import type { DocumentModel, Rule, RuleEntry, RuleGroup } from "../../documents/model.ts";
import { touches } from "../../text/span.ts";
import { type FilledText, fillMasks } from "../fillMasks.ts";

/** An alert as a backtest needs it. */
export interface AlertToTest {
	readonly name: string;
	readonly group: string | undefined;
	/** With the values of its variables where the file has some. */
	readonly expression: string;
	readonly forSeconds: number;
	readonly keepFiringForSeconds: number;
	/** Where the file says it. */
	readonly intervalSeconds: number | undefined;
	/** Labels that it sets, by name; those with a template are left out. */
	readonly labels: ReadonlyMap<string, string>;
	/** Labels whose template asks for the value: each text of one is another alert to Prometheus. */
	readonly valueLabels: readonly string[];
	/** Times that only the rendered file says, and that are taken to be none. */
	readonly unknownTimes: readonly ("for" | "keep_firing_for")[];
	readonly place: AlertPlace;
}

export interface AlertPlace {
	readonly rule: Rule;
	readonly region: EmbeddedRegion;
	readonly filled: FilledText;
}

export type FoundAlert =
	| { readonly kind: "ok"; readonly alert: AlertToTest }
	/** A sentence for the user; the name, where there is one. */
	| { readonly kind: "none"; readonly reason: string; readonly name?: string };

/** The alert that `offset` is in. */
export function findAlertAt(model: DocumentModel, offset: number): FoundAlert {
	for (const group of model.groups) {
		const rule = group.rules.find(({ span }) => touches(span, offset));
		if (rule !== undefined) return readAlert(group, rule);
	}
	return none("Put the cursor into an alerting rule: there is none here to backtest.");
}

/** Every alert of the file, in its order, that can be backtested, and why others cannot. */
export function listAlerts(model: DocumentModel): readonly FoundAlert[] {
	return model.groups.flatMap((group) =>
		group.rules.filter(({ kind }) => kind === "alert").map((rule) => readAlert(group, rule)),
	);
}

function readAlert(group: RuleGroup, rule: Rule): FoundAlert {
	const name = rule.name?.value ?? "";
	if (rule.kind === "record")
		return none(`${name} is a recording rule, which never fires. Put the cursor into an alert.`);
	const { expression: region } = rule;
	if (rule.kind !== "alert" || name === "" || region === undefined || region.text.trim() === "") {
		return none("The alert is not complete: it needs a name and an expression to be backtested.");
	}
	if (region.language !== "promql" || region.context.role !== "ruleExpression") {
		return none(
			`${name} is not evaluated by Prometheus's own rules, so what it would have done cannot be worked out.`,
			name,
		);
	}
	const filled = fillMasks(region);
	if (filled.isOpen({ start: 0, end: region.text.length })) {
		return none(`The expression of ${name} has a part that is only known once the file is rendered.`, name);
	}
	const entries = new Map<string, RuleEntry>();
	for (const entry of [...(group.labels ?? []), ...rule.labels]) entries.set(entry.key.value, entry);
	const labels = new Map<string, string>();
	const valueLabels: string[] = [];
	for (const [key, { value }] of entries) {
		if (!value.value.includes("{{")) labels.set(key, value.value);
		else if (/\$value\b|\.Value\b|\bquery\b/.test(value.value)) valueLabels.push(key);
	}
	return {
		kind: "ok",
		alert: {
			name,
			group: group.name?.value,
			expression: filled.text,
			forSeconds: rule.forSeconds?.value ?? 0,
			keepFiringForSeconds: rule.keepFiringForSeconds?.value ?? 0,
			intervalSeconds: group.intervalSeconds?.value,
			labels,
			valueLabels,
			unknownTimes: listUnknownTimes(rule),
			place: { rule, region, filled },
		},
	};
}

function listUnknownTimes({ forSeconds, keepFiringForSeconds, mayBring = [] }: Rule): AlertToTest["unknownTimes"] {
	const written = { for: forSeconds, keep_firing_for: keepFiringForSeconds };
	return (["for", "keep_firing_for"] as const).filter(
		(field) => written[field] === undefined && mayBring.includes(field),
	);
}

function none(reason: string, name?: string): FoundAlert {
	return { kind: "none", reason, ...(name === undefined ? {} : { name }) };
}
