import { Disposable, QuickInputButtons, type QuickPickItem, window } from "vscode";
import type { PlannedFile } from "./plan.ts";
import type { ScaffoldPreviews } from "./preview.ts";

interface Option<T> extends QuickPickItem {
	readonly value: T;
}

/** Asks, above the open preview, whether to write. The preview can be scrolled and read meanwhile. */
export async function askConfirmation(
	title: string,
	plan: readonly PlannedFile[],
	notes: readonly string[],
): Promise<"write" | "back" | "cancel"> {
	const wanted = plan.filter(({ state }) => state !== "same");
	const write: Option<"write" | "cancel"> = {
		label: `$(check) ${describeChoice(wanted)}`,
		// On one line each, as the list covers the top of the preview.
		description: wanted.map(({ path }) => path).join(", "),
		value: "write",
	};
	const nothing: Option<"write" | "cancel"> = {
		label: "$(close) Cancel",
		description: "Nothing is written.",
		value: "cancel",
	};
	const options = wanted.length === 0 ? [nothing] : [write, nothing];
	const placeholder =
		wanted.length === 0
			? "Every file stands there already, just like this."
			: (notes[0] ?? "Look at the files below, then choose.");
	return ask(`${title}: preview`, placeholder, options, true);
}

/** `Create 2 Files, Edit 1 File and Go on to 1 File that Exists…`. */
export function describeChoice(plan: readonly Pick<PlannedFile, "state">[]): string {
	const count = (state: PlannedFile["state"]): number => plan.filter((file) => file.state === state).length;
	const files = (number: number): string => (number === 1 ? "1 File" : `${number} Files`);
	const [created, edited, different] = [count("new"), count("edit"), count("different")];
	const parts = [
		...(created === 0 ? [] : [`Create ${files(created)}`]),
		...(edited === 0 ? [] : [`Edit ${files(edited)}`]),
		...(different === 0 ? [] : [`Go on to ${files(different)} that ${different === 1 ? "Exists" : "Exist"}…`]),
	];
	return [parts.slice(0, -1).join(", "), parts.at(-1)].filter((part) => part !== "").join(" and ");
}

/** Asks what becomes of a file that exists and differs, with the difference on the screen. */
export async function askConflict(
	title: string,
	file: PlannedFile,
	previews: ScaffoldPreviews,
): Promise<"overwrite" | "keep" | "cancel"> {
	const preview = await previews.showConflict(file);
	try {
		const answer = await ask(
			`${title}: ${file.path} exists`,
			`${file.path} exists and differs: yours on the left, the new one on the right`,
			[
				{ label: "$(shield) Keep Mine", description: `${file.path} stays as it is.`, value: "keep" as const },
				{ label: "$(replace-all) Overwrite", description: "One undo brings yours back.", value: "overwrite" as const },
				{
					label: "$(close) Cancel",
					description: "Nothing is written, no other file either.",
					value: "cancel" as const,
				},
			],
			false,
		);
		return answer === "back" ? "cancel" : answer;
	} finally {
		await preview.close();
	}
}

function ask<T>(
	title: string,
	placeholder: string,
	options: readonly Option<T>[],
	back: boolean,
): Promise<T | "back" | "cancel"> {
	const pick = window.createQuickPick<Option<T>>();
	pick.title = title;
	pick.placeholder = placeholder;
	pick.items = options;
	pick.ignoreFocusOut = true;
	pick.buttons = back ? [QuickInputButtons.Back] : [];
	return new Promise((resolve) => {
		const finish = (answer: T | "back" | "cancel"): void => {
			resolve(answer);
			subscriptions.dispose();
		};
		const subscriptions = Disposable.from(
			pick,
			pick.onDidTriggerButton(() => finish("back")),
			pick.onDidHide(() => finish("cancel")),
			pick.onDidAccept(() => {
				const [chosen] = pick.activeItems;
				if (chosen !== undefined) finish(chosen.value);
			}),
		);
		pick.show();
		// Nothing is chosen beforehand: an Enter that was still meant for the question before writes no file.
		pick.activeItems = [];
	});
}
