import { describe, expect, it } from "vitest";
import { createMaskedRegion } from "../../../../server/documents/embedded/masks/createMaskedRegion.ts";
import { findGrafanaVariables } from "../../../../server/documents/embedded/masks/grafanaVariables.ts";
import { findWindowPlaceholders } from "../../../../server/documents/embedded/masks/windowPlaceholder.ts";
import type { EmbeddedRegion } from "../../../../server/documents/embedded/region.ts";
import { subRegion } from "../../../../server/documents/embedded/subRegion.ts";
import { createScalarRegion } from "../../../../server/documents/embedded/yamlScalar.ts";
import { formatPromql } from "../../../../server/promql/format/format.ts";
import { applyEdits } from "../../../../server/text/textEdit.ts";
import { describeMasked, maskGrafana, plainRegion } from "./maskGrafana.ts";

describe("the variables of Grafana", () => {
	it.each<readonly [text: string, ...sources: string[]]>([
		["$a ${b} [[c]]", "$a", "${b}", "[[c]]"],
		["${a:regex} [[b:csv]] ${__to:date:iso}", "${a:regex}", "[[b:csv]]", "${__to:date:iso}"],
		["${__field.labels.job} ${a.b:c}", "${__field.labels.job}", "${a.b:c}"],
		["$a_b.c", "$a_b"],
		["$a-$b$c", "$a", "$b", "$c"],
		['x{a=~"b$", c="$d"}', "$d"],
		['x{a=~"(b|c)$"}'],
		['label_replace(x, "a", "$1${2}$10", "b", "(.*)")'],
		["x[[5m]]", "[[5m]]"],
		["$ ${} ${-} [[]] [[ a ]]"],
	])("%s", (text, ...sources) => {
		const found = findGrafanaVariables(text);
		expect(found.map(({ source }) => source)).toEqual(sources);
		for (const { span, source } of found) expect(text.slice(span.start, span.end)).toBe(source);
	});
});

describe("the window of an SLO", () => {
	it.each([
		"sum(rate(x[{{.window}}]))",
		"sum(rate(x[{{ .window }}]))",
		'sum(rate(x{a="{{ .b }}"}[{{ .window }}] offset {{.window}}))',
	])("%s", (source) => {
		const region = maskGrafana(source, undefined, findWindowPlaceholders);
		expect(region.text).toHaveLength(source.length);
		expect(region.masks?.at(-1)).toMatchObject({ role: "duration", kind: "window", name: "window" });
		expect(describeMasked(region)).toEqual([]);
	});
});

/** What an edit of the masked text makes of the source; `refused` where it cannot be told. */
function edit(source: string, change: (masked: string) => string): string {
	const region = maskGrafana(source);
	const encoded = region.encodeEdit({ span: { start: 0, end: source.length }, newText: change(region.text) });
	return encoded === undefined ? "refused" : applyEdits(source, [encoded]);
}

const formatted = (masked: string): string =>
	formatPromql(masked, { width: Number.POSITIVE_INFINITY }) ?? "unformatted";

