/** What came of one input: the editor's back button and Escape are answers too. */
export type Prompted =
	| { readonly kind: "value"; readonly value: string }
	| { readonly kind: "back" }
	| { readonly kind: "cancel" };

export interface StepPosition {
	readonly step: number;
	readonly total: number;
	/** The answer given before, where the user came back. */
	readonly previous: string | undefined;
}

export type GivenAnswers = Readonly<Record<string, string>>;

export interface Step {
	readonly id: string;
	/** Whether it is asked at all, after these answers. */
	applies(answers: GivenAnswers): boolean;
	ask(position: StepPosition, answers: GivenAnswers): Promise<Prompted>;
}

/**
 * Asks one step after the other, back and forth, and answers `undefined` where the user cancelled.
 * An answer whose step no longer applies, since an earlier one was changed, is not in the result.
 */
export async function runSteps(
	steps: readonly Step[],
	given: GivenAnswers = {},
	startAt: "first" | "last" | { readonly step: string } = "first",
): Promise<GivenAnswers | undefined> {
	const answers: Record<string, string> = { ...given };
	let index = indexToStartAt(startAt, applicableSteps(steps, answers));
	for (;;) {
		const applicable = applicableSteps(steps, answers);
		const step = applicable[index];
		if (step === undefined) return Object.fromEntries(applicable.map(({ id }) => [id, answers[id] ?? ""]));

		const position = { step: index + 1, total: applicable.length, previous: answers[step.id] };
		const prompted = await step.ask(position, answersBefore(applicable, index, answers));
		if (prompted.kind === "cancel") return undefined;
		if (prompted.kind === "back") {
			index = Math.max(0, index - 1);
		} else {
			answers[step.id] = prompted.value;
			index++;
		}
	}
}

function indexToStartAt(startAt: "first" | "last" | { readonly step: string }, steps: readonly Step[]): number {
	if (startAt === "first") return 0;
	if (startAt === "last") return Math.max(0, steps.length - 1);
	return Math.max(
		0,
		steps.findIndex(({ id }) => id === startAt.step),
	);
}

/** The steps that apply, each judged by the answers of those before it that apply themselves. */
function applicableSteps(steps: readonly Step[], answers: GivenAnswers): readonly Step[] {
	const known: Record<string, string> = {};
	return steps.filter((step) => {
		if (!step.applies(known)) return false;
		const answer = answers[step.id];
		if (answer !== undefined) known[step.id] = answer;
		return true;
	});
}

function answersBefore(steps: readonly Step[], index: number, answers: GivenAnswers): GivenAnswers {
	return Object.fromEntries(
		steps.slice(0, index).flatMap(({ id }) => {
			const answer = answers[id];
			return answer === undefined ? [] : [[id, answer]];
		}),
	);
}
