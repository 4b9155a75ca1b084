import { describe, expect, test } from "vitest";
import { markPromql, readCases, withoutMarks } from "../support/promqlMarks.ts";

/** Expressions that Prometheus 3 refuses, feature by feature, each with every problem that is to be reported. */
const table: Readonly<Record<string, string>> = {
	"the end": `
1 +
   ^ promql/unexpected-end

sum(
    ^ promql/unclosed

sum(up
      ^ promql/unclosed

sum(rate(
         ^ promql/unclosed

((1)
    ^ promql/unclosed

up{
   ^ promql/unclosed

up{job
      ^ promql/unclosed

up{job=
       ^ promql/unclosed

up{job="api"
            ^ promql/unclosed

up{job="api",
             ^ promql/unclosed

up[
   ^ promql/unclosed

up[5m
     ^ promql/unclosed

up[5m:
      ^ promql/unclosed

sum by
      ^ promql/unexpected-end

sum by (
        ^ promql/unclosed

sum by (job
           ^ promql/unclosed

sum by (job)
            ^ promql/unexpected-end

sum (x) by
          ^ promql/unexpected-end

a + on
      ^ promql/unexpected-end

a + on (job)
            ^ promql/unexpected-end

a * on (job) group_left
                       ^ promql/unexpected-end

up offset
         ^ promql/unexpected-end

up offset -
           ^ promql/unexpected-end

up @
    ^ promql/unexpected-end

up @ start
          ^ promql/unexpected-end

up @ start(
           ^ promql/unclosed

a + fill(
         ^ promql/unclosed

-
 ^ promql/unexpected-end

label_replace(up,
                 ^ promql/unclosed`,
	"what cannot stand there": `
up down
   ^^^^ promql/unexpected-token

up 5
   ^ promql/unexpected-token

up "x"
   ^^^ promql/unexpected-token

* up
^ promql/unexpected-token

up + * up
     ^ promql/unexpected-token

up)
  ^ promql/unexpected-token

up]
  ^ promql/unexpected-token

up}
  ^ promql/unexpected-character

up,
  ^ promql/unexpected-token

()
 ^ promql/unexpected-token

(,)
 ^ promql/unexpected-token

sum(a b)
      ^ promql/unexpected-token

sum(,)
    ^ promql/unexpected-token

clamp_max(a,,1)
            ^ promql/unexpected-token

clamp_max(a, 1,)
              ^ promql/trailing-comma

up = 1
   ^ promql/unexpected-token

up === 1
     ^ promql/unexpected-token

bool
^^^^ promql/unexpected-token

on + 1
^^ promql/unexpected-token

1 + group_left
    ^^^^^^^^^^ promql/unexpected-token

fill(1)
    ^ promql/unexpected-token

by (job)
   ^ promql/unexpected-token

a:b(c)
   ^ promql/unexpected-token

up{job="api"}{instance="x"}
             ^ promql/unexpected-token

"a" "b"
    ^^^ promql/unexpected-token

up :: down
   ^^ promql/unexpected-token`,
	characters: `
.
^ promql/unexpected-character

up ! down
   ^ promql/unexpected-character

up =~ "x"
   ^^ promql/unexpected-character

up !~ "x"
   ^^ promql/unexpected-character

up & down
   ^ promql/unexpected-character

up || down
   ^ promql/unexpected-character

$up
^ promql/unexpected-character

up;
  ^ promql/unexpected-character

my.metric
  ^ promql/unexpected-character

é
^ promql/unexpected-character

up 😀
   ^^ promql/unexpected-character

up\u00a0+ 1
  ^ promql/unexpected-character

{{.Value}}
 ^ promql/unexpected-character`,
	literals: String.raw`
2.5.
^^^^ promql/bad-number

100..4
^^^^^^ promql/bad-number

1__0
^^^^ promql/bad-number

1_
^^ promql/bad-number

1e
^^ promql/bad-number

1e999
^^^^^ promql/bad-number

0x
^^ promql/bad-number

0xfg
^^^^ promql/bad-number

0x1.5
^^^^^ promql/bad-number

0xffffffffffffffffff
^^^^^^^^^^^^^^^^^^^^ promql/bad-number

1foo
^^^^ promql/bad-number

0b1
^^^ promql/bad-number

0x1e
^^^^ promql/bad-number

0x1ee + 1
^^^^^ promql/bad-number

"open
^^^^^ promql/unterminated-string

up{job="api}
       ^^^^^ promql/unterminated-string

sum by ("job) (up)
        ^^^^^^^^^^ promql/unterminated-string

'a
^^ promql/unterminated-string

"\d"
 ^^ promql/bad-escape

"\'"
 ^^ promql/bad-escape

'\"'
 ^^ promql/bad-escape

"\x4"
 ^^^^ promql/bad-escape

"\xzz"
 ^^^^ promql/bad-escape

"\400"
 ^^^^ promql/bad-escape

"\18"
 ^^^^ promql/bad-escape

"\ud800"
 ^^^^^^ promql/bad-escape

"\U00110000"
 ^^^^^^^^^^ promql/bad-escape

up{job="\d", instance="\w"}
        ^^ promql/bad-escape
                       ^^ promql/bad-escape`,
	matchers: String.raw`
up{,}
   ^ promql/unexpected-token

up{job="api",,}
             ^ promql/unexpected-token

up{job}
      ^ promql/unexpected-token

up{job=api}
       ^^^ promql/unexpected-token

up{job=5}
       ^ promql/unexpected-character

up{job=="api"}
       ^ promql/unexpected-token

up{job="api" instance="x"}
             ^^^^^^^^ promql/unexpected-token

up{job="api"; instance="x"}
            ^ promql/unexpected-character

up{job:"api"}
      ^ promql/unexpected-character

up{job>"api"}
      ^ promql/unexpected-character

up{job!"api"}
      ^ promql/unexpected-character

up{"job"=}
         ^ promql/unexpected-token

up{="api"}
   ^ promql/unexpected-token

up{a:b="c"}
    ^ promql/unexpected-character

up{{job="api"}}
   ^ promql/unexpected-character

sum(up{job="api") by (x)
                ^ promql/unexpected-character

rate(up{job="api"[5m])
                 ^ promql/unexpected-character

{}
^^ promql/empty-selector

{job=""}
^^^^^^^^ promql/empty-selector

{job!="api"}
^^^^^^^^^^^^ promql/empty-selector

{job=~".*"}
^^^^^^^^^^^ promql/empty-selector

{job=~"a|"}
^^^^^^^^^^^ promql/empty-selector

{job=~"(a)?"}
^^^^^^^^^^^^^ promql/empty-selector

{job!~".+"}
^^^^^^^^^^^ promql/empty-selector

{job!~"a", instance=~".*"}
^^^^^^^^^^^^^^^^^^^^^^^^^^ promql/empty-selector

{""}
^^^^ promql/empty-selector

sum({job!=""}) + count({})
                       ^^ promql/empty-selector

up{__name__="down"}
   ^^^^^^^^^^^^^^^ promql/metric-name-twice

up{"down"}
   ^^^^^^ promql/metric-name-twice

up{job=~"("}
        ^^^ promql/bad-regular-expression

up{job=~"*a"}
         ^ promql/bad-regular-expression

up{job=~"a(?!b)"}
          ^^^ promql/bad-regular-expression

up{job!~"(?<=a)b"}
         ^^^^^^^ promql/bad-regular-expression

up{job=~"(a)\\1"}
            ^^^ promql/bad-regular-expression

up{job=~"a{2000}"}
          ^^^^^^ promql/bad-regular-expression

{job=~"["}
       ^ promql/bad-regular-expression`,
	ranges: `
up[]
   ^ promql/unexpected-token

up[:5m]
   ^ promql/unexpected-token

up[5m:1m:1m]
        ^ promql/unexpected-token

up[5m, 1m]
     ^ promql/unexpected-token

up[step():1m]
         ^ promql/unexpected-character

up["5m"]
   ^^^^ promql/unexpected-character

up[five]
   ^^^^ promql/unexpected-character

up[Inf]
   ^^^ promql/unexpected-character

up[5 m]
     ^ promql/unexpected-character

up[step]
       ^ promql/unexpected-token

up[step(1)]
        ^ promql/unexpected-token

up[min_of(5m)]
            ^ promql/unexpected-token

up[min_of(5m, 1m, 1m)]
                ^ promql/unexpected-token

up[min(5m, 1m)]
   ^^^ promql/unexpected-character

up[5m +]
       ^ promql/unexpected-token

up[(5m]
      ^ promql/unexpected-token

up[5mm]
   ^^^ promql/bad-duration

up[5M]
   ^^ promql/bad-duration

up[1.5h]
   ^^^^ promql/bad-duration

up[1h5d]
   ^^^^ promql/bad-duration

up[5m5m]
   ^^^^ promql/bad-duration

up[1h30]
   ^^^^ promql/bad-duration

up[300y]
   ^^^^ promql/bad-duration

up[0]
   ^ promql/duration-not-positive

up[0s]
   ^^ promql/duration-not-positive

up[-5m]
   ^^^ promql/duration-not-positive

up[1h:0s]
      ^^ promql/duration-not-positive

up[1e11]
   ^^^^ promql/duration-out-of-range

up offset 1e11
          ^^^^ promql/duration-out-of-range

up offset Inf
          ^^^ promql/duration-out-of-range

up[5m / 0]
      ^^^ promql/duration-division-by-zero

up[step() % 0s]
          ^^^^ promql/duration-division-by-zero

up[5m][5m]
      ^^^^ promql/misplaced-range

(up)[5m]
    ^^^^ promql/misplaced-range

5[5m]
 ^^^^ promql/misplaced-range

sum(up)[5m]
       ^^^^ promql/misplaced-range

up[1h:][5m]
       ^^^^ promql/misplaced-range

rate(up[5m))
          ^ promql/unexpected-token`,
	modifiers: `
up offset 5m[5m]
            ^^^^ promql/modifier-before-range

up @ 1 [5m]
       ^^^^ promql/modifier-before-range

up @ end() [5m]
           ^^^^ promql/modifier-before-range

up offset step() [5m]
                 ^^^^ promql/modifier-before-range

up offset 5m offset 1h
          ^^^^^^^^^^^^ promql/repeated-modifier

up[5m] offset 5m offset 1h
              ^^^^^^^^^^^^ promql/repeated-modifier

up @ 1 @ 2
     ^^^^^ promql/repeated-modifier

up @ @ 1
     ^ promql/unexpected-token

up @ 5mm
     ^^^ promql/bad-duration

up @ start() @ 5
           ^^^^^ promql/repeated-modifier

1 offset 5m
^^^^^^^^^^^ promql/misplaced-modifier

(up) offset 5m
   ^^^^^^^^^^^ promql/misplaced-modifier

sum(up) offset 5m
      ^^^^^^^^^^^ promql/misplaced-modifier

rate(up[5m]) @ 5
           ^^^^^ promql/misplaced-modifier

time() smoothed
     ^^^^^^^^^^ promql/misplaced-modifier

up[1h:] anchored
      ^^^^^^^^^^ promql/misplaced-modifier

up anchored smoothed
   ^^^^^^^^^^^^^^^^^ promql/repeated-modifier

up @ Inf
^^^^^^^^ promql/timestamp-out-of-range

up{job="api"} @ NaN
            ^^^^^^^ promql/timestamp-out-of-range

up @ 1e30
^^^^^^^^^ promql/timestamp-out-of-range

up @ now()
     ^^^ promql/unexpected-token

up @ "now"
     ^^^^^ promql/unexpected-token

up @ start(1)
           ^ promql/unexpected-token

up offset x
          ^ promql/unexpected-token

up offset "5m"
          ^^^^ promql/unexpected-token`,
	matching: `
a + on b
       ^ promql/unexpected-token

a + on (==) b
        ^^ promql/unexpected-token

a + on (job,,) b
            ^ promql/unexpected-token

a + on (job instance) b
            ^^^^^^^^ promql/unexpected-token

a + on (5) b
        ^ promql/unexpected-token

a + on (without) b
        ^^^^^^^ promql/unexpected-token

a + on ("") b
        ^^ promql/invalid-label-name

a * group_left b
    ^^^^^^^^^^ promql/unexpected-token

a * on (job) bool b
             ^^^^ promql/unexpected-token

a * on (job) group_left (b + c)
                           ^ promql/unexpected-token

a on (job) b
  ^^ promql/unexpected-token

a + on (job) group_left (job) b
                         ^^^ promql/label-matched-and-included

a + on (job) 1
    ^^^^^^^^ promql/matching-without-vectors

1 + ignoring (job) a
    ^^^^^^^^^^^^^^ promql/matching-without-vectors

1 + on (job) 1
    ^^^^^^^^ promql/matching-without-vectors

a and on (job) group_left b
               ^^^^^^^^^^ promql/group-on-set-operator

a or ignoring (job) group_right (x) b
                    ^^^^^^^^^^^^^^^ promql/group-on-set-operator

a and fill(0) b
      ^^^^^^^ promql/misplaced-fill

a + fill(0) 1
    ^^^^^^^ promql/misplaced-fill

a + fill(b) c
         ^ promql/unexpected-token

a + fill(0) fill(1) b
                ^ promql/unexpected-token`,
	operators: `
1 == 1
  ^^ promql/comparison-without-bool

time() > 5
       ^ promql/comparison-without-bool

a + bool b
    ^^^^ promql/bool-without-comparison

a and bool b
      ^^^^ promql/bool-without-comparison

a and 1
      ^ promql/set-operator-on-scalar

1 or a
^ promql/set-operator-on-scalar

1 unless 1
^ promql/set-operator-on-scalar

a[5m] + 1
^^^^^ promql/operand-type

1 + "x"
    ^^^ promql/operand-type

a == "x"
     ^^^ promql/operand-type

a[5m] > b[5m]
^^^^^ promql/operand-type

-"x"
 ^^^ promql/operand-type

-a[5m]
 ^^^^^ promql/operand-type

-a[1h:]
 ^^^^^^ promql/operand-type

(a[5m]) * 2
^^^^^^^ promql/operand-type`,
	aggregations: `
sum()
   ^^ promql/argument-count

sum() by (job)
   ^^ promql/argument-count

sum(a, b)
       ^ promql/argument-count

topk(a)
    ^^^ promql/argument-count

topk(1, a, b)
           ^ promql/argument-count

sum(1)
    ^ promql/argument-type

sum("x")
    ^^^ promql/argument-type

sum(a[5m])
    ^^^^^ promql/argument-type

topk(a, 5)
     ^ promql/argument-type

topk("x", a)
     ^^^ promql/argument-type

count_values(5, a)
             ^ promql/argument-type

count_values("x", a[5m])
                  ^^^^^ promql/argument-type

sum(a) without (x) by (y)
                   ^^ promql/unexpected-token

sum by (x) (a) by (y)
               ^^ promql/unexpected-token

sum by job (a)
       ^^^ promql/unexpected-token

sum a
    ^ promql/unexpected-token

sum by (job) rate(a[5m])
             ^^^^ promql/unexpected-token

a by (job)
  ^^ promql/unexpected-token

sum (a) by test
           ^^^^ promql/unexpected-token`,
	functions: `
rats(a[5m])
^^^^ promql/unknown-function

Rate(a[5m])
^^^^ promql/unknown-function

foo(bar(a))
^^^ promql/unknown-function
    ^^^ promql/unknown-function

rate(foo(a))
     ^^^ promql/unknown-function

foo(a) + foo(a[5m])
^^^ promql/unknown-function
         ^^^ promql/unknown-function

START()
^^^^^ promql/unknown-function

holt_winters(a[5m], 0.5, 0.5)
^^^^^^^^^^^^ promql/removed-function

time(1)
     ^ promql/argument-count

rate()
    ^^ promql/argument-count

clamp(a)
     ^^^ promql/argument-count

hour(a, b)
        ^ promql/argument-count

round(a, 1, 2)
            ^ promql/argument-count

label_join(a, "x")
          ^^^^^^^^ promql/argument-count

sort_by_label()
             ^^ promql/argument-count

histogram_quantiles(a, "q")
                   ^^^^^^^^ promql/argument-count

info()
    ^^ promql/argument-count

rate(a)
     ^ promql/argument-type

rate(1)
     ^ promql/argument-type

rate(sum(a[5m]))
         ^^^^^ promql/argument-type

abs(1)
    ^ promql/argument-type

abs(a[5m])
    ^^^^^ promql/argument-type

vector(a)
       ^ promql/argument-type

scalar(5)
       ^ promql/argument-type

label_replace(a, b, "$1", "c", "")
                 ^ promql/argument-type

label_join(a, "x", ",", "y", 5)
                             ^ promql/argument-type

sort_by_label(a, 5)
                 ^ promql/argument-type

abs(a) + abs(1) + abs("x")
             ^ promql/argument-type
                      ^^^ promql/argument-type

info(a, b)
        ^ promql/info-selector

info(a, b{c="d"})
        ^ promql/info-selector

info(a, {b="c"} == 1)
        ^^^^^^^^^^^^ promql/info-selector

info(a, 1)
        ^ promql/info-selector

a[5m][1h:]
     ^^^^^ promql/subquery-type

1[1h:]
 ^^^^^ promql/subquery-type`,
};

