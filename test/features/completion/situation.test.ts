import fc from "fast-check";
import { expect, test } from "vitest";
import { analyseSituation } from "../../../server/features/completion/promql/analyse.ts";
import type { Situation } from "../../../server/features/completion/promql/situation.ts";
import { readCursor } from "../../support/cursor.ts";

/** One line a situation: what it is, the word that is replaced, and what the sources go by. */
function describeSituation(situation: Situation, text: string): string {
	if (situation.kind === "nothing") return "nothing";
	const word = `[${text.slice(situation.replace.start, situation.replace.end)}]`;
	switch (situation.kind) {
		case "operand": {
			const wanted = situation.wanted && `wants ${situation.wanted}`;
			const facts = [situation.call && `in ${situation.call}`, situation.next?.bracket, ...situation.keywords, wanted];
			return ["operand", word, ...facts.filter(Boolean)].join(" ");
		}
		case "afterOperand":
			return ["after", word, situation.selector && "selector", situation.aggregation && "aggregation"]
				.filter(Boolean)
				.join(" ");
		case "clause":
			return ["clause", word, ...situation.keywords].join(" ");
		case "labelName": {
			const { place, quote, open, hasOperator, present, scope } = situation;
			const facts = [quote, open && "open", hasOperator && "operator", present.length > 0 && `-${present}`];
			return ["label", place, word, ...facts.filter(Boolean), ...scope].join(" ");
		}
		case "matchOperator":
			return `match operator ${word}`;
		case "labelValue": {
			const { label, regex, quote, open, scope } = situation;
			return ["value of", label, word, quote, open && "open", regex && "regex", ...scope].filter(Boolean).join(" ");
		}
		case "duration":
			return ["duration", situation.place, word, situation.open && "open"].filter(Boolean).join(" ");
		case "anchor":
			return `anchor ${word}`;
		default:
			return situation satisfies never;
	}
}

