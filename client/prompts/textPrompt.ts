import { Disposable, type InputBoxValidationMessage, QuickInputButtons, window } from "vscode";
import type { Prompted, StepPosition } from "./steps.ts";

export interface TextPrompt {
	readonly title: string;
	readonly prompt: string;
	readonly value?: string;
	readonly placeholder?: string;
	readonly password?: boolean;
	/** A sentence where the value will not do. Called as the user types; the last call counts. */
	validate(value: string): Promise<string | undefined> | string | undefined;
}

/** Asks for a line of text, and lets none through that does not validate. */
export function askText(options: TextPrompt, { step, total }: StepPosition): Promise<Prompted> {
	const input = window.createInputBox();
	input.title = options.title;
	input.prompt = options.prompt;
	input.placeholder = options.placeholder ?? "";
	input.value = options.value ?? "";
	input.password = options.password ?? false;
	input.step = step;
	input.totalSteps = total;
	input.ignoreFocusOut = true;
	input.buttons = step > 1 ? [QuickInputButtons.Back] : [];

	return new Promise((resolve) => {
		let newest = 0;
		const check = async (): Promise<boolean> => {
			const mine = ++newest;
			const message = await options.validate(input.value);
			if (mine !== newest) return false;
			input.validationMessage = message as string | InputBoxValidationMessage | undefined;
			return message === undefined;
		};
		const finish = (prompted: Prompted): void => {
			newest++;
			resolve(prompted);
			subscriptions.dispose();
		};
		const subscriptions = Disposable.from(
			input,
			input.onDidChangeValue(() => void check()),
			input.onDidTriggerButton(() => finish({ kind: "back" })),
			input.onDidHide(() => finish({ kind: "cancel" })),
			input.onDidAccept(async () => {
				const { value } = input;
				input.busy = true;
				const sound = await check();
				input.busy = false;
				if (sound && value === input.value) finish({ kind: "value", value });
			}),
		);
		input.show();
		// An empty box that nobody has typed into is no mistake yet; what is offered as a default is checked at once.
		if (input.value !== "") void check();
	});
}
