import { formatFloat } from "../../documents/embedded/goTemplate/expansion/goFloat.ts";
import { printDuration } from "../../promql/duration.ts";
import type { Sample } from "../../promql/evaluate/sample.ts";
import { quoteYaml } from "../quoting/yamlString.ts";
import { type InputSeries, writeSeries } from "./inputSeries.ts";
import type { FiringAlert } from "./rehearse.ts";

/** A file of `promtool test rules`. Times are seconds from the start. */
export interface WrittenTestFile {
	/** Relative to the folder of the test. */
	readonly ruleFiles: readonly string[];
	readonly evaluationSeconds: number;
	/** The groups' names; empty where there is one alone. */
	readonly groupOrder: readonly string[];
	readonly tests: readonly WrittenTest[];
}

export interface WrittenTest {
	readonly name: string;
	readonly intervalSeconds: number;
	readonly series: readonly InputSeries[];
	readonly alerts: readonly {
		readonly name: string;
		readonly seconds: number;
		readonly firing: readonly FiringAlert[];
	}[];
	readonly expressions: readonly {
		readonly expression: string;
		readonly seconds: number;
		readonly samples: readonly Sample[];
	}[];
}

/** The whole file as YAML, without comments, with a line break at its end. */
export function writeRuleTest({ ruleFiles, evaluationSeconds, groupOrder, tests }: WrittenTestFile): string {
	const lines = [
		...(ruleFiles.length > 0 ? ["rule_files:"] : []),
		...ruleFiles.map((file) => `  - ${quoteYaml(file)}`),
		`evaluation_interval: ${printDuration(evaluationSeconds)}`,
	];
	if (groupOrder.length > 0) lines.push("group_eval_order:", ...groupOrder.map((name) => `  - ${quoteYaml(name)}`));
	lines.push("tests:", ...writeTests(tests, 2));
	return `${lines.join("\n")}\n`;
}

/** The entries of `tests`, as lines that are indented by so many columns. */
export function writeTests(tests: readonly WrittenTest[], indent: number): readonly string[] {
	const margin = " ".repeat(indent);
	return tests.flatMap(writeTest).map((line) => margin + line);
}

function writeTest({ name, intervalSeconds, series, alerts, expressions }: WrittenTest): readonly string[] {
	const lines = [`- name: ${quoteYaml(name)}`, `  interval: ${printDuration(intervalSeconds)}`];
	if (series.length === 0) lines.push("  input_series: []");
	else lines.push("  input_series:");
	for (const each of series) {
		lines.push(`    - series: ${quoteYaml(each.series)}`, `      values: '${each.values}'`);
	}
	if (alerts.length > 0) lines.push("  alert_rule_test:");
	for (const { name: alert, seconds, firing } of alerts) {
		lines.push(`    - eval_time: ${printDuration(seconds)}`, `      alertname: ${quoteYaml(alert)}`);
		if (firing.length === 0) lines.push("      exp_alerts: []");
		else lines.push("      exp_alerts:", ...firing.flatMap(writeAlert).map((line) => `        ${line}`));
	}
	if (expressions.length > 0) lines.push("  promql_expr_test:");
	for (const { expression, seconds, samples } of expressions) {
		lines.push(`    - expr: ${quoteYaml(expression)}`, `      eval_time: ${printDuration(seconds)}`);
		if (samples.length === 0) lines.push("      exp_samples: []");
		else lines.push("      exp_samples:", ...samples.flatMap(writeSample).map((line) => `        ${line}`));
	}
	return lines;
}

/** promtool adds `alertname` by itself. */
function writeAlert({ labels: { alertname: _, ...labels }, annotations }: FiringAlert): readonly string[] {
	const [first = "", ...rest] = [...writeMap("exp_labels", labels), ...writeMap("exp_annotations", annotations)];
	return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
}

function writeMap(key: string, map: Readonly<Record<string, string>>): readonly string[] {
	const entries = Object.entries(map);
	if (entries.length === 0) return [`${key}: {}`];
	return [`${key}:`, ...entries.map(([name, value]) => `  ${quoteYaml(name)}: ${quoteYaml(value)}`)];
}

function writeSample({ labels, value }: Sample): readonly string[] {
	return [`- labels: ${quoteYaml(writeSeries(labels))}`, `  value: ${writeYamlNumber(value)}`];
}

function writeYamlNumber(value: number): string {
	if (Number.isNaN(value)) return ".nan";
	if (!Number.isFinite(value)) return value > 0 ? ".inf" : "-.inf";
	return formatFloat(value, "g");
}