test.each([
	["<|>", "operand []"],
	["ra<|>te", "operand [rate]"],
	["rate(ht<|>", "operand [ht] in rate wants matrix"],
	["ra<|>(foo[5m])", "operand [ra] ("],
	["fo<|>{job='a'}", "operand [fo] {"],
	["clamp(foo, <|>", "operand [] in clamp wants scalar"],
	["clamp(foo, 1 + <|>", "operand [] in clamp on ignoring fill fill_left fill_right wants scalar"],
	["clamp(<|>, 1, 2)", "operand [] in clamp wants vector"],
	["rate((<|>", "operand []"],
	["topk(<|>", "operand [] wants scalar"],
	["topk by (a) (5, <|>)", "operand [] wants vector"],
	["sum(1 - <|>)", "operand [] on ignoring fill fill_left fill_right"],
	["foo or <|>", "operand [] on ignoring wants vector"],
	["label_replace(foo, <|>)", 'label string [] {__name__="foo"}'],
	["label_replace(foo, 'a', <|>)", "nothing"],
	["sort_by_label(foo, 'a', l<|>)", 'label string [l] {__name__="foo"}'],
	["count_values(<|>)", "nothing"],
	["foo + <|>", "operand [] on ignoring fill fill_left fill_right"],
	["foo > <|>", "operand [] bool on ignoring fill fill_left fill_right"],
	["foo > bool <|>", "operand [] on ignoring fill fill_left fill_right"],
	["foo and <|>", "operand [] on ignoring wants vector"],
	["foo * on (a) <|>", "operand [] group_left group_right fill fill_left fill_right"],
	["foo and on (a) <|>", "operand []"],
	["foo * on (a) group_left (b) <|>", "operand [] fill fill_left fill_right"],
	["foo * on (a) fill_left (0) <|>", "operand [] fill_right"],
	["foo * on (a) fill (0) <|>", "operand []"],
	["foo * on (a) group_left <|>", "operand []"],
	["-<|>", "operand []"],
	["(<|>)", "operand []"],
	["sum by (job) (<|>)", "operand [] wants vector"],
	["foo <|>", "after [] selector"],
	["foo of<|>", "after [of] selector"],
	["foo{a='b'} <|>", "after [] selector"],
	["foo[5m] <|>", "after [] selector"],
	["(foo) <|>", "after []"],
	["rate(foo[5m]) <|>", "after []"],
	["sum(foo) <|>", "after [] aggregation"],
	["sum by (a) (foo) <|>", "after []"],
	["sum(foo) by (a) <|>", "after []"],
	["5 <|>", "after []"],
	["foo # why\n<|>", "after [] selector"],
	["sum <|>", "clause [] by without"],
	["sum b<|>", "clause [b] by without"],
	["sum by <|>", "nothing"],
	["sum by (a) <|>", "nothing"],
	["foo{<|>}", 'label matcher [] {__name__="foo"}'],
	["foo{jo<|>", 'label matcher [jo] {__name__="foo"}'],
	["foo{jo<|>='a', b='c'}", "label matcher [jo] operator -b {__name__=\"foo\",b='c'}"],
	["foo{a='b', <|>", "label matcher [] -a {__name__=\"foo\",a='b'}"],
	["foo{a=~'b', <|>", "label matcher [] {__name__=\"foo\",a=~'b'}"],
	["{<|>", "label matcher []"],
	["{a=~'.*', <|>", "label matcher []"],
	["{a=~'.+', <|>", "label matcher [] {a=~'.+'}"],
	['{"my.<|>', 'label matcher [my.] " open'],
	['{"my.metric", <|>', 'label matcher [] {__name__="my.metric"}'],
	["foo{a <|>", "match operator []"],
	["foo{a='b', c <|>}", "match operator []"],
	["foo{a <|>='b'}", "nothing"],
	["foo{a b <|>}", "nothing"],
	["foo{a='b'<|>}", "nothing"],
	['foo{job="<|>"}', 'value of job [] " {__name__="foo"}'],
	['foo{job="no<|>de"}', 'value of job [node] " {__name__="foo"}'],
	['foo{job="no<|>', 'value of job [no] " open {__name__="foo"}'],
	["foo{job=<|>}", 'value of job [] {__name__="foo"}'],
	["foo{job=<|>'a'}", "nothing"],
	['foo{"a.b"="<|>"}', 'value of a.b [] " {__name__="foo"}'],
	['foo{job=~"a|b<|>c|d", x!="y"}', 'value of job [bc] " regex {__name__="foo",x!="y"}'],
	["sum by (<|>) (rate(foo{a='b'}[5m]))", "label grouping [] {__name__=\"foo\",a='b'}"],
	["sum(foo) by (a, b<|>)", 'label grouping [b] -a {__name__="foo"}'],
	["sum(foo) without (<|>", 'label grouping [] {__name__="foo"}'],
	["sum by (job, <|>", "label grouping [] -job"],
	['sum(foo) by ("a<|>")', 'label grouping [a] " {__name__="foo"}'],
	["foo / on (<|>) bar", 'label grouping [] {__name__="foo"} {__name__="bar"}'],
	["1 + (foo / on (<|>) bar)", 'label grouping [] {__name__="foo"} {__name__="bar"}'],
	["foo / on (a) group_left (<|>) bar", 'label grouping [] {__name__="bar"}'],
	["foo / on (a) group_right (<|>) bar", 'label grouping [] {__name__="foo"}'],
	["label_replace(foo, '<|>', '$1', 'b', '(.*)')", 'label string [] \' {__name__="foo"}'],
	["label_replace(foo, 'a', '<|>')", "nothing"],
	["label_replace(foo, 'a', '$1', 'b<|>')", 'label string [b] \' {__name__="foo"}'],
	["foo[<|>", "duration range [] open"],
	["foo[5<|>m]", "duration range [5m]"],
	["foo[5m:<|>]", "duration step []"],
	["foo[5m * <|>]", "duration range []"],
	["foo[5m <|>]", "nothing"],
	["foo offset <|>", "duration offset []"],
	["foo offset -1<|>", "duration offset [1]"],
	["foo @ <|>", "anchor []"],
	["foo + 5<|>", "nothing"],
	["# foo<|>", "nothing"],
	["foo # <|>\n + bar", "nothing"],
	["absent('fo<|>o')", "nothing"],
])("%s is %s", (marked, expected) => {
	const { text, offset } = readCursor(marked);
	expect(describeSituation(analyseSituation(text, offset), text)).toBe(expected);
});

test("half-written text of any kind has a situation, whose word touches the cursor", () => {
	const piece = fc.constantFrom(
		..."(){}[],:\"'`=~!@#-+ \n".split(""),
		"foo",
		"sum",
		"by",
		"on",
		"offset",
		"5m",
		"=~",
		"é",
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 14 }), fc.nat(), (pieces, seed) => {
			const text = pieces.join("");
			const offset = seed % (text.length + 1);
			const situation = analyseSituation(text, offset);
			if (situation.kind === "nothing") return;
			const { start, end } = situation.replace;
			expect(start <= offset && offset <= end && end <= text.length).toBe(true);
			expect(text.slice(start, offset)).toBe(situation.typed);
		}),
		{ numRuns: 2000 },
	);
});
