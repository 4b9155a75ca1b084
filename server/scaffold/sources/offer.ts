import { waitAtMost } from "../../base/waiting.ts";
import type { Peek } from "../../metrics/knowledge.ts";
import { awaitKnowledge, type Learned } from "../awaitKnowledge.ts";
import type { Choice } from "../scaffold.ts";
import type { LiveChoices } from "../scaffoldLogic.ts";

/** More than a person looks through; the list filters as one types. */
const mostChoices = 2000;
/** Milliseconds that a list waits for the server: what files say is better than a list that does not come. */
const patience = 3000;

/** The choices, each value once; with a note where some are left out, or `none` where there are none. */
export function offer(choices: Iterable<Choice>, none: string, note?: string): LiveChoices {
	const each = new Map<string, Choice>();
	for (const choice of choices) if (choice.value !== "" && !each.has(choice.value)) each.set(choice.value, choice);
	const all = [...each.values()];
	if (all.length === 0) return { choices: [], note: note ?? none };
	if (all.length > mostChoices) return { choices: all.slice(0, mostChoices), note: cut };
	return note === undefined ? { choices: all } : { choices: all, note };
}

const cut = "There are more than are listed; type what is missing.";

/** As `awaitKnowledge`, but not for long; what was known before is answered then. */
export async function learn<T>(peek: () => Peek<T>, signal: AbortSignal): Promise<Learned<T>> {
	const waiting = new AbortController();
	const asked = awaitKnowledge(peek, AbortSignal.any([signal, waiting.signal]));
	const inTime = await waitAtMost(asked, patience, signal);
	waiting.abort();
	if (inTime) return asked;
	const { value } = peek();
	return { ...(value === undefined ? {} : { value }), note: slow };
}

const slow = "The server did not answer in time; what the files of the workspace say is listed.";

/** In the order of their names. */
export function byValue(one: Choice, other: Choice): number {
	return one.value < other.value ? -1 : one.value > other.value ? 1 : 0;
}
