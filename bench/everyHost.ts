import { parseDocument } from "yaml";
import { createLanguageService } from "../server/service.ts";
import { generateDashboard } from "./generateDashboard.ts";
import { generatePrometheusConfig, generateRuleTest, wrapInConfigMap } from "./generateFiles.ts";
import { generateRules } from "./generateRules.ts";
import { type Measured, measure, milliseconds, printTable } from "./measure.ts";

const RUNS = 40;
const WARM_UP = 10;
const signal = new AbortController().signal;

interface LargeFile {
	readonly title: string;
	readonly name: string;
	readonly text: string;
	/** What is typed into, in the middle of the file. */
	readonly typed: string;
	/** What every reader of such a file does at least. */
	readonly floor: (text: string) => unknown;
}

/**
 * Large files of several kinds, all checks on: from opening one to its first diagnostics, and from a key stroke in its
 * middle to those of the new text; each beside what a bare parser of its language takes for the same text in this run.
 */
export async function measureEveryHost(only = process.argv[2]): Promise<string> {
	const rows: string[][] = [];
	for (const file of listFiles()) {
		if (only !== undefined && import.meta.main && !file.title.includes(only)) continue;
		const { title, text } = file;
		const size = `${title} (${Math.round(text.length / 1000)} kB)`;
		const floor = await measure(10, 3, () => file.floor(text));
		const row = (what: string, { median, p95 }: Measured): string[] => [
			`${size}: ${what}`,
			milliseconds(median),
			milliseconds(p95),
			`${(median / floor.median).toFixed(2)} x`,
		];
		rows.push(row("bare parse", floor));
		rows.push(row("open to diagnostics", await measureOpening(file)));
		rows.push(row("key stroke to diagnostics", await measureTyping(file)));
	}
	return printTable(["all checks on", "p50", "p95", "of a bare parse"], rows);
}

function listFiles(): readonly LargeFile[] {
	const dashboard = generateDashboard(2_000_000);
	const readYaml = (text: string) => parseDocument(text);
	const readInside = (read: (text: string) => unknown) => (text: string) =>
		read(parseDocument(text).getIn(["data", text.includes("board.json") ? "board.json" : "rules.yaml"]) as string);
	const rate = "rate(http_requests_total";
	return [
		{ title: "dashboard alone", name: "board.json", text: dashboard, typed: rate, floor: JSON.parse },
		{
			title: "ConfigMap of rules, 10,000 lines",
			name: "rules-map.yaml",
			text: wrapInConfigMap("rules.yaml", generateRules(10_000)),
			typed: rate,
			floor: readInside(readYaml),
		},
		{
			title: "ConfigMap of a dashboard",
			name: "board-map.yaml",
			text: wrapInConfigMap("board.json", dashboard),
			typed: rate,
			floor: readInside(JSON.parse),
		},
		{
			title: "unit test, 10,000 lines",
			name: "rules.test.yaml",
			text: generateRuleTest(10_000),
			typed: rate,
			floor: readYaml,
		},
		{
			title: "prometheus.yml",
			name: "prometheus.yml",
			text: generatePrometheusConfig(700_000),
			typed: "regex: service-",
			floor: readYaml,
		},
	];
}

async function measureOpening(file: LargeFile): Promise<Measured> {
	return measure(5, 2, () => diagnose(createService(), file, file.text, 1));
}

async function measureTyping(file: LargeFile): Promise<Measured> {
	const service = createService();
	await diagnose(service, file, file.text, 1);
	const place = file.text.indexOf(file.typed, file.text.length / 2) + file.typed.length;
	return measure(RUNS, WARM_UP, async (run) => {
		const text = run % 2 === 0 ? `${file.text.slice(0, place)}x${file.text.slice(place)}` : file.text;
		await diagnose(service, file, text, run + 2);
	});
}

type Service = ReturnType<typeof createService>;

function createService() {
	return createLanguageService({
		knowledge: () => undefined,
		templates: { read: () => Promise.resolve(undefined) },
		log: (line) => console.error(line),
		now: () => Date.now() / 1000,
		pause: () => new Promise((resolve) => setImmediate(resolve)),
	});
}

/** What is generated is valid, with or without a letter more. */
async function diagnose(service: Service, { name }: LargeFile, text: string, version: number): Promise<void> {
	const languageId = name.endsWith(".json") ? "json" : "yaml";
	const problems = await service.diagnose({ uri: `file:///bench/${name}`, languageId, version, text }, signal);
	const error = problems?.find(({ severity }) => severity === "error");
	if (problems === undefined || error !== undefined) throw new Error(`${name} must be valid: ${error?.message}`);
}

if (import.meta.main) console.log(await measureEveryHost());
