import type { Problem } from "../../text/problem.ts";
import { SpanIndex } from "../../text/spanIndex.ts";
import type { DocumentAdapter, DocumentPart, HostDocument } from "../adapter.ts";
import { orderRegions } from "../embedded/orderRegions.ts";
import type { EmbeddedRegion } from "../embedded/region.ts";
import { Fields } from "../structure/fields.ts";
import { findTreeProblems } from "../structure/findTreeProblems.ts";
import { isMappingNode, YamlView } from "../yaml/yamlView.ts";
import { findSeriesProblems } from "./findSeriesProblems.ts";
import { outlineRuleTest } from "./outlineRuleTest.ts";
import { readRuleTest } from "./readRuleTest.ts";
import { ruleTestStructure } from "./ruleTestStructure.ts";

/** Unit tests of rules, the files of `promtool test rules`. */
export function createRuleTestAdapter(): DocumentAdapter {
	return {
		id: "ruleTest",
		hints: ["input_series", "alert_rule_test", "promql_expr_test", "rule_files", "group_eval_order"],
		matches: looksLikeRuleTest,
		parse,
	};
}

function parse({ yaml }: HostDocument): DocumentPart {
	const view = new YamlView(yaml.anchors);
	const root = view.resolve(yaml.root);
	const fields = Fields.of(root, view);
	if (!isMappingNode(root) || fields === undefined) {
		return { problems: [], regions: [], groups: [], outline: [], structure: ruleTestStructure };
	}
	if (isForVmalert(fields)) {
		const test = readRuleTest(fields, []);
		const outline = outlineRuleTest(test);
		return { problems: [], regions: [], groups: [], outline, structure: ruleTestStructure, ruleTests: [test] };
	}
	const regions: EmbeddedRegion[] = [];
	const test = readRuleTest(fields, regions);
	const broken = new SpanIndex(yaml.problems.map(({ span }) => span));
	const problems: Problem[] = [
		...findTreeProblems(root, ruleTestStructure, {
			reader: "promtool",
			family: "test",
			view,
			broken,
			faultOf: () => undefined,
			judgeMapping: () => [],
		}),
		...findRepeatedGroups(fields),
		...fields.mappings("tests").flatMap((group) => (broken.touches(group.span) ? [] : findSeriesProblems(group))),
	];
	return {
		problems,
		regions: orderRegions(regions),
		groups: [],
		outline: outlineRuleTest(test),
		structure: ruleTestStructure,
		ruleTests: [test],
	};
}

/** vmalert-tool's unit tests have the same shape, but their expressions are MetricsQL, of which nothing is judged. */
function isForVmalert(fields: Fields): boolean {
	if (fields.has("disable_alertgroup_label")) return true;
	return fields
		.mappings("tests")
		.some(
			(test) =>
				test.has("metricsql_expr_test") || test.mappings("alert_rule_test").some((alert) => alert.has("groupname")),
		);
}

function findRepeatedGroups(fields: Fields): readonly Problem[] {
	const seen = new Set<string>();
	return fields.texts("group_eval_order").flatMap(({ value, span }): Problem[] => {
		if (!seen.has(value)) {
			seen.add(value);
			return [];
		}
		const message = `The group "${value}" stands twice in the order of evaluation, and promtool refuses the file for it. Keep one of them.`;
		return [{ code: "test/repeated-group", severity: "error", span, message }];
	});
}

const testKeys = ["input_series", "alert_rule_test", "promql_expr_test", "metricsql_expr_test"];
/** Keys that a file has which lists rule files for another reason: a Prometheus server's configuration. */
const foreignKeys = ["global", "scrape_configs", "alerting", "remote_write", "apiVersion", "kind", "groups"];

/** A file with tests of rules in it, or one that was just begun. */
function looksLikeRuleTest({ yaml }: HostDocument): boolean {
	const fields = Fields.of(yaml.root, new YamlView(yaml.anchors));
	if (fields === undefined || foreignKeys.some((key) => fields.has(key))) return false;
	if (fields.mappings("tests").some((test) => testKeys.some((key) => test.has(key)))) return true;
	return (
		fields.has("rule_files") && ["tests", "evaluation_interval", "group_eval_order"].some((key) => fields.has(key))
	);
}
