import type { IndexedFile } from "../../workspace/graph/indexedFile.ts";
import type { Answers } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import type { ChoiceSource } from "../scaffoldLogic.ts";
import { pathIn } from "../sources/pathIn.ts";
import { sourceOf } from "./indicatorWords.ts";
import { nameSlo, type SloNames } from "./names.ts";
import { nameIndicator, readIndicator } from "./readSlo.ts";
import type { Indicator, SloDefinition } from "./sloDefinition.ts";

/** The indicator's own name, and one that is free where the workspace has an objective of that name already. */
export const chooseName: ChoiceSource = async (answers, context) => {
	const indicator = readWhole(answers);
	if (indicator === undefined) return { choices: [] };
	const own = nameIndicator(indicator);
	const free = findFreeName(own, answers, context, indicator);
	const taken = findTaken(own, answers, context, indicator);
	const choices = [{ value: free, label: free }];
	return taken === undefined ? { choices } : { choices, note: taken };
};

export function suggestName(answers: Answers, context: ScaffoldContext): string | undefined {
	const indicator = readWhole(answers);
	return indicator && findFreeName(nameIndicator(indicator), answers, context, indicator);
}

export function checkName(value: string, answers: Answers, context: ScaffoldContext): string | undefined {
	if (value === "") return "Give a name that tells this objective from others of the service, such as availability.";
	if (value.length > 100) return "At most 100 characters, please: the name becomes a label's value on every rule.";
	const indicator = readWhole(answers);
	if (indicator === undefined) return undefined;
	const taken = findTaken(value, answers, context, indicator);
	return taken && `${taken} Take another name, such as ${findFreeName(value, answers, context, indicator)}.`;
}

function findFreeName(own: string, answers: Answers, context: ScaffoldContext, indicator: Indicator): string {
	for (let number = 1; number < 100; number++) {
		const name = number === 1 ? own : `${own}-${number}`;
		if (findTaken(name, answers, context, indicator) === undefined) return name;
	}
	return own;
}

/**
 * Says where the workspace has alerts or an SLO of that name that are not this one's. An objective of the same metric in
 * the group, or the file, of that name is this one, which is written anew.
 */
function findTaken(name: string, answers: Answers, context: ScaffoldContext, indicator: Indicator) {
	const { graph, remade = [] } = context;
	const service = answers["service"] ?? "";
	const names = nameSlo({ service, name });
	const metric = sourceOf(indicator)?.metric;
	for (const alert of alertsOf(names)) {
		for (const { uri, item, file } of graph.definitionsOf({ kind: "alert", name: alert })) {
			if (item.kind !== "alert") continue;
			const group = item.parent === undefined ? undefined : file.items[item.parent];
			const isOwn = group?.name === `slo-${names.id}` && (metric === undefined || mentions(file, metric));
			if (!isOwn) return `The workspace has an alert ${alert} already, in ${lastPart(uri)}.`;
		}
	}
	for (const { uri, item } of graph.items("slo")) {
		if (item.name !== name || item.service !== service || lastPart(uri).startsWith(`${names.id}.`)) continue;
		// A specification that is converted is this one, in another form.
		if (remade.includes(pathIn(context, uri) ?? "")) continue;
		return `The workspace has an SLO ${name} of ${service} already, in ${lastPart(uri)}.`;
	}
	return undefined;
}

/** Says where the very objective is written already, where that is another file: it would be evaluated twice. */
export function warnOfSecondCopy(slo: SloDefinition, rulesPath: string, context: ScaffoldContext): readonly string[] {
	const places = alertsOf(nameSlo(slo)).flatMap((name) => context.graph.definitionsOf({ kind: "alert", name }));
	const others = places.filter(({ uri }) => pathIn(context, uri) !== rulesPath).map(({ uri }) => lastPart(uri));
	const [other] = others;
	if (other === undefined) return [];
	return [`${other} has the alerts of this objective as well, so it would be evaluated twice; keep one of the two.`];
}

function alertsOf({ pageAlert, ticketAlert, absenceAlert }: SloNames): readonly string[] {
	return [pageAlert, ticketAlert, absenceAlert];
}

function mentions({ items }: IndexedFile, metric: string): boolean {
	return items.some(({ uses }) => uses.some(({ name }) => name.startsWith(metric)));
}

function lastPart(uri: string): string {
	return decodeURIComponent(uri.slice(uri.lastIndexOf("/") + 1));
}

function readWhole(answers: Answers): Indicator | undefined {
	try {
		return readIndicator(answers);
	} catch {
		return undefined;
	}
}
