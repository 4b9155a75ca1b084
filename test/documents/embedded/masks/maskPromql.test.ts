import { describe, expect, it } from "vitest";
import { dropMasked } from "../../../../server/documents/embedded/masks/dropMasked.ts";
import type { OpaqueSpan } from "../../../../server/documents/embedded/masks/opaque.ts";
import { describeMasked, maskGrafana } from "./maskGrafana.ts";

/** Each with the roles of its variables in order; all of them are without a fault. */
const cases: readonly (readonly [source: string, roles: string])[] = [
	// Durations.
	["rate(x[$__rate_interval])", "duration"],
	["rate(x[${__interval}])", "duration"],
	["rate(x[[[interval]]])", "duration"],
	["max_over_time(x[$a:$b])", "duration, duration"],
	["max_over_time(x[$a:])", "duration"],
	["max_over_time(x[5m:$b])", "duration"],
	["max_over_time(x[5m:$__interval] offset $o)", "duration, duration"],
	["rate(x[${w}m])", "duration"],
	["rate(x[5$unit])", "duration"],
	["rate(x[5$u])", "duration"],
	["rate(x[$n$unit])", "duration, duration"],
	["rate(x[${a}h${b}m])", "duration, duration"],
	["rate(x[$f])", "duration"],
	["rate(x[$a * 2])", "duration"],
	["rate(x[2 * $a])", "duration"],
	["rate(x[($a + 1m)])", "duration"],
	["rate(x[${__range_s}s])", "duration"],
	["sum(sum_over_time(x[$__range]$offset_str)) by ($labels)", "duration, nothing, name"],
	["x{$__tags,status=~'5..'}", "matchers"],
	["histogram_quantile($percentile/100, x)", "number"],
	["rate(x{a='b'} [${__range_s}s]) * 1000 / $__rate_interval_ms", "duration, number"],
	["rate(x[${__range_s}s:${__interval}])", "duration, duration"],
	["x offset $x", "duration"],
	["x offset -$x", "duration"],
	["x offset ${d}d", "duration"],
	["x offset 1$u", "duration"],
	["rate(x[5m] offset $shift)", "duration"],
	["rate(x[5m] $offset)", "nothing"],
	["rate(x[5m]$offset)", "nothing"],
	["x $offset > 5", "nothing"],
	["x{} $offset", "nothing"],
	// Numbers.
	["topk($k, x)", "number"],
	["topk by (job) ($k, x)", "number"],
	["bottomk($k, x) by (job)", "number"],
	["quantile($q, x)", "number"],
	["quantile(0.$q, x)", "number"],
	["histogram_quantile($q, sum by (le) (rate(x[$i])))", "number, duration"],
	["clamp_max(x, $max)", "number"],
	["round(x, ${n})", "number"],
	["vector($x)", "number"],
	["vector(($x + 1) * 2)", "number"],
	["predict_linear(x[1h], $hours * 3600)", "number"],
	["x @ ${__to:date:seconds}", "number"],
	["x @ -$t", "number"],
	["increase(x[$__range]) / $__range_s", "duration, number"],
	["x > ${threshold}.5", "number"],
	["x * 1$zeros", "number"],
	["x * 1e$exponent", "number"],
	// Texts.
	['x{job="$job"}', "text"],
	['x{job=~"$job", instance=~"[[instance:regex]]"}', "text, text"],
	['x{job=~"${job:regex}"}', "text"],
	['x{job=~"a$job.*|${other}"}', "text, text"],
	['x{job=~"(a|b)$"}', ""],
	['x{job=~"foo$", b="$b"}', "text"],
	['x{job=~"$a$b"}', "text, text"],
	['x{job=~".*\\\\$job"}', "text"],
	["x{job='$job'}", "text"],
	["x{job=~`$job`}", "text"],
	['x{job=~"[a-$x]"}', "text"],
	['label_replace(x, "$dst", "$1", "src", "(.*)")', "text"],
	['label_replace(x, "dst", "$1-${2}", "src", "(.*)-(.*)")', ""],
	["label_replace(x, $dst, $value, $src, $regex)", "text, text, text, text"],
	['count_values("$label", x)', "text"],
	["count_values($label, x)", "text"],
	["x{job=${job:doublequote}}", "text"],
	["x{job=~${job:singlequote}, a='b'}", "text"],
	["x{job=~$j}", "text"],
	["rate(x[5m$rest])", "duration"],
	["rate(x[5m$a:1m$b])", "duration, duration"],
	// Names of labels.
	["sum by ($group) (x)", "name"],
	["sum by (${labels:csv}) (x)", "name"],
	["sum by (job, $group) (x)", "name"],
	["sum by (job,$group)(x)", "name"],
	["sum by ($a, $b) (x)", "name, name"],
	["sum(x) by ([[group]])", "name"],
	["sum by (${prefix}_job) (x)", "name"],
	["sum by $labels (x)", "name"],
	["sum by (job $more) (x)", "name"],
	["sum(x) without ($l)", "name"],
	['x{$label="x"}', "name"],
	['x{a="b",$label=~"x"}', "name"],
	['x{${prefix}_name="x"}', "name"],
	["a * on ($l) group_left ($i) b", "name, name"],
	["a * on (x) group_left $b", "expression"],
	["a / ignoring ($l) b", "name"],
	// Names of metrics.
	["${metric}_total", "name"],
	["rate(${metric}_total[5m])", "name"],
	["$metric{a='b'}", "name"],
	["$metric {a='b'}", "name"],
	["rate($metric[5m])", "name"],
	["prefix_${x}_suffix{a='b'}", "name"],
	["prefix:$x", "name"],
	["job:${a}:${b}", "name, name"],
	["${a}${b}", "name, name"],
	["$a:$b", "name, name"],
	["[[metric]]{a='[[b]]'}", "name, text"],
	// Matchers.
	["x{$filter}", "matchers"],
	["x{$f}", "matchers"],
	["x{$f, a='b'}", "matchers"],
	["x{a='b',$f}", "matchers"],
	["x{a='b', $f}", "matchers"],
	["x{a='b', $f,}", "matchers"],
	["x{$filter, job='a'}", "matchers"],
	["x{$filter,job='a'}", "matchers"],
	["x{job='a', $filter}", "matchers"],
	["x{job='a',$filter}", "matchers"],
	["x{job='a' $filter}", "matchers"],
	["x{job='a'$filter}", "matchers"],
	["x{$filter job='a'}", "matchers"],
	["x{${filter}job='a'}", "name"],
	["{ $adhoc }", "matchers"],
	["{$adhoc}", "matchers"],
	["{__name__=~'$m', $adhoc}", "text, matchers"],
	// Whole expressions.
	["$query", "expression"],
	["${query:raw}", "expression"],
	["($query)", "expression"],
	["-$query", "expression"],
	["sum($expr)", "expression"],
	["sum by (job) ($expr)", "expression"],
	["rate($selector)", "expression"],
	["$a / $b", "expression, expression"],
	["$a and on (job) $b", "expression, expression"],
	["x > $threshold", "expression"],
	["x > $f", "expression"],
	["x > bool $t", "expression"],
	["sum(x) > 2 * $t or vector(0)", "expression"],
	["scalar($x)", "expression"],
	// Operators.
	["x $op 5", "operator"],
	["sum by (a) (x) $op 5", "operator"],
	["sum(x) $op sum(y)", "operator"],
	["$metric $op $threshold", "expression, operator, expression"],
	["x{job$op'a'}", "operator"],
	["x{$label $op '$value'}", "name, operator, text"],
	["x{$label $op $value, a='b'}", "name, operator, text"],
	["x{a='b', $label$op'c'}", "name, operator"],
	["x $op bool 5", "operator"],
	["x $op on (job) y", "operator"],
	["x{job ${op} 'a'}", "operator"],
	// Functions and aggregations.
	["$agg(x)", "name"],
	["${fn}(rate(x[5m]))", "name"],
	["$fn(x[5m])", "name"],
	["${fn}_over_time(x[5m])", "name"],
	["$agg by (job) (x)", "name"],
	["$agg(x) by (job)", "name"],
	["$agg by (job) ($k, x)", "name, number"],
	["$agg without (job) (rate(x[5m])) / 2", "name"],
	[
		'sum(${metric:value}(spans${suffix}{job="$job"}[$__rate_interval])) by (job $grouping)',
		"name, name, text, duration, name",
	],
	['(1 - (sum(${fn}(a_total{j=~"$j"}[$i])) / sum(${fn}(b[$i])))) * 100', "name, text, duration, name, duration"],
	["delta(x[[[i]]m])/$i", "duration, expression"],
	["avg(60/count_over_time($metric{node=~'$node'}[1m]))", "name, text"],
	["histogram_quantile(0.9, sum by (le $grouping) (rate(x_bucket${suffix}[$i])))", "name, name, duration"],
	// Nothing.
	["sum $by (x)", "nothing"],
	["sum(x) $by", "nothing"],
	["sum(x) $by > 5", "nothing"],
	["$not x", "nothing"],
	["x # $comment", "text"],
	// The white space of people.
	[
		'sum(\n  rate(\n    x{\n      job=~"$job"\n    }[$__rate_interval]\n  )\n) by (\n  $group\n)',
		"text, duration, name",
	],
];

