import type { BeginAt } from "../prompts/choicePrompt.ts";

/** An answer of the last time, with what was suggested when it was given. */
export interface RememberedAnswer {
	readonly value: string;
	readonly over?: string;
}

/** What is known of a question before it is asked. */
export interface Known {
	/** What the user answered earlier in this walk. */
	readonly previous?: string;
	/** What the place of the command says, such as the folder that it was called on. */
	readonly place?: string;
	/** What the server suggests: from the cursor, the files and the answers so far, or else the template's default. */
	readonly suggested?: string;
	/** The template's default. */
	readonly usual?: string;
	/** What the user answered the last time, in this folder. */
	readonly remembered?: RememberedAnswer;
}

/**
 * What a question may begin at, the best first; the first that will do is taken.
 *
 * What was answered in this very walk comes first. Then comes what the user answered the last time, but only where the
 * same is suggested as then: the user has seen that suggestion and said otherwise, so it is a habit. A suggestion that is
 * another one than then comes from somewhere that is new (the cursor is in another rule, a file says something else,
 * another service was chosen before), and what was answered about something else must not stand in its way.
 */
export function listBeginnings({ previous, place, suggested, usual, remembered }: Known): readonly BeginAt[] {
	const offer = (value: string | undefined, why: string): readonly BeginAt[] =>
		value === undefined ? [] : [{ value, why }];
	const isSameScene = remembered !== undefined && remembered.over === suggested;
	return [
		...offer(previous, "as before"),
		...offer(place, "where you called this"),
		...offer(isSameScene ? remembered.value : undefined, "as you answered last time"),
		...offer(suggested, suggested === usual ? "usual" : "found here"),
		...offer(usual, "usual"),
	];
}
