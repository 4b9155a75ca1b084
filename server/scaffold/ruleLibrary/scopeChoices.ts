import { quote } from "../../promql/names.ts";
import type { Choice } from "../scaffold.ts";
import type { ChoiceSource } from "../scaffoldLogic.ts";
import { learn } from "../sources/offer.ts";

/** Labels that teams narrow rules by, the most usual first. */
const scopeLabels = ["cluster", "namespace", "environment", "env", "job", "region"] as const;
const mostOfLabel = 50;

/** All series, or those with one value of a label that the server knows. */
export const chooseScope: ChoiceSource = async (_answers, { metrics }, signal) => {
	const lists = await Promise.all(scopeLabels.map((label) => learn(() => metrics.labelValues(label, []), signal)));
	const all: Choice = { value: "", label: "(everything)", description: "every series that the rules select" };
	const narrowed = lists.flatMap(({ value }, index) =>
		(value?.values ?? []).slice(0, mostOfLabel).map((name): Choice => {
			const text = `${scopeLabels[index]}=${quote(name)}`;
			return { value: text, label: text };
		}),
	);
	return { choices: [all, ...narrowed] };
};
