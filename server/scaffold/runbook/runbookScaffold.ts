import { printDuration } from "../../promql/duration.ts";
import { parsePromql } from "../../promql/parse.ts";
import { Slugs } from "../../workspace/graph/slugs.ts";
import { headingsOf } from "../merge/mergeMarkdown.ts";
import { quoteMarkdownCode } from "../quoting/markdownCode.ts";
import { escapeMarkdown } from "../quoting/markdownText.ts";
import { findTeamStyle, linkRunbook } from "../ruleLibrary/teamStyle.ts";
import { type ChosenRule, chooseRules, findRule, listRules, nameRule, suggestRule } from "../ruleTest/chosenRule.ts";
import { isPlain } from "../ruleTest/testedRules.ts";
import { type Answers, type ScaffoldFile, splitAnswer } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import { type Composition, Refusal, type ScaffoldLogic } from "../scaffoldLogic.ts";
import { writeDuration } from "../slo/durationWords.ts";
import { checkTargetPath } from "../targetPath.ts";
import { listQueries, listThresholds } from "./alertQueries.ts";
import { findDashboards, findEscalation } from "./alertSurroundings.ts";
import { describeCondition } from "./describeExpression.ts";
import { fillPage, hasPlaceForName, suggestPage } from "./pages.ts";
import { writeLink } from "./writeLink.ts";

/** "Add Runbook": a page for an alert with what is known of it, and the link to it in the alert's annotation. */
export const runbookScaffold: ScaffoldLogic = {
	id: "runbook",
	choices: {
		runbookAlerts: chooseRules(true),
		otherAlerts: async ({ rule = "" }, context) => {
			const chosen = await findRule(rule, context);
			if (chosen === undefined) return { choices: [] };
			const others = [...listRules(chosen.model)].filter(
				(each) => each.rule.kind === "alert" && each.rule !== chosen.rule,
			);
			return {
				choices: others
					.map(({ name, nth, group }) => ({
						value: nameRule(chosen.path, name, nth),
						label: name,
						description: group.name?.value ?? "",
					}))
					.filter(({ value }) => !value.includes(",")),
			};
		},
	},
	suggest: {
		rule: suggestRule(true),
		page: (_, context) => suggestPage(context),
		address: (_, context) => findTeamStyle(context).runbook,
	},
	validate: {
		rule: (value, _, context) => checkAlert(value, context),
		alerts: async (value, _, context) => {
			for (const each of splitAnswer(value)) {
				const fault = await checkAlert(each, context);
				if (fault !== undefined) return fault;
			}
			return undefined;
		},
		page: (value) => {
			if (!/\.(?:md|markdown)$/i.test(value)) return "Give a page whose name ends in .md.";
			return checkTargetPath(fillPage(value, "alert"));
		},
		address: (value) => {
			if (value === "" || /^https?:\/\/\S+$/.test(value)) return undefined;
			return "Give an address that begins with https://, or leave it empty.";
		},
	},
	compose: composeRunbook,
};

async function checkAlert(value: string, context: ScaffoldContext): Promise<string | undefined> {
	if (value === "") return "Name an alert: its file and its name, such as rules/api.yaml#HighErrorRate.";
	const chosen = await findRule(value, context);
	if (chosen === undefined) return `There is no alert ${value} in this folder.`;
	if (chosen.rule.kind !== "alert") return `${value} records a series and wakes nobody; choose an alert.`;
	if (!isPlain(chosen.rule)) {
		return "Something in this alert is filled in before Prometheus reads it, so a page about it, and a link to it, cannot be written safely. Write them in the template by hand.";
	}
	return undefined;
}

async function composeRunbook(answers: Answers, context: ScaffoldContext): Promise<Composition> {
	const { rule = "", page = "", address = "", link = "yes" } = answers;
	const named = [...new Set([rule, ...splitAnswer(answers["alerts"])])];
	const { style, runbook: usualAddress } = findTeamStyle(context);
	const pages = new Map<string, { readonly exists: boolean; readonly taken: Slugs; readonly alerts: AlertView[] }>();
	const edited = new Map<string, { readonly base: string; readonly content: string; readonly names: string[] }>();
	const notes: string[] = [];
	const single = named.length === 1 || hasPlaceForName(page);
	for (const answer of named) {
		const read = async (path: string): Promise<string | undefined> =>
			edited.get(path)?.content ?? context.files.read(path);
		const current = { ...context, files: { ...context.files, read } };
		const chosen = await findRule(answer, current);
		const name = chosen?.rule.name?.value;
		if (chosen === undefined || name === undefined)
			throw new Refusal("rule", `There is no alert ${answer} in this folder.`);
		const path = fillPage(page, name);
		const existing = await context.files.read(path);
		const isOwn = existing !== undefined && headingsOf(existing)[0] === escapeMarkdown(name);
		const atTop = single && (existing === undefined || isOwn);
		let entry = pages.get(path);
		if (entry === undefined) {
			const taken = new Slugs();
			for (const heading of existing === undefined || isOwn ? [] : headingsOf(existing))
				taken.take(plainHeading(heading));
			if (existing === undefined && !atTop) taken.take(pageTitle(chosen.path));
			entry = { exists: existing !== undefined, taken, alerts: [] };
			pages.set(path, entry);
		}
		const anchor = atTop ? "" : `#${findAnchor(name, existing, entry.taken)}`;
		const view = await describeAlert(chosen, name, path, atTop, style.severityLabel, context);
		for (const heading of atTop ? [] : sectionNames) entry.taken.take(heading);
		entry.alerts.push(view);
		if (link !== "yes") continue;
		const linked = linkRunbook(address, name, path);
		const before = chosen.rule.annotations.find(({ key }) => key.value === style.annotations.runbook)?.value.value;
		// Nobody asked for another folder where the address is the one that most alerts have.
		if (address !== "" && address === usualAddress && differsInFolder(before, linked)) continue;
		const target = linked.includes("#") ? linked : linked + anchor;
		const written = await writeLink(answer, chosen, style.annotations.runbook, target, current);
		if (written.kind === "refused") {
			notes.push(
				`The link was not written into ${name}, as ${written.because}. Add it by hand: ${style.annotations.runbook}: ${target}`,
			);
		} else if (written.kind === "written") {
			const base = edited.get(chosen.path)?.base ?? chosen.source.text;
			edited.set(chosen.path, {
				base,
				content: written.content,
				names: [...(edited.get(chosen.path)?.names ?? []), name],
			});
		}
	}
	if (link === "yes" && address === "" && edited.size > 0) {
		notes.push(
			`${style.annotations.runbook} is the page's path in this folder, which an editor can follow; give the address where the folder is read on the web to have a link in notifications.`,
		);
	}
	notes.push("Each question in the pages is for you: answer it, or take it out, before somebody is woken.");
	return {
		view: {
			pages: [...pages].map(([path, { exists, alerts }]) => ({
				path,
				title: exists || alerts.every(({ atTop }) => atTop) ? "" : pageTitle(rule.slice(0, rule.indexOf("#"))),
				alerts,
				names: alerts.map(({ name }) => name).join(", "),
			})),
		},
		notes,
		files: [...edited].map(
			([path, { base, content, names }]): ScaffoldFile => ({
				path,
				content,
				base,
				description: `Link to the runbook of ${names.join(", ")}`,
			}),
		),
	};
}

