import type { ScaffoldContext } from "../scaffoldContext.ts";
import { type AlertNaming, type AlertStyle, type Field, nameAlert, usualStyle } from "./dressAlert.ts";
import type { Severity } from "./ruleEntry.ts";

/** How the workspace's alerts are labelled, annotated and named. */
export interface TeamStyle {
	readonly style: AlertStyle;
	/** An address with `{alert}`, or another placeholder of `linkRunbook`; empty where there is none. */
	readonly runbook: string;
	/** Alerts that it was taken from. */
	readonly alerts: number;
}

/** What most of the workspace's alerts do; the usual where there are none. */
export function findTeamStyle({ graph }: Pick<ScaffoldContext, "graph">): TeamStyle {
	const alerts = [...graph.items("alert")].map(({ item }) => item).filter(({ name }) => name !== "");
	if (alerts.length === 0) return { style: usualStyle, runbook: "", alerts: 0 };
	const labels = countFields(alerts.map((alert) => alert.labels));
	const annotations = countFields(alerts.map((alert) => alert.annotations));
	const severityLabel = mostUsed(severityNames, labels) ?? usualStyle.severityLabel;
	const texts = [...annotations.values()].some(({ total }) => total > 0);
	const summary = mostUsed(summaryNames, annotations);
	const description = mostUsed(
		descriptionNames.filter((name) => name !== summary),
		annotations,
	);
	const runbook = mostUsed(runbookNames, annotations) ?? usualStyle.annotations.runbook;
	return {
		style: {
			severityLabel,
			severities: mapSeverities(labels.get(severityLabel)?.values ?? new Map()),
			labels: findConstants(labels, alerts.length, severityLabel),
			// One alert alone is no manner yet: what it lacks is not left out.
			annotations: texts
				? {
						summary: summary ?? (description === undefined ? "summary" : ""),
						description: description ?? (alerts.length < 2 ? "description" : ""),
						runbook,
					}
				: usualStyle.annotations,
			naming: findNaming(alerts.map(({ name }) => name)),
		},
		runbook: findRunbookPattern(alerts.map(({ name, annotations: own }) => ({ name, link: own[runbook] ?? "" }))),
		alerts: alerts.length,
	};
}

interface CountedField {
	total: number;
	readonly values: Map<string, number>;
}

function countFields(all: readonly Readonly<Record<string, string>>[]): ReadonlyMap<string, CountedField> {
	const counted = new Map<string, CountedField>();
	for (const fields of all) {
		for (const [key, value] of Object.entries(fields)) {
			const known = counted.get(key) ?? { total: 0, values: new Map<string, number>() };
			known.total++;
			known.values.set(value, (known.values.get(value) ?? 0) + 1);
			counted.set(key, known);
		}
	}
	return counted;
}

const severityNames = ["severity", "priority", "level", "urgency", "sev", "criticality"];
const summaryNames = ["summary", "title", "message", "subject"];
const descriptionNames = ["description", "message", "details", "detail", "info", "impact"];
const runbookNames = [
	"runbook_url",
	"runbook",
	"runbookUrl",
	"runbook_link",
	"runbook_uri",
	"playbook",
	"playbook_url",
];

function mostUsed(names: readonly string[], counted: ReadonlyMap<string, CountedField>): string | undefined {
	const used = names.filter((name) => (counted.get(name)?.total ?? 0) > 0);
	return used.toSorted((a, b) => (counted.get(b)?.total ?? 0) - (counted.get(a)?.total ?? 0))[0];
}

/** What teams call each, in lower case, the surest first. */
const synonyms: Readonly<Record<Severity, readonly string[]>> = {
	critical: ["critical", "crit", "page", "pager", "p1", "sev1", "s1", "emergency", "urgent", "high", "error", "1"],
	warning: ["warning", "warn", "ticket", "p2", "p3", "sev2", "s2", "s3", "medium", "major", "2", "3"],
	info: ["info", "information", "none", "notice", "low", "minor", "p4", "p5", "sev3", "s4", "debug", "4", "5"],
};