describe("an edit of a query with variables", () => {
	it.each([
		['sum( rate(x{job="$job"}[$__rate_interval]) )by(job)', 'sum by (job) (rate(x{job="$job"}[$__rate_interval]))'],
		["topk( $k,${metric}_total )", "topk($k, ${metric}_total)"],
		["a{ $filter,b='c' }", "a{$filter,b='c'}"],
		["sum($a)by($b)", "sum by ($b) ($a)"],
		["x[ ${w}m ]", "x[${w}m]"],
		["x{a='$j' ,b='$j'}", "x{a='$j',b='$j'}"],
		["x>$f", "x > $f"],
	])("%s is laid out as %s", (source, wanted) => {
		expect(edit(source, formatted)).toBe(wanted);
	});

	it("refuses what would lose a variable that it cannot find again", () => {
		expect(edit("rate( x[5m] $offset )", formatted)).toBe("refused");
		expect(edit("sum( x ) $op 5", formatted)).toBe("refused");
	});

	it("lets a variable move and double", () => {
		expect(edit("$aaa - $bbb", (text) => text.split(" - ").reverse().join(" - "))).toBe("$bbb - $aaa");
		expect(edit("$aaa", (text) => `${text} / ${text}`)).toBe("$aaa / $aaa");
	});

	it("keeps a variable beside which it writes", () => {
		const source = 'x{job="$job"}';
		const { encodeEdit } = maskGrafana(source);
		expect(encodeEdit).toBeTypeOf("function");
		const region = maskGrafana(source);
		const at = source.length - 1;
		const encoded = region.encodeEdit({ span: { start: at, end: at }, newText: ', a="b"' });
		expect(applyEdits(source, encoded === undefined ? [] : [encoded])).toBe('x{job="$job", a="b"}');
	});

	it("writes inside of a variable what is typed there", () => {
		const source = "x{a='${job}'}";
		const region = maskGrafana(source);
		const at = source.indexOf("}'");
		const encoded = region.encodeEdit({ span: { start: at, end: at }, newText: ":regex" });
		expect(applyEdits(source, encoded === undefined ? [] : [encoded])).toBe("x{a='${job:regex}'}");
	});

	it("does not take for a variable what looks like a short one", () => {
		const region = maskGrafana("topk($k, x)");
		const standIn = region.text.slice(5, 7);
		expect(region.encodeEdit({ span: { start: 11, end: 11 }, newText: ` > ${standIn}` })).toBeUndefined();
		expect(region.encodeEdit({ span: { start: 11, end: 11 }, newText: " > 1" })?.newText).toBe(" > 1");
	});
});

function yamlRegion(raw: string): EmbeddedRegion {
	const style = raw.startsWith("|") ? "literal" : "double";
	const scalar = {
		kind: "scalar",
		style,
		raw,
		start: 10,
		end: 10 + raw.length,
		parentIndent: 2,
		flow: false,
		value: "",
		aliased: false,
	} as const;
	return createScalarRegion(scalar, 0, "promql", { role: "query" });
}

describe("a masked scalar", () => {
	it("is encoded as its scalar wants it", () => {
		const region = createMaskedRegion(yamlRegion('"x{a=\\"$job\\"}"'), findGrafanaVariables);
		expect(region.source).toBe('x{a="$job"}');
		const edit = region.encodeEdit({ span: { start: 10, end: 10 }, newText: ',b="c"' });
		expect(edit?.newText).toBe(',b=\\"c\\"');
	});

	it("is laid out in lines with its variables", () => {
		const region = createMaskedRegion(yamlRegion("|\n    sum(\n    $query)\n"), findGrafanaVariables);
		const encoded = region.encodeLines?.(["sum(", `  ${region.text.slice(5, 11)}`, ")"]);
		expect(encoded?.edit.newText).toContain("  $query");
		expect(encoded?.text.trim()).toBe(`sum(\n  ${region.text.slice(5, 11)}\n)`);
		expect(region.encodeLines?.(["sum(x)"])).toBeUndefined();
	});

	it("has parts of its own", () => {
		const source = 'label_values(up{job="$job"}, instance)';
		const start = source.indexOf("up");
		const end = source.indexOf(", instance");
		const outer = plainRegion(source);
		const masked = createMaskedRegion(
			subRegion(outer, { start, end }, { language: "promql", context: { role: "query" } }),
			findGrafanaVariables,
		);
		expect(masked.source).toBe('up{job="$job"}');
		const cut = subRegion(maskGrafana(source), { start, end }, { language: "promql", context: { role: "query" } });
		expect(cut.source).toBe('up{job="$job"}');
		expect(cut.masks).toHaveLength(1);
		expect(cut.encodeEdit({ span: { start: 2, end: 2 }, newText: "z" })).toMatchObject({ newText: "z" });
	});
});