describe("a query with variables", () => {
	it.each(cases)("%s", (source, roles) => {
		const region = maskGrafana(source);
		expect(region.text).toHaveLength(source.length);
		expect((region.masks ?? []).map(({ role }) => role).join(", ")).toBe(roles);
		expect(describeMasked(region)).toEqual([]);
	});

	it("replaces equal variables of a role by equal words, and others by others", () => {
		const { text } = maskGrafana('a{x="$p",y="$p",z="$q"}');
		const [first, second, third] = [...text.matchAll(/"(.*?)"/g)].map(([, value]) => value);
		expect(first).toBe(second);
		expect(first).not.toBe(third);
	});

	it("keeps the text of a query without variables", () => {
		const region = maskGrafana('x{a=~"b$"}');
		expect(region.masks).toBeUndefined();
		expect(dropMasked([], region)).toEqual([]);
	});
});

const control = /^\{\{-?\s*(?:if|else|end|range|with)\b/;

/** Actions of a template, as a chart's rules have them. */
function findActions(text: string): readonly OpaqueSpan[] {
	return [...text.matchAll(/\{\{.*?\}\}/g)].map(({ 0: source, index }) => ({
		span: { start: index, end: index + source.length },
		source,
		kind: "helmAction",
		...(control.test(source) ? { is: "nothing" } : {}),
	}));
}

describe("a query with actions of a template", () => {
	it.each([
		['rate(x{job="{{ .Values.job }}"}[5m]) > {{ .Values.threshold }}', "text, expression"],
		["sum by ({{ range $.Values.labels }}{{ . }},{{ end }}namespace) (x)", "nothing, name, nothing"],
		["x{ {{ .Values.selector }} } > 5", "matchers"],
		['x{job="a"{{ if .x }},ns="{{ .x }}"{{ end }}}', "nothing, text, nothing"],
		["x{job={{ .Values.job | quote }}}", "text"],
		['{{ include "expression" . }}', "expression"],
		["up == 0 {{ if .x }}and on (job) y{{ end }}", "nothing, nothing"],
		["{{ if .a }}x > 5{{ else }}x > 6{{ end }}", "nothing, nothing, nothing"],
		["{{ if .a }}x{{ else }}y{{ end }} > 6", "nothing, name, nothing"],
		["x{{ if .a }}_total{{ end }}{a='b'}", "name, nothing"],
		['rate(x[{{ .Values.window | default "5m" }}])', "duration"],
		['{{ .Values.prefix }}_total{a="b"}', "name"],
		['histogram_quantile(0.9, sum(x) by (le, {{ include "labels" . }})) {{ .op }} 4', "name, operator"],
		["topk({{ .Values.k }}, x)", "number"],
		["x > {{ mul .Values.a 2 }} / 100", "expression"],
	])("%s", (source, roles) => {
		const region = maskGrafana(source, { role: "ruleExpression" }, findActions);
		expect(region.text).toHaveLength(source.length);
		expect((region.masks ?? []).map(({ role }) => role).join(", ")).toBe(roles);
		expect(describeMasked(region)).toEqual([]);
	});
});

/** With the faults that are told; `^` marks where. */
const faulty: readonly (readonly [source: string, codes: readonly string[]])[] = [
	['rate(x{job="$job"})', ['promql/argument-type 5-18 x{job="$job"}']],
	["sum(rate(x[$__rate_interval])", ["promql/unclosed"]],
	["rate(x[$w]) +", ["promql/unexpected-end"]],
	["sum by ($g) (x) unknown(y)", ["promql/unexpected-token 16-23 unknown"]],
	["topk($k, x, y)", ["promql/argument-count 12-13 y"]],
	["rate($metric{a='b'})", ["promql/argument-type 5-19 $metric{a='b'}"]],
	['x{job="$job", a=b}', ["promql/unexpected-token"]],
	["sum($x) > foo(y)", ["promql/unknown-function 10-13 foo"]],
	["rate(sum($x)[5m])", ["promql/misplaced-range 12-16 [5m]"]],
	['x{a=~"(", job="$job"}', ["promql/bad-regular-expression"]],
	['x{job="$job}', ["promql/unterminated-string"]],
	["$a + rate(b)", ["promql/argument-type 10-11 b"]],
	["$a[5m] + rate(b[5m])", ["promql/operand-type"]],
	["x offset $o offset 5m", ["promql/repeated-modifier"]],
	["sum(x[5m]) / $__range_s", ["promql/argument-type 4-9 x[5m]"]],
	['x{job="$job" < $limit', ["promql/unexpected-character"]],
	["sum(rate(x[$__rate_interval])) > $limit)", ["promql/unexpected-token"]],
	["$a + ) $b", ["promql/unexpected-token"]],
];

describe("a fault beside a variable", () => {
	it.each(faulty)("%s", (source, codes) => {
		const told = describeMasked(maskGrafana(source));
		expect(told).toHaveLength(codes.length);
		for (const [index, code] of codes.entries()) expect(told[index]).toContain(code);
	});
});

describe("what a variable may bring about", () => {
	it.each([
		['x{job=~"$open)"}'],
		["$fn(x, 5)"],
		["$f(x[5m]) by (job)"],
		["$ag by (job) ($k, x)"],
		["topk($a)"],
		["label_replace(x, $args)"],
		["rat$x(y[5m])"],
		['{a!~"$all"}'],
		['{a!="$v"}'],
		["rate(($selector))"],
		["$a == $b"],
		["5 > $x"],
		["sum($x) by $y"],
		["5 $op 6"],
		["x $op on (job) y"],
		["$x[5m:1m]"],
		['x{a=~"b{$n}"}'],
		['x{a=~"(?$flags)b"}'],
	])("%s is not told", (source) => {
		expect(describeMasked(maskGrafana(source))).toEqual([]);
	});
});
