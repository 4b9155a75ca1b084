/** What came of one input: the editor's back button and Escape are answers too. */
export type Prompted =
	| { readonly kind: "value"; readonly value: string }
	| { readonly kind: "back" }
	/** What is offered is taken, here and from here on; only of an input that has the button for it. */
	| { readonly kind: "rest" }
	| { readonly kind: "cancel" };

export interface StepPosition {
	readonly step: number;
	readonly total: number;
	/** The answer given before, where the user came back. */
	readonly previous: string | undefined;
	/** Whether the user can go back from here; from every step but the first where it is left out. */
	readonly canGoBack?: boolean;
}

export function canGoBack(position: StepPosition): boolean {
	return position.canGoBack ?? position.step > 1;
}

export type GivenAnswers = Readonly<Record<string, string>>;

export interface Step {
	readonly id: string;
	/** The answer that most give, so that it can be foreseen how many steps there will be. */
	readonly usual?: string;
	/** Whether it is asked at all, after these answers. */
	applies(answers: GivenAnswers): boolean;
	ask(position: StepPosition, answers: GivenAnswers): Promise<Prompted>;
}

/** `end` is behind the last: nothing is asked as long as every step that applies has its answer. */
export type StartAt = "first" | "last" | "end" | { readonly step: string };

/** Asks one step after the other, back and forth, and answers `undefined` where the user cancelled. */
export async function runSteps(
	steps: readonly Step[],
	given: GivenAnswers = {},
	startAt: StartAt = "first",
): Promise<GivenAnswers | undefined> {
	const walked = await walkSteps(steps, { given, startAt, mayLeave: false });
	return walked.kind === "answered" ? walked.answers : undefined;
}

export type Walked =
	| { readonly kind: "answered"; readonly answers: GivenAnswers }
	/** To what was asked before the first step, with what was answered until then. */
	| { readonly kind: "back"; readonly answers: GivenAnswers }
	| { readonly kind: "cancel" };

export interface StepWalk {
	readonly given: GivenAnswers;
	readonly startAt: StartAt;
	/** Something was asked before the first step, which leads back to it. */
	readonly mayLeave: boolean;
}

/**
 * Asks one step after the other, back and forth. An answer whose step no longer applies, since an earlier one was changed,
 * is not in the result.
 */
export async function walkSteps(steps: readonly Step[], { given, startAt, mayLeave }: StepWalk): Promise<Walked> {
	const answers: Record<string, string> = { ...given };
	let index = indexToStartAt(startAt, applicableSteps(steps, answers));
	for (;;) {
		const applicable = applicableSteps(steps, answers);
		const step = applicable[index];
		if (step === undefined) {
			return { kind: "answered", answers: Object.fromEntries(applicable.map(({ id }) => [id, answers[id] ?? ""])) };
		}

		const position = {
			step: index + 1,
			total: applicable.length,
			previous: answers[step.id],
			canGoBack: mayLeave || index > 0,
		};
		const prompted = await step.ask(position, answersBefore(applicable, index, answers));
		if (prompted.kind === "cancel") return prompted;
		// Whoever offers to take the rest also answers for it.
		if (prompted.kind === "rest") continue;
		if (prompted.kind === "back") {
			if (index === 0 && mayLeave) return { kind: "back", answers };
			index = Math.max(0, index - 1);
		} else {
			answers[step.id] = prompted.value;
			index++;
		}
	}
}

function indexToStartAt(startAt: StartAt, steps: readonly Step[]): number {
	if (startAt === "first") return 0;
	if (startAt === "last") return Math.max(0, steps.length - 1);
	if (startAt === "end") return steps.length;
	return Math.max(
		0,
		steps.findIndex(({ id }) => id === startAt.step),
	);
}

/**
 * The steps that apply, each judged by the answers of those before it that apply themselves. Those up to the one that is
 * asked are certain; of the rest it is what most would be asked.
 */
function applicableSteps(steps: readonly Step[], answers: GivenAnswers): readonly Step[] {
	const known: Record<string, string> = {};
	return steps.filter((step) => {
		if (!step.applies(known)) return false;
		const answer = answers[step.id] ?? step.usual;
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
