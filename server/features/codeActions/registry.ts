import type { RefactoringProvider } from "./codeAction.ts";
import { equalityMatchers } from "./equalityMatchers.ts";
import { extractRecordingRule } from "./extractRecordingRule.ts";
import { inlineRecordingRule } from "./inlineRecordingRule.ts";
import { irateToRate } from "./irateToRate.ts";
import { matchersInAllSelectors } from "./matchersInAllSelectors.ts";
import { scalarStyle } from "./scalarStyle.ts";
import { switchGrouping } from "./switchGrouping.ts";
import { wrapInRate } from "./wrapInRate.ts";
import { wrapInSumBy } from "./wrapInSumBy.ts";

/** All refactorings, in the order in which they are offered. */
export const refactorings: readonly RefactoringProvider[] = [
	extractRecordingRule,
	inlineRecordingRule,
	wrapInRate,
	wrapInSumBy,
	irateToRate,
	switchGrouping,
	equalityMatchers,
	matchersInAllSelectors,
	scalarStyle,
];
