import type { AssessedGap, AssessedService, Assessment } from "./assess.ts";
import { type Risk, risks } from "./gaps.ts";
import { escapeMermaid } from "./mermaidText.ts";
import { type SignalKind, sharedService } from "./services.ts";

export interface RenderOptions {
	/** How the report leads to a place, such as `rules/api.yml:12`, and how it is linked, where it is. */
	readonly placeOf: (uri: string, offset: number) => { readonly text: string; readonly link?: string };
	/** The name of what was assessed. */
	readonly title: string;
}

/** More than so many services make a picture that nobody can read. */
const mostInPicture = 25;
/** More gaps of a risk than so many are counted. */
const mostGaps = 200;

/** The assessment as Markdown: what there is, a picture of it, and what is missing, by risk. */
export function renderAssessment(assessment: Assessment, options: RenderOptions): string {
	const { services, complete, files } = assessment;
	const notes = complete
		? []
		: ["> Not every file of the workspace was read, so nothing is said here of what nobody uses, tests or links to.\n"];
	return [
		`# Observability of ${escapeMarkdown(options.title)}\n`,
		`${plural(files, "file")}, ${summarise(services)}.\n`,
		...notes,
		"## Coverage\n",
		renderTable(services),
		"## Services and signals\n",
		renderPicture(assessment),
		"## Gaps by risk\n",
		renderGaps(assessment.gaps, options),
	].join("\n");
}

function summarise(services: readonly AssessedService[]): string {
	const named = services.filter(({ name }) => name !== sharedService).length;
	const sum = (kind: SignalKind): number => services.reduce((total, { counts }) => total + counts[kind], 0);
	const parts: readonly (readonly [number, string])[] = [
		[named, "service"],
		[sum("metric"), "metric"],
		[sum("record"), "recording rule"],
		[sum("alert"), "alert"],
		[sum("slo"), "SLO"],
		[sum("dashboard"), "dashboard"],
		[sum("runbook"), "runbook"],
		[sum("test"), "test"],
	];
	return parts.map(([count, word]) => plural(count, word)).join(", ");
}

function renderTable(services: readonly AssessedService[]): string {
	if (services.length === 0) return "Nothing was found: no metrics, rules, dashboards or runbooks.\n";
	const head = ["Service", "Metrics", "Records", "Alerts", "With runbook", "Tested", "SLOs", "Dashboards", "Gaps"];
	const rows = services.map(({ name, counts, alertsWithRunbook, alertsWithTest, gaps }) => [
		escapeMarkdown(name),
		String(counts.metric),
		String(counts.record),
		String(counts.alert),
		shareOf(alertsWithRunbook, counts.alert),
		shareOf(alertsWithTest, counts.alert),
		String(counts.slo),
		String(counts.dashboard),
		risks.flatMap((risk) => (gaps[risk] === 0 ? [] : [`${gaps[risk]} ${risk}`])).join(", ") || "none",
	]);
	const lines = [head, head.map((_, index) => (index === 0 || index === head.length - 1 ? ":--" : "--:")), ...rows];
	return `${lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n`;
}

function shareOf(part: number, whole: number): string {
	return whole === 0 ? "–" : `${part} of ${whole}`;
}

/** A flow chart: of each service what it exposes, records, alerts on and shows, and whose metrics others are made of. */
function renderPicture({ services, dependencies }: Assessment): string {
	const shown = services.slice(0, mostInPicture);
	if (shown.length === 0) return "There is nothing to draw.\n";
	const ids = new Map(shown.map(({ name }, index) => [name, `s${index}`]));
	const lines = ["flowchart LR"];
	for (const { name, counts } of shown) {
		const id = ids.get(name) ?? "";
		lines.push(`  subgraph ${id}["${escapeMermaid(name)}"]`);
		const nodes = stages.flatMap(({ key, kinds, words }) => {
			const present = kinds.flatMap((kind, index) =>
				counts[kind] === 0 ? [] : [plural(counts[kind], words[index] ?? kind)],
			);
			return present.length === 0 ? [] : [{ id: `${id}_${key}`, text: present.join("<br>") }];
		});
		for (const node of nodes) lines.push(`    ${node.id}["${node.text}"]`);
		for (const [index, node] of nodes.entries()) {
			const next = nodes[index + 1];
			if (next !== undefined) lines.push(`    ${node.id} --> ${next.id}`);
		}
		lines.push("  end");
	}
	for (const { from, to } of dependencies) {
		const source = ids.get(from);
		const target = ids.get(to);
		if (source !== undefined && target !== undefined) lines.push(`  ${source} -.-> ${target}`);
	}
	const left = services.length - shown.length;
	const more = left === 0 ? "" : `\n${plural(left, "more service")} not drawn.\n`;
	return `\`\`\`mermaid\n${lines.join("\n")}\n\`\`\`\n${more}`;
}

const stages: readonly {
	readonly key: string;
	readonly kinds: readonly SignalKind[];
	readonly words: readonly string[];
}[] = [
	{ key: "signals", kinds: ["metric", "scrapeJob"], words: ["metric", "scrape job"] },
	{ key: "records", kinds: ["record"], words: ["recording rule"] },
	{ key: "watch", kinds: ["alert", "slo"], words: ["alert", "SLO"] },
	{ key: "people", kinds: ["dashboard", "runbook"], words: ["dashboard", "runbook"] },
];

const riskWords: Readonly<Record<Risk, string>> = {
	high: "High: nobody would notice, or would not know what to do",
	medium: "Medium",
	low: "Low: clutter, and what a change could break unseen",
};

function renderGaps(gaps: readonly AssessedGap[], options: RenderOptions): string {
	if (gaps.length === 0) return "None was found.\n";
	return risks
		.flatMap((risk) => {
			const of = gaps.filter((gap) => gap.risk === risk);
			if (of.length === 0) return [];
			const rows = of.slice(0, mostGaps).map((gap) => renderGap(gap, options));
			const left = of.length - rows.length;
			return [`### ${riskWords[risk]}\n`, ...rows, ...(left === 0 ? [] : [`- … and ${left} more`]), ""];
		})
		.join("\n");
}

function renderGap({ service, subject, words, uri, offset }: AssessedGap, { placeOf }: RenderOptions): string {
	if (subject === undefined || uri === undefined) return `- **${escapeMarkdown(service)}**: ${words}`;
	const { text, link } = placeOf(uri, offset ?? 0);
	const place = link === undefined ? `\`${text}\`` : `[${escapeMarkdown(text)}](${link})`;
	return `- **${escapeMarkdown(service)}**, ${escapeMarkdown(subject)}: ${words} (${place})`;
}

function plural(count: number, word: string): string {
	return `${count} ${word}${count === 1 ? "" : "s"}`;
}

function escapeMarkdown(text: string): string {
	return text.replace(/[\r\n]+/g, " ").replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");
}

/** The places that the report leads to, for who has to read files to name them. */
export function placesOf({ gaps }: Assessment): readonly { readonly uri: string; readonly offset: number }[] {
	const seen = new Map<string, number>();
	return gaps.flatMap(({ uri, offset, risk }) => {
		const shown = seen.get(risk) ?? 0;
		seen.set(risk, shown + 1);
		return uri === undefined || offset === undefined || shown >= mostGaps ? [] : [{ uri, offset }];
	});
}
