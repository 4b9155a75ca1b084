import { quote } from "../../promql/names.ts";
import { awaitKnowledge } from "../awaitKnowledge.ts";
import type { Choice } from "../scaffold.ts";
import type { ChoiceSource } from "../scaffoldLogic.ts";

/** Labels that say which service a series belongs to, the most usual first. */
const serviceLabels = ["job", "service", "service_name", "app"] as const;

/** Services that the server knows: the values of `job`, then those of the other labels. */
export const chooseService: ChoiceSource = async (_answers, { metrics: knowledge }, signal) => {
	const lists = await Promise.all(
		serviceLabels.map((label) => awaitKnowledge(() => knowledge.labelValues(label, []), signal)),
	);
	const choices = new Map<string, Choice>();
	lists.forEach(({ value }, index) => {
		for (const name of value?.values ?? []) {
			if (name === "" || choices.has(name)) continue;
			choices.set(name, { value: name, label: name, description: `${serviceLabels[index]}` });
		}
	});
	const note = lists.find((list) => list.note !== undefined)?.note;
	const cut = lists.some(({ value }) => value?.complete === false) ? tooMany : undefined;
	return withNote([...choices.values()], choices.size === 0 ? (note ?? noneFound) : cut);
};

/** Matchers that select the service: by each label that has its name as a value. */
export const chooseSelector: ChoiceSource = async (answers, { metrics: knowledge }, signal) => {
	const service = answers["service"] ?? "";
	const lists = await Promise.all(
		serviceLabels.map((label) => awaitKnowledge(() => knowledge.labelValues(label, []), signal)),
	);
	const found = serviceLabels.filter((_, index) => lists[index]?.value?.values.includes(service));
	const offered = found.length > 0 ? found : serviceLabels.slice(0, 2);
	const choices = offered.map((label) => {
		const text = suggestSelector(label, service);
		return { value: text, label: text, description: found.includes(label) ? "exists" : "a guess" };
	});
	const all = { value: "", label: "(no matchers)", description: "every series of the metric is this service's" };
	return { choices: [...choices, all] };
};

export function suggestSelector(label: string, service: string): string {
	return `${label}=${quote(service)}`;
}

export function withNote(choices: readonly Choice[], note: string | undefined) {
	return note === undefined ? { choices } : { choices, note };
}

const noneFound = "The server has no service names yet; type one.";
const tooMany = "There are more services than are listed; type the name of one that is missing.";
