import type { RuleTest, TestGroup } from "../model/ruleTest.ts";
import type { OutlineItem } from "../model.ts";

/** The tests of a file, with what each of them looks at. */
export function outlineRuleTest({ tests }: RuleTest): readonly OutlineItem[] {
	return tests.map(outlineTest);
}

function outlineTest(test: TestGroup, index: number): OutlineItem {
	const series = test.inputSeries.length;
	const start = { start: test.span.start, end: test.span.start };
	const alerts = test.alertTests.map(({ alert, span, evaluationTimeSeconds }): OutlineItem => {
		const nameSpan = alert?.span ?? { start: span.start, end: span.start };
		return {
			name: alert?.value ?? "(no name)",
			detail: evaluationTimeSeconds === undefined ? "alert" : `alert after ${writeTime(evaluationTimeSeconds.value)}`,
			kind: "test",
			span,
			nameSpan,
			children: [],
		};
	});
	const expressions = test.expressionTests.map(({ expression, span, evaluationTimeSeconds }): OutlineItem => {
		const nameSpan = expression?.hostSpan ?? { start: span.start, end: span.start };
		const name = expression?.text.replaceAll(/\s+/g, " ").trim() ?? "";
		return {
			name: name === "" ? "(no expression)" : name.length > 80 ? `${name.slice(0, 80)}…` : name,
			detail: evaluationTimeSeconds === undefined ? "query" : `query after ${writeTime(evaluationTimeSeconds.value)}`,
			kind: "query",
			span,
			nameSpan,
			children: [],
		};
	});
	return {
		name: test.name?.value ?? `test ${index + 1}`,
		detail: `${series} series`,
		kind: "test",
		span: test.span,
		nameSpan: test.name?.span ?? start,
		children: [...alerts, ...expressions].sort((a, b) => a.span.start - b.span.start),
	};
}

function writeTime(seconds: number): string {
	if (seconds % 3600 === 0 && seconds > 0) return `${seconds / 3600}h`;
	if (seconds % 60 === 0 && seconds > 0) return `${seconds / 60}m`;
	return `${seconds}s`;
}
