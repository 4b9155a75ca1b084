import type { Memento, Uri } from "vscode";
import type { RememberedAnswer } from "./beginning.ts";

export type RememberedAnswers = Readonly<Record<string, RememberedAnswer>>;

const key = "observability.scaffoldAnswers";

/**
 * What a scaffold's questions were answered the last time that its files were written, by folder, in this workspace alone.
 * No question asks for a secret, so there is none among them.
 */
export class AnswerMemory {
	readonly #state: Memento;

	constructor(state: Memento) {
		this.#state = state;
	}

	recall(scaffold: string, folder: Uri): RememberedAnswers {
		return this.#read()[nameScene(scaffold, folder)] ?? {};
	}

	async remember(scaffold: string, folder: Uri, answers: RememberedAnswers): Promise<void> {
		const name = nameScene(scaffold, folder);
		// A question that was not asked this time keeps its answer.
		await this.#state.update(key, {
			...this.#read(),
			[name]: { ...this.recall(scaffold, folder), ...answers },
		});
	}

	#read(): Readonly<Record<string, RememberedAnswers>> {
		return this.#state.get(key, {});
	}
}

function nameScene(scaffold: string, folder: Uri): string {
	return `${scaffold} ${folder.toString()}`;
}