/** Claims that both are on one site and name one page, which the team keeps in a folder other than its usual one. */
function differsInFolder(before: string | undefined, link: string): boolean {
	if (before === undefined || !URL.canParse(before) || !URL.canParse(link)) return false;
	const [one, other] = [new URL(before), new URL(link)];
	const page = ({ pathname, search, hash }: URL) => `${pathname.slice(pathname.lastIndexOf("/"))}${search}${hash}`;
	return one.origin === other.origin && page(one) === page(other);
}

/** The headings of a section, which come before those of the next alert on the same page. */
const sectionNames = [
	"Meaning",
	"Impact",
	"Diagnosis",
	"Mitigation",
	"Verification",
	"Rollback",
	"Recent changes",
	"Escalation",
];

function pageTitle(path: string): string {
	return `Runbooks of ${path.slice(path.lastIndexOf("/") + 1).replace(/\.\w+$/, "")}`;
}

function plainHeading(heading: string): string {
	return heading.replaceAll(/\\(.)/g, "$1");
}

/** Where the heading is, or will be. */
function findAnchor(name: string, existing: string | undefined, taken: Slugs): string {
	const headings = existing === undefined ? [] : headingsOf(existing).map(plainHeading);
	const at = headings.indexOf(name);
	if (at === -1) return taken.take(name);
	const slugs = new Slugs();
	return headings.slice(0, at + 1).reduce((_, heading) => slugs.take(heading), "");
}

type AlertView = Awaited<ReturnType<typeof describeAlert>>;

async function describeAlert(
	{ rule, path: rulePath, group }: ChosenRule,
	name: string,
	page: string,
	atTop: boolean,
	severityLabel: string,
	context: ScaffoldContext,
) {
	const text = rule.expression?.text.trim() ?? "";
	const { expression, problems } = parsePromql(text);
	const labels: Record<string, string> = { alertname: name };
	for (const { key, value } of [...(group.labels ?? []), ...rule.labels]) labels[key.value] = value.value;
	const severity = labels[severityLabel];
	const waits = rule.forSeconds?.value ?? 0;
	const keeps = rule.keepFiringForSeconds?.value ?? 0;
	const escalation = await findEscalation(labels, context);
	const condition = problems.length > 0 ? `its expression gives a result` : describeCondition(expression, text);
	return {
		name,
		atTop,
		top: atTop ? "#" : "##",
		sub: atTop ? "##" : "###",
		condition,
		wait: waits > 0 ? writeDuration(waits) : "",
		keep: keeps > 0 ? writeDuration(keeps) : "",
		forDuration: waits > 0 ? printDuration(waits) : "",
		expression: text,
		thresholds: listThresholds(text).map((each) => quoteMarkdownCode(each)),
		severity: severity === undefined || severity.includes("{{") ? "" : severity,
		severityLabel: severityLabel.slice(0, 1).toUpperCase() + severityLabel.slice(1),
		rulePath,
		queries: problems.length > 0 ? [] : listQueries(text).slice(1),
		dashboards: findDashboards(text, page, context),
		receivers: (escalation?.receivers ?? []).map((receiver) => quoteMarkdownCode(receiver)).join(", "),
		alertmanagerPath: escalation?.path ?? "",
		summary: summaryOf(rule.annotations),
	};
}

/** What the alert says about itself, where that is the same each time. */
function summaryOf(annotations: ChosenRule["rule"]["annotations"]): string {
	const found = ["impact", "description", "summary", "message"]
		.map((wanted) => annotations.find(({ key }) => key.value === wanted)?.value.value.trim() ?? "")
		.find((text) => text !== "" && !text.includes("{{"));
	return found ?? "";
}
