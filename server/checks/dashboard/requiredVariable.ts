import type { Dashboard } from "../../documents/model/dashboard.ts";
import { shorten } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import type { CheckContext, CheckedDashboard } from "../check.ts";
import { findVariable } from "./usedVariables.ts";

type Tell = CheckContext<unknown>["report"];

/** Reports where the dashboard has no variable `name` that its reader can choose several values of. */
export function requireVariable({ dashboard, targets }: CheckedDashboard, name: string, report: Tell): void {
	const { form, title } = dashboard;
	if (form === "libraryPanel" || targets.length === 0) return;
	const variable = findVariable(dashboard, name);
	if (variable === undefined) {
		if (title === undefined) return;
		report({
			at: title.span,
			message: `This dashboard has no variable ${name}, so it shows everything that Prometheus knows under these names. Add one of the type query, as label_values(up, ${name}).`,
		});
		return;
	}
	const wants: string[] = [];
	if (variable.type !== "query") wants.push("be of the type query");
	if (!variable.multi) wants.push("allow several values");
	if (variable.allValue?.value !== ".+") wants.push("have .+ as its allValue");
	if (wants.length === 0) return;
	report({
		at: variable.name.span,
		message: `The variable ${name} should ${wants.join(", and ")}, so that one, several or all can be looked at.`,
	});
}

/** Reports selectors without a matcher that uses the variable `name` for the label of that name. */
export function requireMatcher({ dashboard, targets }: CheckedDashboard, name: string, report: Tell): void {
	const using = usesOf(name, dashboard);
	for (const { expression } of targets) {
		for (const part of walk(expression.expression)) {
			if (part.kind !== "selector") continue;
			const own = part.matchers.find(({ label, value }) => label.name === name && using.test(expression.textOf(value)));
			if (own !== undefined) continue;
			report({
				at: expression.at(part),
				evenMasked: true,
				message: `This selector has no matcher ${name}=~"$${name}", so it shows series that the reader has not chosen: ${shorten(expression.textOf(part))}. Add the matcher.`,
			});
		}
	}
}

function usesOf(name: string, { variables }: Dashboard): RegExp {
	const known = variables.some((variable) => variable.name.value === name);
	return known ? new RegExp(`\\$(?:${name}\\b|\\{${name}\\b)|\\[\\[${name}\\b`) : /\$|\[\[/;
}
