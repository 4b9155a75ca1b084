import { readQuery } from "../embedded/queryRegion.ts";
import type { EmbeddedRegion, RegionContext } from "../embedded/region.ts";
import type { AlertTest, ExpressionTest, InputSeries, RuleTest, TestGroup } from "../model/ruleTest.ts";
import type { Fields } from "../structure/fields.ts";

/** What a unit test file holds; `regions` gets the PromQL in it, in the order of reading. */
export function readRuleTest(fields: Fields, regions: EmbeddedRegion[]): RuleTest {
	const interval = fields.seconds("evaluation_interval");
	return {
		span: fields.span,
		ruleFiles: fields.texts("rule_files"),
		...(interval === undefined ? {} : { evaluationIntervalSeconds: interval }),
		tests: fields.mappings("tests").map((test, index) => readTestGroup(test, index, regions)),
	};
}

function readTestGroup(fields: Fields, index: number, regions: EmbeddedRegion[]): TestGroup {
	const name = fields.text("name");
	const interval = fields.seconds("interval");
	const place = `test "${name?.value ?? index + 1}"`;
	return {
		...(name === undefined ? {} : { name }),
		...(interval === undefined ? {} : { intervalSeconds: interval }),
		inputSeries: fields.mappings("input_series").map((series) => readSeries(series, place, regions)),
		alertTests: fields.mappings("alert_rule_test").map(readAlertTest),
		expressionTests: fields.mappings("promql_expr_test").map((test) => readExpressionTest(test, place, regions)),
		span: fields.span,
	};
}

function readSeries(fields: Fields, place: string, regions: EmbeddedRegion[]): InputSeries {
	const series = keep(readRegion(fields, "series", { role: "series", place }), regions);
	const values = fields.text("values");
	return {
		...(series === undefined ? {} : { series }),
		...(values === undefined ? {} : { values }),
		span: fields.span,
	};
}

function readAlertTest(fields: Fields): AlertTest {
	const alert = fields.text("alertname");
	const time = fields.seconds("eval_time");
	return {
		...(alert === undefined ? {} : { alert }),
		...(time === undefined ? {} : { evaluationTimeSeconds: time }),
		span: fields.span,
	};
}

function readExpressionTest(fields: Fields, place: string, regions: EmbeddedRegion[]): ExpressionTest {
	const expression = keep(readRegion(fields, "expr", { role: "ruleExpression", place }), regions);
	for (const sample of fields.mappings("exp_samples")) {
		keep(readRegion(sample, "labels", { role: "series", place }), regions);
	}
	const time = fields.seconds("eval_time");
	return {
		...(expression === undefined ? {} : { expression }),
		...(time === undefined ? {} : { evaluationTimeSeconds: time }),
		span: fields.span,
	};
}

function readRegion(fields: Fields, key: string, context: RegionContext): EmbeddedRegion | undefined {
	return readQuery(fields.get(key), context);
}

function keep(region: EmbeddedRegion | undefined, regions: EmbeddedRegion[]): EmbeddedRegion | undefined {
	if (region !== undefined) regions.push(region);
	return region;
}
