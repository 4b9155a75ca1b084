import type { Answers } from "../../server/scaffold/scaffold.ts";
import type { Scene } from "../support/scaffolds.ts";

/** One way to answer a scaffold. Every case is rendered, checked by us and put before the tools that will read it. */
export interface ScaffoldCase {
	readonly id: string;
	/** What is special about it. */
	readonly title: string;
	readonly answers: Answers;
	/** The workspace that it is called in; an empty one where it is left out. */
	readonly scene?: Scene;
	/**
	 * Problems of ours that have to be there, as the beginnings of `path:line: code`, each with the reason why it is right
	 * that a user sees it. None is the rule.
	 */
	readonly expected?: readonly { readonly problem: string; readonly because: string }[];
}
