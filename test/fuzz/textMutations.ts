import type { Random } from "./seeded.ts";

/** One change of a text, such as a slip of the hand, a paste or a broken file makes. */
type Mutation = (text: string, random: Random, others: readonly string[]) => string;

/** Characters that mean something to PromQL, Go's templates or YAML, and ones that editors and transports get wrong. */
const fragments = [
	..."(){}[]\"'`\\,:;|>&*#%@!?=~<+-/^_.0159eExXmshdwyµé😀 \t\n\r",
	"\r\n",
	"\u0000",
	"\uFEFF",
	"\u2028",
	"\u00a0",
	"\uD800",
	"\uDC00",
	"\uFFFF",
	"\u0085",
	"\u001b",
	"{{",
	"}}",
	"{{ .",
	"$value",
	"---\n",
	"...\n",
	"- ",
	": ",
	"|-\n",
	">2\n",
	"&a ",
	"*a ",
	"<<: ",
	"!!str ",
	"offset ",
	" by (",
	"[5m]",
	"[1h:",
	" @ start()",
	'=~"',
	"\\u12",
	"\\xff",
	"1e999",
	"0x",
	"groups:\n",
	"expr: ",
	"rules:\n",
] as const;

export function randomFragment(random: Random): string {
	return random.pick(fragments);
}

/** Any text at all, mostly of what the languages are made of. */
export function randomText(random: Random, most: number): string {
	let text = "";
	for (let left = random.below(most); left > 0; left -= 1) {
		text += random.chance(0.8) ? randomFragment(random) : String.fromCharCode(random.below(0x10000));
	}
	return text;
}

const anywhere: readonly Mutation[] = [
	(text, random) => replaceAt(text, random, 1, ""),
	(text, random) => replaceAt(text, random, 1 + random.below(8), ""),
	(text, random) => replaceAt(text, random, 0, randomFragment(random)),
	(text, random) => replaceAt(text, random, 1, randomFragment(random)),
	(text, random) => text.slice(0, random.below(text.length + 1)),
	(text, random) => text.slice(random.below(text.length + 1)),
	(text, random) => replaceAt(text, random, 0, slice(text, random)),
	(text, random, others) => replaceAt(text, random, random.below(10), slice(random.pick([...others, text]), random)),
];

const byLine: readonly Mutation[] = [
	(text, random) => mapLine(text, random, () => undefined),
	(text, random) => mapLine(text, random, (line) => `${line}\n${line}`),
	(text, random) => mapLine(text, random, (line) => ` ${line}`),
	(text, random) => mapLine(text, random, (line) => `  ${line}`),
	(text, random) => mapLine(text, random, (line) => line.replace(/^ {1,2}/, "")),
	(text, random) => mapLine(text, random, (line) => line.trimStart()),
	(text, random) => mapLine(text, random, (line) => `\t${line}`),
	(text, random) => mapLine(text, random, (line) => line.replace(/^ +/, (spaces) => "\t".repeat(spaces.length))),
	(text, random) => mapLine(text, random, (line) => `${line}"`),
	(text, random) => mapLine(text, random, (line) => line.replace(/: */, ": '")),
	(text, random) => mapLine(text, random, (line) => line.replace(/: .*/, ":")),
	(text, random) => mapLine(text, random, (line) => line.replace(/: */, ": |\n          ")),
	(text, random) => mapLine(text, random, (line) => line.replace(/:/, "")),
	(text, random) => mapLine(text, random, (line) => `${line}\r`),
	(text, random) => mapLine(text, random, (line) => `# ${line}`),
	(text, random) => mapLine(text, random, (line) => `${line} # ${line.trim()}`),
	(text, random) => mapLine(text, random, (line) => line.slice(0, random.below(line.length + 1))),
	(text) => text.replaceAll("\n", "\r\n"),
	(text) => `\uFEFF${text}`,
	(text, random) => swapLines(text, random),
];

export function mutateText(text: string, random: Random, others: readonly string[] = []): string {
	return random.pick(anywhere)(text, random, others);
}

/** The same, and what happens to whole lines. */
export function mutateLines(text: string, random: Random, others: readonly string[] = []): string {
	return random.pick(random.chance(0.5) ? byLine : anywhere)(text, random, others);
}

function replaceAt(text: string, random: Random, length: number, by: string): string {
	const at = random.below(text.length + 1);
	return text.slice(0, at) + by + text.slice(at + length);
}

function slice(text: string, random: Random): string {
	const start = random.below(text.length + 1);
	return text.slice(start, start + random.below(60));
}

function mapLine(text: string, random: Random, change: (line: string) => string | undefined): string {
	const lines = text.split("\n");
	const index = random.below(lines.length);
	const changed = change(lines[index] ?? "");
	return lines.toSpliced(index, 1, ...(changed === undefined ? [] : [changed])).join("\n");
}

function swapLines(text: string, random: Random): string {
	const lines = text.split("\n");
	const [a, b] = [random.below(lines.length), random.below(lines.length)];
	return lines
		.with(a, lines[b] ?? "")
		.with(b, lines[a] ?? "")
		.join("\n");
}
