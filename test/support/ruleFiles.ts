/** A whole rule file with `^^^^ code` below what our diagnostics mark; nothing is marked in a valid one. */
export interface MarkedRuleFile {
	readonly name: string;
	readonly marked: string;
	/** Who takes the file that Debian's promtool 2.42 rejects, where that is so. */
	readonly reader?: string;
}

/** Strips the source's own indentation, which is tabs. */
function file(text: string): string {
	return text.replace(/^\n/, "").replaceAll(/^\t+/gm, "");
}

/** The text without the marks. */
export function withoutMarks(marked: string): string {
	return marked
		.split("\n")
		.filter((line) => !/^\s*\^+ [a-z]+\//.test(line))
		.join("\n");
}

/** Rule files of every kind, each judged as the real promtool judges it. */
export const RULE_FILES: readonly MarkedRuleFile[] = [
	{
		name: "groups without anything",
		marked: file(`
			groups:
		`),
	},
	{
		name: "no rules",
		marked: file(`
			groups: []
		`),
	},
	{
		name: "a group without rules",
		marked: file(`
			groups:
			  - name: g
		`),
	},
	{
		name: "every field of an alert",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			        for: 1h30m
			        keep_firing_for: 5m
			        labels:
			          severity: page
			          count: 3
			          ok: true
			          none:
			        annotations:
			          summary: "{{ $labels.job }}"
		`),
	},
	{
		name: "every field of a group",
		marked: file(`
			groups:
			  - name: g
			    interval: 1m
			    limit: 10
			    rules: []
		`),
	},
	{
		name: "newer fields of a group",
		reader: "Prometheus 2.53 and 3.0",
		marked: file(`
			groups:
			  - name: g
			    query_offset: 1m
			    labels:
			      team: web
			    rules: []
		`),
	},
	{
		name: "empty items",
		marked: file(`
			groups:
			  -
			  - name: g
			    rules:
			      -
			      - record: a
			        expr: 1
		`),
	},
	{
		name: "nulls",
		marked: file(`
			groups:
			  - name: g
			    interval:
			    limit: ~
			    rules:
			      - alert: A
			        record:
			        expr: up
			        for: null
			        labels:
			        annotations:
		`),
	},
	{
		name: "JSON",
		marked: '{\n\t"groups": [\n\t\t{"name": "g", "rules": [{"record": "a:b", "expr": "up"}]}\n\t]\n}\n',
	},
	{
		name: "quoted keys",
		marked: file(`
			"groups":
			  - "name": g
			    'rules':
			      - "record": a
			        expr: up
		`),
	},
	{
		name: "a BOM",
		marked: "\ufeffgroups:\n  - name: g\n    rules: []\n",
	},
	{
		name: "no line break at the end",
		marked: "groups:\n  - name: g\n    rules:\n      - record: a\n        expr: up",
	},
	{
		name: "lists at their key's column",
		marked: file(`
			groups:
			- name: g
			  rules:
			  - record: a
			    expr: up
		`),
	},
	{
		name: "comments and blank lines",
		marked: file(`
			# top
			groups: # here

			  # there
			  - name: g # name
			    rules:

			      # rule
			      - record: a
			        # expr
			        expr: up # it
			# end
		`),
	},
	{
		name: "anchors and aliases",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: &e up
			        labels: &l
			          severity: page
			      - alert: B
			        expr: *e
			        labels:
			          <<: *l
			          team: web
			      - alert: C
			        expr: *e
			        labels: *l
		`),
	},
	{
		name: "a rule merged into another",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - &r
			        alert: A
			        expr: up
			      - <<: *r
			        alert: B
		`),
	},
	{
		name: "tags",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: !!str A
			        expr: !!str up
			        labels: {n: !!int 3}
		`),
	},
	{
		name: "a marked document",
		marked: file(`
			---
			groups: []
			...
		`),
	},
	{
		name: "YAML 1.1",
		marked: file(`
			%YAML 1.1
			---
			groups: []
		`),
	},
	{
		name: "quotes that go on at column 0",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			        annotations:
			          summary: "one
			two"
		`),
	},
	{
		name: "brackets that go on at column 0",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			        labels: {
			severity: page
			}
		`),
	},
	{
		name: "a comment right behind a quote",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			        for: '5m'#why
		`),
	},
	{
		name: "an apostrophe escaped in double quotes",
		marked:
			'groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: up\n        annotations:\n          summary: "it\\\'s"\n',
	},
	{
		name: "tabs where they may be",
		marked:
			"groups:\n  - name:\tg\t# c\n    rules:\t\n      - record: a\n        expr: |\n          up\n          \t== 0\n",
	},
	{
		name: "durations of zero on a recording rule",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - record: job:up:sum
			        expr: up
			        for: 0s
			        keep_firing_for: 0m
			        annotations: {}
		`),
	},
	{
		name: "any alert name",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: Down {now} - é
			        expr: up
		`),
	},
	{
		name: "an unknown field at the top",
		marked: file(`
			group_limit: 3
			^^^^^^^^^^^ rule/unknown-field
			groups:
			  - name: g
			    rules:
			      - record: job:up:sum
			        expr: up
		`),
	},
	{
		name: "an unknown field of a group",
		marked: file(`
			groups:
			  - name: g
			    intervall: 1m
			    ^^^^^^^^^ rule/unknown-field
			    rules: []
			      
			  - name: h
			    rules:
			      - record: a
			        expr: up
		`),
	},
	{
		name: "an unknown field of a rule",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			        label:
			        ^^^^^ rule/unknown-field
			          severity: page
		`),
	},
	{
		name: "a field in the wrong case",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - Alert: A
			        ^^^^^ rule/unknown-field
			        expr: up
		`),
	},
	{
		name: "a dashboard's word for expr",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        query: up
			        ^^^^^ rule/unknown-field
		`),
	},
	{
		name: "a group without a name",
		marked: file(`
			groups:
			  - rules:
			    ^^^^^ rule/missing-group-name
			      - record: a
			        expr: up
		`),
	},
	{
		name: "an empty group name",
		marked: file(`
			groups:
			  - name: ""
			    ^^^^ rule/missing-group-name
			    rules: []
		`),
	},
	{
		name: "a repeated group name",
		marked: file(`
			groups:
			  - name: g
			    rules: []
			  - name: g
			          ^ rule/repeated-group-name
			    rules: []
		`),
	},
	{
		name: "neither alert nor record",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - expr: up
			        ^^^^ rule/missing-name
		`),
	},
	{
		name: "an empty alert name",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert:
			        ^^^^^ rule/missing-name
			        expr: up
		`),
	},
	{
		name: "both alert and record",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - record: a
			        alert: A
			        ^^^^^ rule/both-alert-and-record
			        expr: up
		`),
	},
	{
		name: "no expression",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        ^^^^^ rule/missing-expr
			        for: 5m
		`),
	},
	{
		name: "an empty expression",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr:
			        ^^^^ rule/missing-expr
		`),
	},
	{
		name: "for on a recording rule",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - record: job:up:sum
			        expr: up
			        for: 5m
			        ^^^ rule/alert-field-on-record
		`),
	},
	{
		name: "keep_firing_for on a recording rule",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - record: job:up:sum
			        expr: up
			        keep_firing_for: 5m
			        ^^^^^^^^^^^^^^^ rule/alert-field-on-record
		`),
	},
	{
		name: "annotations on a recording rule",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - record: job:up:sum
			        expr: up
			        annotations:
			        ^^^^^^^^^^^ rule/alert-field-on-record
			          summary: it
		`),
	},
	{
		name: "braces in a metric's name",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - record: up{a="b"}
			                ^^^^^^^^^ rule/invalid-record-name
			        expr: up
		`),
	},
	{
		name: "__name__ as a label",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			        labels:
			          __name__: a
			          ^^^^^^^^ rule/invalid-label-name
		`),
	},
	{
		name: "an empty label name",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			        labels:
			          "": a
			          ^^ rule/invalid-label-name
		`),
	},
	{
		name: "a duration without a unit",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			        for: 5
			             ^ rule/invalid-duration
		`),
	},
	{
		name: "a broken duration",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			        for: 1.5h
			             ^^^^ rule/invalid-duration
			        keep_firing_for: 30s5m
			                         ^^^^^ rule/invalid-duration
		`),
	},
	{
		name: "an empty duration",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			        for: ""
			             ^^ rule/invalid-duration
		`),
	},
	{
		name: "a duration that is too long",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			        for: 300y
			             ^^^^ rule/invalid-duration
		`),
	},
	{
		name: "a limit in quotes",
		marked: file(`
			groups:
			  - name: g
			    limit: "3"
			           ^^^ rule/wrong-type
			    rules: []
		`),
	},
	{
		name: "a limit that is a word",
		marked: file(`
			groups:
			  - name: g
			    limit: many
			           ^^^^ rule/wrong-type
			    rules: []
		`),
	},
	{
		name: "a list of labels",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			        labels:
			          - severity: page
			          ^ rule/wrong-type
		`),
	},
	{
		name: "a label that is a list",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			        labels:
			          severity: [page]
			                    ^^^^^^ rule/wrong-type
		`),
	},
	{
		name: "rules that are a mapping",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      alert: A
			      ^^^^^ rule/wrong-type
			      expr: up
			  - name: h
			    rules:
			      - record: a
			        expr: up
		`),
	},
	{
		name: "an expression that is a list",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: [up]
			              ^^^^ rule/wrong-type
		`),
	},
	{
		name: "a rule that is a word",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - up
			        ^^ rule/wrong-type
			      - record: a
			        expr: up
		`),
	},
	{
		name: "a field twice",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			        expr: up
			        ^^^^ yaml/duplicate-key
		`),
	},
	{
		name: "a label twice",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			        labels:
			          a: b
			          a: c
			          ^ yaml/duplicate-key
		`),
	},
	{
		name: "groups twice",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - record: job:up:sum
			        expr: up
			groups: []
			^^^^^^ yaml/duplicate-key
		`),
	},
	{
		name: "an open quote",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: 'up
			              ^^^ yaml/unclosed-quote
			        for: 5m
			      - alert: B
			        expr: up
			        fro: 5m
			        ^^^ rule/unknown-field
		`),
	},
	{
		name: "an open bracket",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			        labels: {severity: page
			                ^ yaml/unclosed-bracket
			      - alert: B
			        expr: up
			        fro: 5m
			        ^^^ rule/unknown-field
		`),
	},
	{
		name: "a key at a column of its own",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			       for: 5m
			       ^^^ yaml/bad-indentation
		`),
	},
	{
		name: "a deeper key",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			          for: 5m
			          ^^^^ yaml/nested-mapping
		`),
	},
	{
		name: "a rule at a column of its own",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			     - alert: B
			     ^ yaml/bad-indentation
			       expr: up
		`),
	},
	{
		name: "a tab before a key",
		marked: "groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: up\n\tfor: 5m\n^ yaml/tab-indentation\n",
	},
	{
		name: "a tab on an empty line",
		marked:
			"groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: up\n\t\n^ yaml/tab-indentation\n        for: 5m\n",
	},
	{
		name: "a half-written key",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			        fo
			        ^^ yaml/missing-colon
			      - alert: B
			        expr: up
			        fro: 5m
			        ^^^ rule/unknown-field
		`),
	},
	{
		name: "a half-written rule",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			      - al
			        ^^ rule/wrong-type
			      - alert: B
			        expr: up
		`),
	},
	{
		name: "a second colon",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			        annotations:
			          summary: Down: it is
			                   ^^^^^ yaml/nested-mapping
		`),
	},
	{
		name: "text behind quotes",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: "up" == 0
			                   ^^^^ yaml/unexpected-text
		`),
	},
	{
		name: "an unknown escape",
		marked:
			"groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: \"up{a=~'\\d'}\"\n                      ^^ yaml/invalid-escape\n",
	},
	{
		name: "a value that begins with an at sign",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			        labels:
			          team: @web
			                ^ yaml/reserved-character
		`),
	},
	{
		name: "a value that begins with a star",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: *
			              ^ yaml/reserved-character
		`),
	},
	{
		name: "an alias without an anchor",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			        labels: *l
			                ^^ yaml/unknown-alias
		`),
	},
	{
		name: "a control character",
		marked:
			"groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: up\n        for: 5m # \u0007\n                  ^ yaml/control-character\n",
	},
	{
		name: "YAML 1.2",
		marked: file(`
			%YAML 1.2
			^^^^^^^^^ yaml/unsupported-version
			---
			groups: []
		`),
	},
	{
		name: "a block that is indented less than its first line",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: |
			            up
			          == 0
			          ^^^^ yaml/bad-indentation
			        for: 5m
		`),
	},
	{
		name: "names that only Prometheus 3 takes",
		reader: "Prometheus 3.0",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - record: a.b
			                ^^^ rule/utf8-name
			        expr: up
			        labels:
			          on-call: web
			          ^^^^^^^ rule/utf8-name
		`),
	},
	{
		name: "an annotation name that only Prometheus 3 takes",
		reader: "Prometheus 3.0",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - alert: A
			        expr: up
			        annotations:
			          run-book: it
			          ^^^^^^^^ rule/utf8-name
		`),
	},
	{
		name: "a second document",
		marked: file(`
			groups:
			  - name: g
			    rules:
			      - record: job:up:sum
			        expr: up
			---
			anything: {goes
			^^^^^^^^^^^^^^^ rule/second-document
		`),
	},
	{
		name: "a field of Thanos",
		reader: "another ruler",
		marked: file(`
			groups:
			  - name: g
			    partial_response_strategy: warn
			    ^^^^^^^^^^^^^^^^^^^^^^^^^ rule/foreign-field
			    rules:
			      - record: a
			        expr: up
		`),
	},
	{
		name: "a file of Mimir's ruler",
		reader: "another ruler",
		marked: file(`
			namespace: n
			groups:
			  - name: g
			    source_tenants: [a]
			    rules:
			      - record: a
			        expr: up
		`),
	},
	{
		name: "a colon without a key",
		marked: file(`
			groups:
			- name: g
			  rules:
			  - alert: A
			    expr: up
			    labels:
			      : b
			      ^ yaml/unexpected-text
		`),
	},
	{
		name: "an explicit empty key",
		marked: file(`
			groups:
			- name: g
			  ? 
			  : x
			  rules: []
		`),
	},
	{
		name: "an anchor on an alias",
		marked: file(`
			groups:
			- name: g
			  rules:
			  - alert: A
			    expr: &a up
			  - alert: B
			    expr: &b *a
			             ^^ yaml/unexpected-text
		`),
	},
	{
		name: "two anchors",
		marked: file(`
			groups:
			- name: g
			  rules:
			  - alert: A
			    expr: &a &b up
			             ^^ yaml/unexpected-text
		`),
	},
	{
		name: "an anchor on nothing",
		marked: file(`
			groups:
			- name: g
			  rules:
			  - alert: A
			    expr: &a
			    ^^^^ rule/missing-expr
		`),
	},
	{
		name: "an anchor on the line before",
		marked: file(`
			groups:
			- name: g
			  rules:
			  - alert: A
			    expr: &a
			      up
		`),
	},
	{
		name: "a rule repeated by an alias",
		marked: file(`
			groups:
			- name: g
			  rules:
			  - &a
			    alert: A
			    expr: up
			  - *a
		`),
	},
	{
		name: "rules repeated by an alias",
		marked: file(`
			groups:
			- name: g
			  rules: &r
			  - alert: A
			    expr: up
			- name: h
			  rules: *r
		`),
	},
	{
		name: "a group merged into another",
		marked: file(`
			groups:
			- &g
			  name: g
			  rules: []
			- <<: *g
			  name: h
		`),
	},
	{
		name: "a group repeated by an alias",
		marked: file(`
			groups:
			- &g
			  name: g
			  rules: []
			- *g
			^^^^ rule/repeated-group-name
		`),
	},
	{
		name: "everything in brackets",
		marked: file(`
			groups: [{name: g, rules: [{alert: A, expr: up, for: 5m}, {record: b, expr: up}]}]
		`),
	},
	{
		name: "faults in brackets",
		marked: file(`
			groups: [{name: g, rules: [{alert: A, expr: up, for: 5}, {record: b}]}]
			                                                     ^ rule/invalid-duration
			                                                          ^^^^^^ rule/missing-expr
		`),
	},
	{
		name: "a fault behind two aliases",
		marked: file(`
			groups:
			- name: g
			  rules:
			  - alert: A
			    expr: up
			    labels: &l
			      a: [b]
			         ^^^ rule/wrong-type
			  - alert: B
			    expr: up
			    labels: *l
		`),
	},
	{
		name: "comments between keys and lists",
		marked: file(`
			groups: # x
			# y
			- name: g
			# z
			  rules: # w
			  # v
			  - alert: A
			    expr: up
		`),
	},
	{
		name: "a block that looks like rules",
		marked: file(`
			groups:
			- name: g
			  rules:
			  - alert: A
			    expr: up
			    annotations:
			      d: |
			        - name: x
			        rules:
			         - foo: |
			        bar: 'x
		`),
	},
	{
		name: "a comment on the document's mark",
		marked: file(`
			--- # hi
			groups: []
		`),
	},
	{
		name: "content on the document's mark",
		marked: file(`
			--- {groups: []}
		`),
	},
	{
		name: "a BOM before the document's mark",
		marked: "\ufeff---\ngroups: []\n",
	},
	{
		name: "everything indented",
		marked: file(`
			  groups:
			  - name: g
			    rules: []
		`),
	},
	{
		name: "a comment behind a block",
		marked: file(`
			groups:
			- name: g
			  rules:
			  - alert: A
			    expr: |
			      up
			  # c
			    for: 5m
		`),
	},
	{
		name: "two empty names",
		marked: file(`
			groups:
			- name: g
			  rules:
			  - record: ''
			    alert: ''
			    ^^^^^ rule/missing-name
			    expr: up
		`),
	},
	{
		name: "an expression that is a number",
		marked: file(`
			groups:
			- name: g
			  rules:
			  - record: a
			    expr: 0x10
		`),
	},
	{
		name: "a duration of zero without a unit",
		marked: file(`
			groups:
			- name: g
			  rules:
			  - alert: a
			    expr: up
			    for: 0
		`),
	},
	{
		name: "a duration with a space before it",
		marked: file(`
			groups:
			- name: g
			  rules:
			  - alert: a
			    expr: up
			    for: ' 5m'
			         ^^^^^ rule/invalid-duration
		`),
	},
	{
		name: "a duration of zero on a recording rule",
		marked: file(`
			groups:
			- name: g
			  rules:
			  - record: a
			    expr: up
			    for: 0
		`),
	},
	{
		name: "durations of every unit",
		marked: file(`
			groups:
			- name: g
			  rules:
			  - alert: a
			    expr: up
			    for: 1d2h
			    keep_firing_for: 1y2w3d4h5m6s7ms
		`),
	},
	{
		name: "a duration that is a mapping",
		marked: file(`
			groups:
			- name: g
			  rules:
			  - alert: a
			    expr: up
			    for: {}
			         ^^ rule/wrong-type
		`),
	},
	{
		name: "annotations that are a list",
		marked: file(`
			groups:
			- name: g
			  rules:
			  - alert: a
			    expr: up
			    annotations: [a]
			                 ^^^ rule/wrong-type
		`),
	},
	{
		name: "a limit by its tag",
		marked: file(`
			groups:
			- name: g
			  limit: !!int "3"
		`),
	},
	{
		name: "an infinite limit",
		marked: file(`
			groups:
			- name: g
			  limit: .inf
			         ^^^^ rule/wrong-type
		`),
	},
	{
		name: "a name that is a list",
		marked: file(`
			groups:
			- name: [a]
			        ^^^ rule/wrong-type
			  rules: []
		`),
	},
	{
		name: "a merged key that is written too",
		marked: file(`
			groups:
			- name: g
			  rules:
			  - &a
			    alert: A
			    expr: up
			  - alert: B
			    <<: *a
			    expr: up
		`),
	},
	{
		name: "a key twice, once in quotes",
		marked: file(`
			groups:
			- name: g
			  'name': h
			  ^^^^^^ yaml/duplicate-key
		`),
	},
	{
		name: "an unknown field behind a merge key",
		marked: file(`
			groups:
			- name: g
			  rules:
			  - &a
			    alert: A
			    expr: up
			    foo: x
			    ^^^ rule/unknown-field
			  - <<: *a
		`),
	},
	{
		name: "a tab behind a dash's line",
		marked: "groups:\n- \n\t\n^ yaml/tab-indentation\n",
	},
	{
		name: "a tab behind a key's line",
		marked: "groups:\n\t\n^ yaml/tab-indentation\n",
	},
	{
		name: "a tab behind quotes",
		marked: "groups:\n- name: 'a'\n\t\n^ yaml/tab-indentation\n  rules: []\n",
	},
	{
		name: "a tab before a comment",
		marked: "groups:\n- name: 'a'\n\t# hi\n^ yaml/tab-indentation\n  rules: []\n",
	},
	{
		name: "a tab behind a block",
		marked:
			"groups:\n- name: a\n  rules:\n  - record: a\n    expr: |\n      up\n\t\n^ yaml/bad-indentation\n  - record: b\n    expr: up\n",
	},
	{
		name: "a tab before the first comment",
		marked: "\t# hi\n^ yaml/tab-indentation\ngroups: []\n",
	},
	{
		name: "a tab at the end",
		marked: "groups: []\n\t\n^ yaml/tab-indentation\n",
	},
	{
		name: "a tab behind enough spaces",
		marked: "groups:\n- name: a\n   \t\n  rules: []\n",
	},
	{
		name: "a tab before a value",
		marked: "groups:\n- name:\n  \ta\n  ^ yaml/tab-indentation\n  rules: []\n",
	},
	{
		name: "a tab before a value on its own line",
		marked: "groups:\n- name:\n\ta\n^ yaml/tab-indentation\n  rules: []\n",
	},
	{
		name: "a tab in brackets",
		marked: "groups: [\n\t{name: a}]\n",
	},
	{
		name: "a tab before a dash",
		marked: "groups:\n\t- name: a\n^ yaml/tab-indentation\n",
	},
];
