import { describe, expect, test } from "vitest";
import { CodeReader, languageOfPath, mayRegisterMetrics } from "../../server/code/codeReader.ts";
import type { CodeLanguage } from "../../server/code/metricRegistration.ts";
import { reader } from "./checkRegistrations.ts";
import { installedGrammars } from "./grammars.ts";

test.each([
	["/srv/metrics.ts", "typescript"],
	["metrics.mts", "typescript"],
	["metrics.tsx", "tsx"],
	["metrics.cjs", "javascript"],
	["app/metrics.py", "python"],
	["main.go", "go"],
	["A.java", "java"],
	["build.gradle.kts", "kotlin"],
	["lib.rs", "rust"],
	["A.cs", "csharp"],
	["a.rb", "ruby"],
	["prom-client.d.ts", undefined],
	["rules.yml", undefined],
	["Makefile", undefined],
	["ts", undefined],
])("%s is %s", (path, language) => {
	expect(languageOfPath(path)).toBe(language);
});

describe("where a registration stands", () => {
	const text =
		'// ü 🦀 é\nimport { Counter as C } from "prom-client";\nconst n = "jobs_";\nnew C({ name: n + `total`, help: "" });\n';

	test("is told in UTF-16 code units, by the last literal of the name", async () => {
		const [registration] = await reader.read(text, "typescript");
		const marked = (span: { start: number; end: number } | undefined) => text.slice(span?.start, span?.end);
		expect(marked(registration?.nameSpan)).toBe("total");
		expect(marked(registration?.span)).toBe('new C({ name: n + `total`, help: "" })');
		expect(registration).toMatchObject({ writtenName: "jobs_total", name: "jobs_total", labelsComplete: true });
	});

	test("is where a constant has the name", async () => {
		const constant =
			'const NAME = "a_total";\nconst { Counter } = require("prom-client");\nnew Counter({ name: NAME });';
		const [registration] = await reader.read(constant, "javascript");
		expect(registration?.nameSpan).toEqual({ start: 14, end: 21 });
	});
});

/** Without one of these it may be another name, or two texts that Python joins, and no half-typed code. */
function isKept(letter = ""): boolean {
	return /[\w.:,]/.test(letter);
}

/** A registration of a metric `jobs_total` in each language. */
const smallest: readonly (readonly [CodeLanguage, string])[] = [
	["typescript", 'import { Counter } from "prom-client";\nnew Counter({ name: "jobs_total", help: "Jobs." });\n'],
	["tsx", 'import { Counter } from "prom-client";\nnew Counter({ name: "jobs_total", help: "Jobs." });\n'],
	["javascript", 'const { Counter } = require("prom-client");\nnew Counter({ name: "jobs_total", help: "Jobs." });\n'],
	["python", 'from prometheus_client import Counter\nCounter("jobs_total", "Jobs.")\n'],
	[
		"go",
		'package a\nimport "github.com/prometheus/client_golang/prometheus"\nvar a = prometheus.NewCounter(prometheus.CounterOpts{Name: "jobs_total"})\n',
	],
	[
		"java",
		'import io.prometheus.client.Counter;\nclass A { Counter a = Counter.build("jobs_total", "Jobs.").register(); }\n',
	],
	["kotlin", 'import io.prometheus.client.Counter\nval a = Counter.build("jobs_total", "Jobs.").register()\n'],
	["rust", 'fn main() { prometheus::register_counter!("jobs_total", "Jobs.").unwrap(); }\n'],
	["csharp", 'using Prometheus;\nclass A { Counter a = Metrics.CreateCounter("jobs_total", "Jobs."); }\n'],
	["ruby", "Prometheus::Client::Counter.new(:jobs_total, docstring: 'Jobs.')\n"],
];

