import type { Answer, Cardinality, CountedName } from "../../metrics/port.ts";

/** The metrics and labels with the most series, as Markdown; a sentence where the server does not tell them. */
export function renderCardinality(answer: Answer<Cardinality>, server: string): string {
	const title = `# Cardinality of ${escapeText(server)}\n`;
	switch (answer.kind) {
		case "ok":
			return [title, ...describe(answer.value)].join("\n");
		case "unsupported":
			return `${title}\nThis server does not tell it: it has no ${answer.what}.\n`;
		case "unavailable":
			return `${title}\n${answer.reason}\n`;
		default:
			return answer satisfies never;
	}
}

function describe({ series, labelPairs, metrics, labels, pairs }: Cardinality): readonly string[] {
	const pairsWords = labelPairs === undefined ? "" : `, ${count(labelPairs)} different pairs of label and value`;
	return [
		`${count(series)} series in memory${pairsWords}.\n`,
		"Each series costs memory and time in every query that touches it. Of a metric near the top, look for a label whose values grow with users, requests or deployments.\n",
		table("Metrics with the most series", "Metric", "Series", metrics, series),
		table("Labels with the most values", "Label", "Values", labels),
		table("Pairs with the most series", "Pair", "Series", pairs, series),
	];
}

function table(title: string, name: string, unit: string, rows: readonly CountedName[], whole?: number): string {
	if (rows.length === 0) return `## ${title}\n\nThe server names none.\n`;
	const share = whole === undefined || whole === 0 ? undefined : whole;
	const head =
		share === undefined ? `| ${name} | ${unit} |\n| :-- | --: |` : `| ${name} | ${unit} | Share |\n| :-- | --: | --: |`;
	const lines = rows.map((row) => {
		const cells = [code(row.name), count(row.count)];
		if (share !== undefined) cells.push(`${((row.count / share) * 100).toFixed(1)} %`);
		return `| ${cells.join(" | ")} |`;
	});
	return `## ${title}\n\n${head}\n${lines.join("\n")}\n`;
}

/** With thin spaces between thousands. */
function count(value: number): string {
	return value.toLocaleString("en-US").replaceAll(",", "\u202f");
}

function code(text: string): string {
	return `\`${text
		.replaceAll("`", "'")
		.replaceAll("|", "\\|")
		.replace(/[\r\n]+/g, " ")}\``;
}

function escapeText(text: string): string {
	return text.replace(/[\r\n]+/g, " ").replace(/[\\`*_[\]<>#|]/g, "\\$&");
}
