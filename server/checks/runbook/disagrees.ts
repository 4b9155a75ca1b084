import { closestWord } from "../../base/closestWord.ts";
import { lex } from "../../promql/lexer.ts";
import { parsePromql } from "../../promql/parse.ts";
import { shorten } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import type { AlertItem, RunbookItem } from "../../workspace/graph/indexedFile.ts";
import { type CheckedGraphFile, defineCheck, type Report } from "../check.ts";

const rules = `groups:
  - name: api
    rules:
      - alert: HighErrorRate
        expr: job:errors:ratio > 0.1
        labels:
          severity: page
        annotations:
          runbook_url: runbooks/errors.md
`;

export default defineCheck({
	id: "runbook/disagrees",
	title: "Runbook that says something else than its alert",
	severity: "warning",
	needs: ["workspace"],
	why: "The page was written when the alert was another. Who is woken compares the wrong number, or takes the page for that of another alert.",
	fix: "Make the page say what the alert does, or the other way round.",
	differences:
		"Compared are a title that is the name of another alert or a slip of the one that links here, lines such as `Threshold: 5%` and `Severity: page`, and expressions of PromQL in the page that differ from the alert's in their numbers alone.",
	examples: [
		{
			title: "An older threshold",
			bad: `# HighErrorRate

Threshold: 5%
           ^^

\`\`\`promql
job:errors:ratio > 0.05
                   ^^^^
\`\`\`
`,
			good: `# HighErrorRate

Threshold: 10%

\`\`\`promql
job:errors:ratio > 0.1
\`\`\`
`,
			file: "runbooks/errors.md",
			others: { "rules.yaml": rules },
		},
		{
			title: "The title of an alert that was renamed",
			bad: `# HighErrorsRate
  ^^^^^^^^^^^^^^

Severity: ticket
          ^^^^^^
`,
			good: `# HighErrorRate

Severity: page
`,
			file: "runbooks/errors.md",
			others: { "rules.yaml": rules },
		},
	],
	visit: {
		graph(checked, { report }) {
			const { uri, file, graph } = checked;
			const [page] = file.items;
			if (page?.kind !== "runbook") return;
			const linking = graph
				.usesOf({ kind: "runbook", name: uri })
				.flatMap(({ item, use }) => (item.kind === "alert" ? [{ alert: item, section: use.name.includes("#") }] : []));
			const named = graph.definitionsOf({ kind: "alert", name: page.name }).flatMap(({ item }) => asAlert(item));
			const alerts = [...new Set([...linking.map(({ alert }) => alert), ...named])];
			if (alerts.length === 0) return;
			const whole = linking.filter(({ section }) => !section).map(({ alert }) => alert);
			if (linking.length > 0 && whole.length === linking.length) compareTitle(page, whole, checked, report);
			// A page about several alerts may state the number of each.
			compareLines(checked, alerts, report);
			compareExpressions(checked, alerts, report);
		},
	},
});

type Tell = (report: Report) => void;

function asAlert(item: { readonly kind: string }): readonly AlertItem[] {
	return item.kind === "alert" ? [item as AlertItem] : [];
}

/** A title of one word is a name; one of several is prose. */
function compareTitle(
	page: RunbookItem,
	alerts: readonly AlertItem[],
	{ graph }: CheckedGraphFile,
	report: Tell,
): void {
	const names = new Set(alerts.map(({ name }) => name));
	const title = page.name.trim();
	if (names.size !== 1 || names.has(title) || !/^[A-Za-z][\w.-]*$/.test(title)) return;
	const [name = ""] = names;
	const other = graph.hasAlert(title);
	if (!other && closestWord(title, [name]) === undefined) return;
	report({
		at: page.nameSpan,
		message: `The alert ${shorten(name)} links here, but the page is called ${shorten(title)}, ${other ? "which is another alert" : "which no alert is"}. Call it as the alert is called, or correct the link.`,
	});
}

/** `Threshold: 5%`, `**Severity:** page` and rows of a table such as `| Threshold | 0.1 |`. */
const statement = /^[\s>*_|+-]*(threshold|severity)[\s*_]*[:|=][\s*_`|]*(?:[<>]=?\s*)?([^\s*_`|,;]+)/gim;

