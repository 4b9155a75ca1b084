import { parsePromql } from "../../promql/parse.ts";
import { walk } from "../../promql/visit.ts";
import { orderGroups } from "./groupOrder.ts";
import { findCase } from "./solve/findCase.ts";
import type { TestedFile, TestedRule } from "./testedRules.ts";
import type { WrittenTest } from "./writeRuleTest.ts";

export interface GeneratedTests {
	/** That pass as they are; none where nothing was found. */
	readonly tests: readonly WrittenTest[];
	/** What there is no test of and why, as sentences for the user. */
	readonly missing: readonly string[];
}

/** Tests of a rule with series that make it fire and series that do not, or that show what it records. */
export function generateRuleTests(
	rule: TestedRule,
	files: readonly TestedFile[],
	evaluationSeconds = 60,
): GeneratedTests {
	const groups = orderGroups(files.flatMap((file) => file.groups));
	const wanted =
		rule.kind === "record"
			? ([["recorded", `${rule.name} is recorded`, "give a result"]] as const)
			: ([
					["fires", `${rule.name} fires`, "make it fire"],
					["quiet", `${rule.name} does not fire`, "keep it from firing"],
				] as const);
	const tests: WrittenTest[] = [];
	const missing: string[] = [];
	for (const [want, name, doing] of wanted) {
		// Such as a dead man's switch, `vector(1)`: there is nothing that could keep it from firing.
		if (want === "quiet" && readsNothing(rule)) continue;
		const found = findCase({ rule, groups, evaluationSeconds, want, name });
		if (found.kind === "found") tests.push(found.test);
		else missing.push(`There is no test with series that ${doing}: ${found.because}.`);
	}
	return { tests, missing };
}

function readsNothing({ expression }: TestedRule): boolean {
	return [...walk(parsePromql(expression).expression)].every(({ kind }) => kind !== "selector");
}