function mapSeverities(values: ReadonlyMap<string, number>): AlertStyle["severities"] {
	const find = (severity: Severity): string | undefined => {
		for (const synonym of synonyms[severity]) {
			const found = [...values.keys()].find((value) => value.toLowerCase() === synonym);
			if (found !== undefined) return found;
		}
		return undefined;
	};
	const critical = find("critical");
	const warning = find("warning");
	const info = find("info");
	if (critical === undefined && warning === undefined && info === undefined) return usualStyle.severities;
	const { severities } = usualStyle;
	// A team with two words has none for what only tells; it goes with what waits.
	return {
		critical: critical ?? severities.critical,
		warning: warning ?? severities.warning,
		info: info ?? warning ?? severities.info,
	};
}

/** Labels that nearly every alert has with one value, such as the team's. */
function findConstants(
	labels: ReadonlyMap<string, CountedField>,
	alerts: number,
	severityLabel: string,
): readonly Field[] {
	if (alerts < 2) return [];
	return [...labels].flatMap(([key, { values }]) => {
		const [value, times] = [...values].toSorted(([, a], [, b]) => b - a)[0] ?? ["", 0];
		if (key === severityLabel || times < alerts * 0.8 || value === "" || value.includes("{{")) return [];
		return [{ key, value }];
	});
}

function findNaming(names: readonly string[]): AlertNaming {
	const kinds: readonly (readonly [AlertNaming, RegExp])[] = [
		["camel", /^[A-Z][A-Za-z0-9]*$/],
		["snake", /^[a-z0-9]+(?:_[a-z0-9]+)+$/],
		["kebab", /^[a-z0-9]+(?:-[a-z0-9]+)+$/],
		["words", /^[A-Z]\S*(?: \S+)+$/],
	];
	const counted = kinds.map(([kind, pattern]) => ({ kind, count: names.filter((name) => pattern.test(name)).length }));
	const [most] = counted.toSorted((a, b) => b.count - a.count);
	return most === undefined || most.count * 2 < names.length ? "camel" : most.kind;
}

const spellings: readonly (readonly [placeholder: string, spell: (name: string) => string])[] = [
	["{alert}", (name) => name],
	["{alert:lower}", (name) => name.toLowerCase()],
	["{alert:kebab}", (name) => nameAlert(name, "kebab")],
	["{alert:snake}", (name) => nameAlert(name, "snake")],
];

/** The address that most links have once the alert's name is taken out of them. */
function findRunbookPattern(links: readonly { readonly name: string; readonly link: string }[]): string {
	const patterns = new Map<string, number>();
	for (const { name, link } of links) {
		if (!/^https?:\/\//.test(link) || link.includes("{{")) continue;
		const spelled = spellings.find(([, spell]) => link.includes(spell(name)));
		if (spelled === undefined) continue;
		const [placeholder, spell] = spelled;
		const at = link.lastIndexOf(spell(name));
		const pattern = `${link.slice(0, at)}${placeholder}${link.slice(at + spell(name).length)}`;
		patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1);
	}
	return [...patterns].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? "";
}

/**
 * The link to an alert's runbook: by the address's placeholder for the name (`{alert}`, `{alert:lower}`, `{alert:kebab}`,
 * `{alert:snake}`) or the file's path (`{path}`); the path after it where it has none; the path alone where it is empty.
 */
export function linkRunbook(address: string, alert: string, path: string): string {
	if (address === "") return path;
	const encodedPath = path.split("/").map(encodeURIComponent).join("/");
	const filled = spellings.reduce(
		(text, [placeholder, spell]) => text.replaceAll(placeholder, encodeURIComponent(spell(alert))),
		address.replaceAll("{path}", encodedPath),
	);
	if (filled !== address) return filled;
	return path === "" ? address : `${address.replace(/\/+$/, "")}/${encodedPath}`;
}
