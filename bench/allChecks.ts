import { CHECKS } from "../server/checks/registry.ts";
import { createLanguageService } from "../server/service.ts";
import { generateRules } from "./generateRules.ts";
import { type Measured, measure, milliseconds, printTable } from "./measure.ts";

const RUNS = 60;
const WARM_UP = 10;
const uri = "file:///bench/checks.yaml";
const signal = new AbortController().signal;

/** What all the checks cost: the first look at a large file, and each key stroke in it, beside the languages' own. */
export async function measureAllChecks(): Promise<string> {
	const text = generateRules(10_000);
	const rows: string[][] = [];
	for (const [name, checks] of [
		["the languages alone", []],
		[`${CHECKS.length} checks as well`, CHECKS],
	] as const) {
		const create = () =>
			createLanguageService({
				knowledge: () => undefined,
				checks,
				templates: { read: () => Promise.resolve(undefined) },
				log: (line) => console.error(line),
				now: () => Date.now() / 1000,
				pause: () => new Promise((resolve) => setImmediate(resolve)),
			});
		const first = await measure(5, 2, async () => {
			await create().diagnose({ uri, languageId: "yaml", version: 1, text }, signal);
		});
		const service = create();
		let version = 1;
		let edited = text;
		const stroke = await measure(RUNS, WARM_UP, async (run) => {
			edited = typeInto(edited, run);
			version += 1;
			await service.diagnose({ uri, languageId: "yaml", version, text: edited }, signal);
		});
		const row = (what: string, { median, p95 }: Measured): string[] => [
			`10,000 lines, ${name}: ${what}`,
			milliseconds(median),
			milliseconds(p95),
		];
		rows.push(row("first diagnostics", first), row("key stroke to diagnostics", stroke));
	}
	return printTable(["", "median", "p95"], rows);
}

/** A character of an expression in the middle more or less. */
function typeInto(text: string, run: number): string {
	const middle = text.indexOf("rate(http_requests_total", text.length / 2);
	const end = text.indexOf("{", middle);
	return run % 2 === 0 ? `${text.slice(0, end)}x${text.slice(end)}` : text.slice(0, end - 1) + text.slice(end);
}
