import type { DocumentModel, Rule } from "../../documents/model.ts";
import { contains, type Span, touches } from "../../text/span.ts";
import type { CodeAction } from "./codeAction.ts";
import type { Diagnosed } from "./quickFixes.ts";

/** Problems that a new runbook mends. */
const lacksRunbook: ReadonlySet<string> = new Set(["alert/missing-runbook", "alert/dead-runbook"]);

/** A runbook for the alert at `selection`, where it was found to have none. */
export function createRunbook(model: DocumentModel, { problems }: Diagnosed, selection: Span): readonly CodeAction[] {
	const lacking = problems.find(({ code, span }) => lacksRunbook.has(code) && touches(span, selection.start));
	const rule = lacking === undefined ? undefined : findRule(model, lacking.span);
	if (lacking === undefined || rule?.kind !== "alert" || rule.name === undefined) return [];
	return [
		{
			title: `Create a runbook for ${rule.name.value}…`,
			kind: "quickfix",
			edits: [],
			creates: { scaffold: "runbook", offset: rule.name.span.start },
			mends: { code: lacking.code, message: lacking.message },
		},
	];
}

/** A test for the rule whose name is at `selection`. */
export function createRuleTest(model: DocumentModel, selection: Span): readonly CodeAction[] {
	const rule = findRule(model, selection);
	if (rule?.name === undefined || !contains(rule.name.span, selection)) return [];
	// What a template engine fills in cannot be tested before it is rendered.
	if (rule.expression?.language !== "promql" || rule.expression.masks?.length) return [];
	return [
		{
			title: `Add a unit test for ${rule.name.value}…`,
			kind: "refactor.rewrite",
			edits: [],
			creates: { scaffold: "ruleTest", offset: rule.name.span.start },
		},
	];
}

function findRule({ groups }: DocumentModel, span: Span): Rule | undefined {
	return groups
		.flatMap(({ rules }) => rules)
		.find((rule) => rule.kind !== "incomplete" && touches(rule.span, span.start) && touches(rule.span, span.end));
}
