import { Disposable, type QuickPickItem, QuickPickItemKind, window } from "vscode";
import { listButtons, restButton } from "./promptButtons.ts";
import type { Prompted, StepPosition } from "./steps.ts";

export interface PromptChoice {
	readonly value: string;
	readonly label: string;
	readonly description?: string;
	readonly detail?: string;
}

export interface ChoicePrompt {
	readonly title: string;
	/** What helps to answer, between the box and the choices. */
	readonly help?: string;
	readonly placeholder: string;
	/** The value to begin at. */
	readonly value?: string;
	/** Whether there is a button that takes what is offered, here and from here on. */
	readonly offersRest?: boolean;
	/** Why what was answered before will not do. */
	readonly fault?: string;
	/** What can be chosen; a promise shows as busy while any text may be typed already. */
	readonly choices: readonly PromptChoice[] | Promise<OfferedChoices>;
	/** Accepts text that is not among the choices, where it validates. */
	readonly freeText?: { validate(value: string): Promise<string | undefined> };
}

export interface OfferedChoices {
	readonly choices: readonly PromptChoice[];
	/** Why there are none, or not all. */
	readonly note?: string;
	/** The value to begin at, where it is known only with the choices. */
	readonly begin?: BeginAt;
}

export interface BeginAt {
	readonly value: string;
	/** Why it is offered, in a few words. */
	readonly why: string;
}

export interface ChoiceItem extends QuickPickItem {
	readonly value?: string;
	/** Why the text that was typed will not do. */
	readonly fault?: string;
}

/** Asks to pick one, by typing a part of it; where free text is allowed, what was typed is the last entry. */
export function askChoice(options: ChoicePrompt, position: StepPosition): Promise<Prompted> {
	const pick = window.createQuickPick<ChoiceItem>();
	pick.title = options.title;
	pick.placeholder = options.placeholder;
	pick.prompt = options.help;
	pick.step = position.step;
	pick.totalSteps = position.total;
	pick.ignoreFocusOut = true;
	pick.matchOnDescription = true;
	pick.matchOnDetail = true;
	pick.buttons = listButtons(position, options.offersRest === true);

	return new Promise((resolve) => {
		let open = true;
		let newest = 0;
		let offered: readonly ChoiceItem[] = [];
		let notes: readonly string[] = options.fault === undefined ? [] : [options.fault];
		/** The entry that was made active last, for when the editor's word on it went astray. */
		let meant: ChoiceItem | undefined;

		const render = (typed: ChoiceItem | undefined): void => {
			// What was typed comes last: the editor tells what is active by position, and its word may arrive after the
			// entries have changed, so no entry that was offered may ever move.
			pick.items = [...notes.map(noteItem), ...offered, ...(typed === undefined ? [] : [typed])];
			const text = pick.value.trim();
			meant = undefined;
			if (text === "") return;
			// Enter takes what is offered where the text is the beginning of it; the arrow up leads to the text itself.
			meant =
				offered.find(({ value }) => value === text) ?? offered.find(({ label }) => label.startsWith(text)) ?? typed;
			if (meant !== undefined) pick.activeItems = [meant];
		};
		const offerTyped = async (): Promise<void> => {
			const mine = ++newest;
			const value = pick.value.trim();
			if (options.freeText === undefined || offered.some((item) => item.value === value)) {
				render(undefined);
				return;
			}
			// An empty answer is offered only once it is known to be one.
			render(value === "" ? undefined : typedItem(value, undefined));
			const fault = await options.freeText.validate(value);
			if (open && mine === newest) render(value === "" && fault !== undefined ? undefined : typedItem(value, fault));
		};
		const accept = async (): Promise<void> => {
			const item = pick.activeItems[0] ?? pick.selectedItems[0] ?? meant;
			if (item?.value === undefined) return;
			// A choice that was offered is sound as it is; typed text is asked about again, as the check may still run.
			const fault = offered.includes(item) ? undefined : await options.freeText?.validate(item.value);
			if (!open) return;
			if (fault === undefined) finish({ kind: "value", value: item.value });
			else render(typedItem(item.value, fault));
		};
		const finish = (prompted: Prompted): void => {
			open = false;
			resolve(prompted);
			subscriptions.dispose();
		};
		const subscriptions = Disposable.from(
			pick,
			pick.onDidChangeValue(() => void offerTyped()),
			pick.onDidTriggerButton((button) => finish({ kind: button === restButton ? "rest" : "back" })),
			pick.onDidHide(() => finish({ kind: "cancel" })),
			pick.onDidAccept(() => void accept()),
		);

		const offer = (offers: OfferedChoices): void => {
			if (!open) return;
			pick.busy = false;
			notes = [options.fault, offers.note].filter((note) => note !== undefined);
			offered = offers.choices.map(choiceItem);
			const begin = offers.begin?.value ?? options.value;
			const known = offered.some(({ value }) => value === begin);
			if (offers.begin !== undefined && !known && options.freeText !== undefined) {
				offered = [{ label: offers.begin.value, description: offers.begin.why, value: offers.begin.value }, ...offered];
			} else if (begin !== undefined && begin !== "" && !known && pick.value === "" && options.freeText !== undefined) {
				// What was typed when this was asked before stands in the box, to be changed.
				pick.value = begin;
			}
			const activate = (): void => {
				const item = offered.find(({ value }) => value === begin);
				if (item === undefined || pick.value !== "") return;
				pick.activeItems = [item];
				meant = item;
			};
			void offerTyped().then(activate);
			activate();
		};

		pick.show();
		if (options.choices instanceof Promise) {
			pick.busy = true;
			notes = [...notes, loading];
			// What was answered before can be taken at once.
			if (options.value !== undefined && options.value !== "") {
				offered = [{ label: options.value, description: "as before", value: options.value }];
			}
			options.choices.then(offer, (error: unknown) =>
				offer({ choices: [], note: error instanceof Error ? error.message : String(error) }),
			);
			void offerTyped();
		} else {
			offer({ choices: options.choices });
		}
	});
}

export const loading = "Looking for what there is to choose from…";

export function noteItem(note: string): ChoiceItem {
	return { label: note, kind: QuickPickItemKind.Separator };
}

export function choiceItem({ value, label, description, detail }: PromptChoice): ChoiceItem {
	return {
		value,
		label,
		...(description === undefined ? {} : { description }),
		...(detail === undefined ? {} : { detail }),
	};
}

function typedItem(value: string, fault: string | undefined): ChoiceItem {
	if (value === "") return { label: "$(circle-slash) Leave it empty", value, alwaysShow: true };
	return fault === undefined
		? { label: value, description: "as typed", value, alwaysShow: true }
		: { label: `$(warning) ${value}`, detail: fault, value, fault, alwaysShow: true };
}
