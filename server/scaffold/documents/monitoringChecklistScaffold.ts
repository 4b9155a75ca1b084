import { fillChecklist } from "./checklist.ts";
import { documentScaffold } from "./documentScaffold.ts";

/** What has to be there, with the boxes ticked that the files show to be done. */
export const monitoringChecklistScaffold = documentScaffold("monitoringChecklist", ({ evidence, link }) => {
	const parts = fillChecklist(evidence, link);
	const items = parts.flatMap((part) => part.items);
	return {
		parts: parts.map(({ title, items }) => ({
			title,
			items: items.map(({ text, state, evidence }) => ({ text, box: state === "done" ? "x" : " ", evidence })),
		})),
		done: items.filter(({ state }) => state === "done").length,
		all: items.length,
		unseen: items.filter(({ state }) => state === "unseen").length,
	};
});
