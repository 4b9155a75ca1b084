import type { Check, CheckExample } from "../../server/checks/check.ts";
import { joinFixes } from "../../server/text/fixes.ts";
import { applyEdits } from "../../server/text/textEdit.ts";
import { runCheck } from "./checkExamples.ts";

/** What a check marks in a group of these rules, as text; the rules stand at the margin. */
export async function foundByCheck(
	check: Check,
	rules: string,
	given: Partial<CheckExample> = {},
): Promise<readonly string[]> {
	const text = inGroup(rules);
	const { problems } = await runCheck(check, { title: "", bad: "", good: "", ...given }, text);
	return problems.map(({ span }) => text.slice(span.start, span.end));
}

/** The rules after all quick fixes of a check. */
export async function mendedByCheck(check: Check, rules: string): Promise<string> {
	const text = inGroup(rules);
	const { problems } = await runCheck(check, { title: "", bad: "", good: "" }, text);
	return applyEdits(text, joinFixes(problems)).slice(head.length).replaceAll(/^ {2}/gm, "");
}

const head = "groups:\n- name: g\n  rules:\n";

function inGroup(rules: string): string {
	return head + rules.replaceAll(/^(?=.)/gm, "  ");
}
