const metricPattern = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const labelPattern = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** Claims that `name` is a metric name of the classic form, which needs no quotes. */
export function isClassicMetricName(name: string): boolean {
	return metricPattern.test(name);
}

/** Claims that `name` is a label name of the classic form, which needs no quotes. */
export function isClassicLabelName(name: string): boolean {
	return labelPattern.test(name);
}

/** Claims that Prometheus 3 takes `name` as a metric or label name: any text that is not empty and is valid Unicode. */
export function isUtf8Name(name: string): boolean {
	return name !== "" && name.isWellFormed();
}

/**
 * The words that PromQL reads as something else where a metric is written without quotes, in any case: `foo + bool` is no
 * expression.
 */
const reservedMetricNames: ReadonlySet<string> = new Set([
	"bool",
	"on",
	"ignoring",
	"group_left",
	"group_right",
	"atan2",
	"inf",
	"nan",
]);

/** Words that cannot be a label without quotes in `by (…)` and its like; inside braces every classic name can. */
const reservedGroupingLabels: ReadonlySet<string> = new Set(["without", "inf", "nan"]);

/** `value` between double quotes, with the escapes that PromQL needs. */
export function quote(value: string): string {
	const escaped = value.replace(/["\\\n\r\t]/g, (character) => escapes.get(character) ?? character);
	return `"${escaped}"`;
}

const escapes: ReadonlyMap<string, string> = new Map([
	['"', '\\"'],
	["\\", "\\\\"],
	["\n", "\\n"],
	["\r", "\\r"],
	["\t", "\\t"],
]);

/** A selector of the metric `name`: bare where that is allowed, otherwise `{"my.metric"}`. */
export function printMetricSelector(name: string): string {
	return canStandBare(name) ? name : `{${quote(name)}}`;
}

/** Claims that `name` selects its metric when written without quotes and braces. */
export function canStandBare(name: string): boolean {
	return isClassicMetricName(name) && !reservedMetricNames.has(name.toLowerCase());
}

/** A label as it is written in a matcher. */
export function printMatcherLabel(name: string): string {
	return isClassicLabelName(name) ? name : quote(name);
}

/** A label as it is written in `by (…)`, `without (…)`, `on (…)`, `ignoring (…)` and `group_left (…)`. */
export function printGroupingLabel(name: string): string {
	return isClassicLabelName(name) && !reservedGroupingLabels.has(name.toLowerCase()) ? name : quote(name);
}