describe.each(Object.entries(table))("%s", (_, cases) => {
	test.each(readCases(cases))("%s", (marked) => {
		expect(markPromql(withoutMarks(marked))).toBe(marked);
	});
});

test.each(["", " ", "\n", "# nothing"])("%j has no expression", (text) => {
	expect(markPromql(text)).toContain("promql/empty-expression");
});

test("characters that are not UTF-8 are refused in text and let pass in comments", () => {
	expect(markPromql('up{job="a\ufffd"} # \ufffd')).toBe('up{job="a\ufffd"} # \ufffd\n         ^ promql/invalid-utf8');
	expect(markPromql("`\ud800`")).toBe("`\ud800`\n ^ promql/invalid-utf8");
	expect(markPromql('up{job=~"\\xff|a"}')).not.toContain("promql/");
	expect(markPromql('up{job=~"\\xff.*"}')).toContain("promql/bad-regular-expression");
	expect(markPromql('sum by ("\\xff") (up)')).toContain("promql/invalid-label-name");
});

test("problems over several lines stand where they are", () => {
	expect(markPromql("sum by (job) (\n  rate(up)\n) +")).toBe(
		"sum by (job) (\n  rate(up)\n) +\n   ^ promql/unexpected-end",
	);
	expect(markPromql("sum by (job) (\n  rate(up)\n)")).toBe(
		"sum by (job) (\n  rate(up)\n       ^^ promql/argument-type\n)",
	);
});
