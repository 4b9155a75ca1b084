import type { Span } from "../../text/span.ts";
import type { EmbeddedRegion } from "../embedded/region.ts";
import type { Located } from "./located.ts";

/** A file of `promtool test rules`. */
export interface RuleTest {
	readonly span: Span;
	/** Patterns of the rule files under test, relative to the folder of the file. */
	readonly ruleFiles: readonly Located<string>[];
	readonly evaluationIntervalSeconds?: Located<number>;
	readonly tests: readonly TestGroup[];
}

export interface TestGroup {
	readonly name?: Located<string>;
	readonly intervalSeconds?: Located<number>;
	readonly inputSeries: readonly InputSeries[];
	readonly alertTests: readonly AlertTest[];
	readonly expressionTests: readonly ExpressionTest[];
	readonly span: Span;
}

export interface InputSeries {
	readonly series?: EmbeddedRegion;
	readonly values?: Located<string>;
	readonly span: Span;
}

export interface AlertTest {
	readonly alert?: Located<string>;
	readonly evaluationTimeSeconds?: Located<number>;
	readonly span: Span;
}

export interface ExpressionTest {
	readonly expression?: EmbeddedRegion;
	readonly evaluationTimeSeconds?: Located<number>;
	readonly span: Span;
}