describe.each(smallest)("%s", (language, text) => {
	const found = async (code: string) => (await reader.read(code, language)).map(({ writtenName }) => writtenName);

	test("has it", async () => {
		expect(await found(text)).toEqual(["jobs_total"]);
		expect(mayRegisterMetrics(text)).toBe(true);
		expect(mayRegisterMetrics(text, language)).toBe(true);
	});

	test("has it or nothing while it is typed", async () => {
		for (let end = 0; end < text.length; end++) {
			const rest = text.slice(end + 1);
			for (const code of [text.slice(0, end), `${text.slice(0, end)}${isKept(text[end]) ? text[end] : ""}${rest}`]) {
				for (const name of await found(code)) expect([name, code]).toEqual(["jobs_total", code]);
			}
		}
	});

	test("has nothing where no library is named", async () => {
		const foreign = text.replaceAll(/prom\w*/gi, "foreign");
		expect(await found(foreign)).toEqual([]);
	});

	test("is read at a length of a megabyte, and no further than twice that", async () => {
		const half = "\n".repeat(500_000);
		expect(await found(`${half}${text}${half}`)).toEqual(["jobs_total"]);
		expect(await found(`${text}${"\n".repeat(2_000_000)}`)).toEqual([]);
	});
});

test("data that is nested deeper than the stack is survived", async () => {
	const [language, text] = ["javascript", 'require("prom-client").register;\n'] as const;
	const deep = `${text}x = ${"[".repeat(20_000)}${"]".repeat(20_000)};\ny = ${"a+".repeat(20_000)}a;\n`;
	expect(await reader.read(deep, language)).toEqual([]);
});

test("names that are made of each other end, however many there are", async () => {
	const start = 'const { Counter } = require("prom-client");\n';
	const chain = Array.from({ length: 20_000 }, (_, index) => `const a${index + 1} = a${index};`).join("\n");
	const long = `${start}const a0 = "jobs_total";\n${chain}\nnew Counter({ name: a20000 });\nnew Counter({ name: a5 });\n`;
	expect((await reader.read(long, "javascript")).map(({ name }) => name)).toEqual(["jobs_total"]);
	const doubled = Array.from({ length: 60 }, (_, index) => `const a${index + 1} = a${index} + a${index};`).join("\n");
	expect(await reader.read(`${start}const a0 = "a";\n${doubled}\nnew Counter({ name: a60 });`, "javascript")).toEqual(
		[],
	);
	const circle = `${start}const a = b + "x";\nconst b = a;\nnew Counter({ name: a });\nconst c = c.d;\nnew c.Counter({ name: "x" });`;
	expect(await reader.read(circle, "javascript")).toEqual([]);
});

test("the innermost of the scopes that declare a name decides, and what is assigned counts where it is declared", async () => {
	const code = `import { Counter } from "prom-client";
const name = "outer_total";
function inner() {
	new Counter({ name });
	const local = "inner_total";
	{
		const name = local;
		new Counter({ name });
	}
}
let changed = "first_total";
function change() {
	changed = "second_total";
}
new Counter({ name: changed });
function later() {
	const local = "later_total";
	new Counter({ name: local });
}
`;
	const found = await reader.read(code, "typescript");
	expect(found.map(({ name }) => name)).toEqual(["outer_total", "inner_total", "later_total"]);
});

test("readings that overlap do not mix", async () => {
	const results = await Promise.all(smallest.map(([language, text]) => reader.read(text, language)));
	expect(results.map(([registration]) => registration?.language)).toEqual(smallest.map(([language]) => language));
});

test("a grammar that could not be had is asked for again, and files that name no library need none", async () => {
	let asked = 0;
	const failing = new CodeReader({
		...installedGrammars,
		readGrammar: (name) => {
			asked++;
			return asked === 1 ? Promise.reject(new Error("no such file")) : installedGrammars.readGrammar(name);
		},
	});
	const [, text] = smallest[0] ?? [];
	expect(await failing.read("const a = 1;", "typescript")).toEqual([]);
	expect(asked).toBe(0);
	await expect(failing.read(text ?? "", "typescript")).rejects.toThrow("no such file");
	expect(await failing.read(text ?? "", "typescript")).toHaveLength(1);
	await failing.dispose();
});