function compareLines({ text }: CheckedGraphFile, alerts: readonly AlertItem[], report: Tell): void {
	for (const match of text.matchAll(statement)) {
		const [whole, key = "", value = ""] = match;
		const start = match.index + whole.lastIndexOf(value);
		const at = { start, end: start + value.length };
		const said = key.toLowerCase() === "severity" ? severities(alerts, value) : thresholds(alerts, value);
		if (said === undefined) continue;
		report({
			at,
			message: `The page says ${shorten(value)}, but the ${key.toLowerCase()} of ${alerts.map(({ name }) => shorten(name)).join(", ")} is ${said}. Make them agree.`,
		});
	}
}

/** What the alerts say instead; `undefined` where one of them says the same, or where none says anything. */
function severities(alerts: readonly AlertItem[], value: string): string | undefined {
	const found = alerts.flatMap(({ labels }) => labels["severity"] ?? []);
	if (found.length !== alerts.length || found.some((one) => one.includes("{{"))) return undefined;
	return found.some((one) => one.toLowerCase() === value.toLowerCase()) ? undefined : [...new Set(found)].join(", ");
}

function thresholds(alerts: readonly AlertItem[], value: string): string | undefined {
	const written = /^(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(%?)$/i.exec(value);
	const numbers = alerts.flatMap(({ expression }) => (expression === undefined ? [] : [comparedNumbers(expression)]));
	if (written === null || numbers.length !== alerts.length || numbers.some((all) => all.length === 0)) return undefined;
	const [, digits = "", percent] = written;
	const said = Number(digits);
	// A percentage may be compared as a ratio or as itself.
	const meant = percent === "%" ? [said, said / 100] : [said];
	const all = numbers.flat();
	return all.some((number) => meant.some((one) => isNear(one, number))) ? undefined : [...new Set(all)].join(", ");
}

function isNear(a: number, b: number): boolean {
	return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}

/** The numbers that results are compared with. */
function comparedNumbers(text: string): readonly number[] {
	const numbers: number[] = [];
	for (const node of walk(parsePromql(text).expression)) {
		if (node.kind !== "binary" || !/^(?:[<>]=?|[=!]=)$/.test(node.operator.name)) continue;
		for (const side of [node.left, node.right]) if (side.kind === "number") numbers.push(side.value);
	}
	return numbers;
}

/** Expressions in the page that have the words of an alert's, but for numbers. */
function compareExpressions({ model }: CheckedGraphFile, alerts: readonly AlertItem[], report: Tell): void {
	const known = alerts.flatMap(({ name, expression }) =>
		expression === undefined ? [] : [{ name, ...wordsOf(expression) }],
	);
	for (const region of model.regions) {
		if (region.language !== "promql" || region.masks?.length) continue;
		const written = wordsOf(region.text);
		if (written.numbers.length === 0) continue;
		const alike = known.filter(({ shape }) => shape === written.shape);
		const [first] = alike;
		if (first === undefined || alike.some(({ numbers }) => sameValues(numbers, written.numbers))) continue;
		for (const [index, { text, span }] of written.numbers.entries()) {
			const other = first.numbers[index]?.text ?? "";
			if (isSameNumber(text, other)) continue;
			report({
				at: { region, span },
				message: `The alert ${shorten(first.name)} has ${shorten(other)} where the page has ${shorten(text)}. Make them agree.`,
			});
		}
	}
}

interface NumberWord {
	readonly text: string;
	readonly span: { readonly start: number; readonly end: number };
}

function wordsOf(text: string): { readonly shape: string; readonly numbers: readonly NumberWord[] } {
	const numbers: NumberWord[] = [];
	const words = lex(text).tokens.map(({ kind, start, end }) => {
		if (kind !== "number" && kind !== "duration") return text.slice(start, end);
		numbers.push({ text: text.slice(start, end), span: { start, end } });
		return kind;
	});
	return { shape: words.join(" "), numbers };
}

function sameValues(a: readonly NumberWord[], b: readonly NumberWord[]): boolean {
	return a.every(({ text }, index) => isSameNumber(text, b[index]?.text ?? ""));
}

function isSameNumber(a: string, b: string): boolean {
	return a === b || Number(a) === Number(b);
}
