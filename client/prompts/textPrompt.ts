import { Disposable, type InputBoxValidationMessage, window } from "vscode";
import { listButtons, restButton } from "./promptButtons.ts";
import type { Prompted, StepPosition } from "./steps.ts";

export interface TextPrompt {
	readonly title: string;
	readonly prompt: string;
	/** What to begin with; a promise shows as busy, and does not take the place of what was typed meanwhile. */
	readonly value?: string | Promise<string | undefined>;
	/** Whether there is a button that takes what is offered, here and from here on. */
	readonly offersRest?: boolean;
	/** Why what was answered before will not do. */
	readonly fault?: string;
	readonly placeholder?: string;
	readonly password?: boolean;
	/** A sentence where the value will not do. Called as the user types; the last call counts. */
	validate(value: string): Promise<string | undefined> | string | undefined;
}

/** Asks for a line of text, and lets none through that does not validate. */
export function askText(options: TextPrompt, position: StepPosition): Promise<Prompted> {
	const { step, total } = position;
	const input = window.createInputBox();
	input.title = options.title;
	input.prompt = options.prompt;
	input.placeholder = options.placeholder ?? "";
	input.value = typeof options.value === "string" ? options.value : "";
	input.password = options.password ?? false;
	input.step = step;
	input.totalSteps = total;
	input.ignoreFocusOut = true;
	input.buttons = listButtons(position, options.offersRest === true);

	return new Promise((resolve) => {
		let newest = 0;
		let open = true;
		let begun = input.value;
		/** Until it is known what to begin with. */
		let awaited: Promise<void> | undefined;
		const check = async (): Promise<boolean> => {
			const mine = ++newest;
			const message = await options.validate(input.value);
			if (mine !== newest) return false;
			input.validationMessage = message as string | InputBoxValidationMessage | undefined;
			return message === undefined;
		};
		const finish = (prompted: Prompted): void => {
			newest++;
			open = false;
			resolve(prompted);
			subscriptions.dispose();
		};
		const subscriptions = Disposable.from(
			input,
			input.onDidChangeValue(() => {
				// What is put into the box for the user is told here too.
				if (input.value === begun && (awaited !== undefined || options.fault !== undefined)) return;
				void check();
			}),
			input.onDidTriggerButton((button) => finish({ kind: button === restButton ? "rest" : "back" })),
			input.onDidHide(() => finish({ kind: "cancel" })),
			input.onDidAccept(async () => {
				// Who takes what is offered takes what is about to be offered.
				if (input.value === begun) await awaited;
				if (!open) return;
				const { value } = input;
				input.busy = true;
				const sound = await check();
				input.busy = false;
				if (sound && value === input.value) finish({ kind: "value", value });
			}),
		);
		const settle = (): void => {
			if (options.fault !== undefined) input.validationMessage = options.fault;
			// An empty box that nobody has typed into is no mistake yet; what is offered as a default is checked at once.
			else if (input.value !== "") void check();
		};
		input.show();
		if (options.value instanceof Promise) {
			input.busy = true;
			const begin = async (value: Promise<string | undefined>): Promise<void> => {
				const known = await value.catch(() => undefined);
				if (!open) return;
				input.busy = false;
				awaited = undefined;
				if (known === undefined || input.value !== begun) return;
				begun = known;
				input.value = known;
				settle();
			};
			awaited = begin(options.value);
		}
		settle();
	});
}
