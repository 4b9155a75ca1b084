import type { Answers } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import type { ChoiceSource } from "../scaffoldLogic.ts";
import { sourceOf } from "./indicatorWords.ts";
import { nameSlo } from "./names.ts";
import { nameIndicator, readIndicator } from "./readSlo.ts";
import type { Indicator } from "./sloDefinition.ts";

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
 * Says where the workspace has alerts or an SLO of that name, in a file that this one would not be. An objective of the
 * same metric in the file of that name is this one, which is written anew.
 */
function findTaken(
	name: string,
	answers: Answers,
	{ graph, files, remade = [] }: ScaffoldContext,
	indicator: Indicator,
) {
	const service = answers["service"] ?? "";
	const names = nameSlo({ service, name });
	const isOwn = (uri: string) => decodeURIComponent(uri).includes(`/${names.id}.`);
	const metric = sourceOf(indicator)?.metric;
	for (const alert of [names.pageAlert, names.ticketAlert, names.absenceAlert]) {
		for (const { uri, item, file } of graph.definitionsOf({ kind: "alert", name: alert })) {
			if (item.kind !== "alert") continue;
			if (isOwn(uri) && (metric === undefined || mentions(file, metric))) continue;
			return `The workspace has an alert ${alert} already, in ${lastPart(uri)}.`;
		}
	}
	for (const { uri, item } of graph.items("slo")) {
		if (item.name !== name || item.service !== service || isOwn(uri)) continue;
		if (remade.some((path) => decodeURIComponent(uri) === `${decodeURIComponent(files.uri)}${path}`)) continue;
		return `The workspace has an SLO ${name} of ${service} already, in ${lastPart(uri)}.`;
	}
	return undefined;
}

function mentions(
	file: { readonly items: readonly { readonly uses: readonly { readonly name: string }[] }[] },
	metric: string,
) {
	return file.items.some(({ uses }) => uses.some((use) => use.name.startsWith(metric)));
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
