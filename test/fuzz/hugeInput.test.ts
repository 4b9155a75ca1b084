import { test } from "vitest";
import { createDocument } from "../support/testService.ts";
import { fuzz } from "./seeded.ts";
import { fileAround, requireSoundExpression, requireSoundFile, startService } from "./soundness.ts";

const million = 1_000_000;
const deep = 10_000;

/** Texts that are as long or as deep as no person writes them. */
const huge: Readonly<Record<string, string>> = {
	"a name": "a".repeat(million),
	"a number": "1".repeat(million),
	"digits in groups": "1_".repeat(million / 2),
	"an open string": `up{a="${"b".repeat(million)}`,
	escapes: `up{a="${"\\n".repeat(million / 2)}"}`,
	"broken escapes": `up{a="${"\\q".repeat(million / 2)}"}`,
	"white space": " ".repeat(million),
	"line breaks": "\n".repeat(million),
	comments: "# a\n".repeat(million / 4),
	"lone surrogates": "\uD800".repeat(million),
	NUL: "\0".repeat(million),
	"an addition": "up + ".repeat(million / 5),
	powers: `${"2 ^ ".repeat(deep)}2`,
	"a chain of sets": `${"up or ".repeat(deep)}up`,
	signs: `${"-".repeat(million)}1`,
	"a duration": "1m".repeat(million / 2),
	"a computed duration": `up[${"1m + ".repeat(million / 5)}1m]`,
	matchers: `up{${'a="b",'.repeat(million / 6)}}`,
	labels: `sum by (${"a,".repeat(million / 2)}) (up)`,
	arguments: `vector(${"1,".repeat(million / 2)})`,
	offsets: `up${" offset 5m".repeat(deep)}`,
	subqueries: `up${"[5m:]".repeat(deep)}`,
	"open parentheses": "(".repeat(deep),
	parentheses: `${"(".repeat(deep)}up${")".repeat(deep)}`,
	"a million open parentheses": "(".repeat(million),
	"closing parentheses": ")".repeat(million),
	functions: `${"abs(".repeat(deep)}up${")".repeat(deep)}`,
	"open functions": "abs(".repeat(deep),
	aggregations: `${"sum by (a) (".repeat(deep)}up${")".repeat(deep)}`,
	"open braces": "{".repeat(million),
	"open brackets": "[".repeat(million),
	"brackets in brackets": `up[${"(".repeat(deep)}5m${")".repeat(deep)}]`,
	"a regular expression": `up{a=~"${"(a|b)*".repeat(million / 6)}"}`,
	"a deep regular expression": `up{a=~"${"(".repeat(deep)}a${")".repeat(deep)}"}`,
	"a regular expression that repeats": 'up{a=~"((a{100}){100}){100}"}',
};

test.each(Object.entries(huge))("%s", { timeout: 120_000 }, async (_, expression) => {
	await requireSoundExpression(expression);
});

fuzz("the same in a file", 0.15, async (random) => {
	const expression = random.pick(Object.values(huge));
	const { text, start } = fileAround(expression);
	await requireSoundFile(await startService(), createDocument(text), [start + random.below(text.length - start)]);
});

/** Files as no person writes them. */
const files: Readonly<Record<string, string>> = {
	"a deep mapping": Array.from({ length: 2000 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join(""),
	"deep flow lists": `groups: ${"[".repeat(deep)}`,
	"deep flow mappings": `groups: ${"{a: ".repeat(deep)}`,
	"deep lists": `groups:\n${"- ".repeat(deep)}a\n`,
	"many documents": "---\ngroups: []\n".repeat(deep),
	"many keys": `groups:\n${"  a: b\n".repeat(deep)}`,
	"many groups": `groups:\n${"  - name: g\n".repeat(deep)}`,
	// More than a call can have arguments.
	"a rule of many fields": `groups:\n  - name: g\n    rules:\n      - alert: a\n        expr: up\n${"        b: 1\n".repeat(150_000)}`,
	"aliases of aliases": `a: &a [x, x]\n${Array.from({ length: 30 }, (_, at) => `b${at}: &b${at} [*${at === 0 ? "a" : `b${at - 1}`}, *${at === 0 ? "a" : `b${at - 1}`}]`).join("\n")}\ngroups: *b29\n`,
	"one line": `groups: "${"a".repeat(million)}"`,
	tabs: "\t".repeat(million),
	quotes: '"'.repeat(million),
	colons: `groups:\n${": ".repeat(deep)}`,
	templates: `groups:\n  - name: g\n    rules:\n      - alert: a\n        expr: up\n        annotations:\n          a: '${"{{ $x ".repeat(deep)}'\n`,
	"deep templates": `groups:\n  - name: g\n    rules:\n      - alert: a\n        expr: up\n        annotations:\n          a: '${"{{ if (".repeat(deep)}'\n`,
};

test.each(Object.entries(files))("a file of %s", { timeout: 120_000 }, async (_, text) => {
	const places = [0, Math.floor(text.length / 2), text.length];
	await requireSoundFile(await startService(), createDocument(text), places);
});
