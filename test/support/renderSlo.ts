import type { Answers, ScaffoldFile } from "../../server/scaffold/scaffold.ts";
import { renderScaffold } from "./scaffolds.ts";

export interface RenderedSlo {
	readonly rules: ScaffoldFile;
	readonly runbook: ScaffoldFile;
	readonly notes: readonly string[];
}

export const availability: Answers = { service: "api", metric: "http_requests_total", errors: 'code=~"5.."' };
export const latency: Answers = {
	service: "api",
	kind: "latency",
	metric: "http_request_duration_seconds",
	threshold: "0.3",
};

/** Renders "Add SLO" and throws where an answer is refused. */
export async function renderSlo(answers: Answers): Promise<RenderedSlo> {
	const result = await renderScaffold("slo", answers);
	const rules = result.files[0];
	const runbook = result.files.find(({ path }) => path.endsWith(".md"));
	if (rules === undefined || runbook === undefined) throw new Error("Two files are wanted.");
	return { rules, runbook, notes: result.notes };
}

/** Every combination of the options that change the shape of the files, by a name for the test. */
export function listSloOptions(): readonly (readonly [string, Answers])[] {
	const kinds = [
		["availability", availability],
		["availability of all series", { ...availability, selector: "" }],
		[
			"availability by several labels",
			{ ...availability, selector: 'job="api",path!~"/health.*"', errors: 'grpc_code="Internal",method="Get"' },
		],
		["latency", latency],
		["latency of a whole number", { ...latency, metric: "http_request_duration_seconds_bucket", threshold: "1" }],
	] as const;
	const options: (readonly [string, Answers])[] = [];
	for (const [name, answers] of kinds) {
		for (const period of ["30d", "28d", "7d"]) {
			for (const output of ["ruleFile", "prometheusRule"]) {
				for (const objective of ["99.95", "85", "60"]) {
					options.push([
						`${name}, ${objective} % over ${period}, ${output}`,
						{ ...answers, period, output, objective },
					]);
				}
			}
		}
	}
	for (const service of oddNames) options.push([`service ${JSON.stringify(service)}`, { ...availability, service }]);
	for (const service of oddNames) {
		options.push([`resource for ${JSON.stringify(service)}`, { ...latency, service, output: "prometheusRule" }]);
	}
	const braces = { ...availability, folder: "a {{b}} #c", runbookUrl: "https://wiki.acme.io/{{x}}?p={path}&y='" };
	options.push(["braces and quotes in the folder and the address", braces]);
	options.push(["braces in the folder alone", { ...braces, runbookUrl: "" }]);
	return options;
}

/** Names that mean something to YAML, PromQL, Go templates, Markdown or file systems. */
export const oddNames: readonly string[] = [
	"my service",
	'he said "hi"',
	"it's",
	"back\\slash",
	"日本語",
	"Zürich/Ärzte: #1",
	"{{ $labels.job }}",
	"true",
	"3scale",
	"../../etc/passwd",
	"<< id >> #% if %#",
	"$value `code` *bold* | pipe",
	"-",
	"🙂",
	"x".repeat(200),
];
