import { Disposable, window } from "vscode";
import { splitAnswer } from "../../server/protocol/scaffold.ts";
import { type ChoiceItem, choiceItem, loading, noteItem, type OfferedChoices } from "./choicePrompt.ts";
import { listButtons, restButton } from "./promptButtons.ts";
import type { Prompted, StepPosition } from "./steps.ts";

export interface ManyChoicesPrompt {
	readonly title: string;
	/** What helps to answer, between the box and the choices. */
	readonly help?: string;
	readonly placeholder: string;
	/** The values that are checked at first, with commas between. */
	readonly value?: string;
	/** Whether there is a button that takes what is offered, here and from here on. */
	readonly offersRest?: boolean;
	/** Why what was answered before will not do. */
	readonly fault?: string;
	readonly choices: Promise<OfferedChoices>;
	/** Whether what is typed may be added to the choices. */
	readonly freeText: boolean;
	/** Of all that is checked, with commas between. */
	validate(value: string): Promise<string | undefined>;
}

/**
 * Asks to check any number. With text in the box, Enter checks the entry that it leads to and empties the box; with the box
 * empty, Enter goes on. So the keyboard alone does all: type, Enter, type, Enter, Enter.
 */
export function askManyChoices(options: ManyChoicesPrompt, position: StepPosition): Promise<Prompted> {
	const pick = window.createQuickPick<ChoiceItem>();
	pick.title = options.title;
	pick.placeholder = options.placeholder;
	pick.prompt = options.help;
	pick.step = position.step;
	pick.totalSteps = position.total;
	pick.canSelectMany = true;
	pick.ignoreFocusOut = true;
	pick.matchOnDescription = true;
	pick.matchOnDetail = true;
	pick.buttons = listButtons(position, options.offersRest === true);
	pick.busy = true;

	return new Promise((resolve) => {
		let open = true;
		let loaded = false;
		let notes: readonly string[] = [loading];
		let shown: readonly ChoiceItem[] = [];
		let offered: readonly ChoiceItem[] = [];
		/** Typed and checked, but not offered. */
		let added: readonly ChoiceItem[] = [];
		let checked: ReadonlySet<string> = new Set();
		/** What was checked as the text was typed: if something else is now, the text was there to find that. */
		let checkedBefore = checked;
		/** The editor is about to tell that nothing is checked, as entries that it gets are unchecked at first. */
		let isReset = false;
		/** The entry that the text leads to. */
		let meant: ChoiceItem | undefined;

		const render = (): void => {
			const text = pick.value.trim();
			const known = [...offered, ...added];
			const typed: ChoiceItem[] =
				options.freeText && text !== "" && !known.some(({ value }) => value === text)
					? [{ label: text, description: "as typed; Enter adds it", value: text, alwaysShow: true }]
					: [];
			const items = [...notes.map(noteItem), ...known, ...typed];
			if (!isSame(items, shown)) {
				shown = items;
				pick.items = items;
				pick.selectedItems = items.filter(({ value }) => value !== undefined && checked.has(value));
				isReset = checked.size > 0;
			}
			meant = text === "" ? undefined : (findMeant(known, text) ?? typed[0]);
			if (meant !== undefined) pick.activeItems = [meant];
		};
		const check = (item: ChoiceItem): void => {
			if (item.value === undefined) return;
			checked = new Set([...checked, item.value]);
			const isKnown = [...offered, ...added].some(({ value }) => value === item.value);
			if (!isKnown) added = [...added, { label: item.value, value: item.value }];
			pick.value = "";
			shown = [];
			render();
		};
		const accept = async (): Promise<void> => {
			if (!loaded) return;
			const active = pick.activeItems[0] ?? meant;
			if (pick.value.trim() !== "" && equals(checked, checkedBefore) && active !== undefined) {
				check(active);
				return;
			}
			// In the order in which they are offered.
			const value = [...offered, ...added]
				.flatMap((item) => (item.value !== undefined && checked.has(item.value) ? [item.value] : []))
				.join(", ");
			const fault = await options.validate(value);
			if (!open) return;
			if (fault === undefined) {
				finish({ kind: "value", value });
				return;
			}
			notes = [fault];
			render();
		};
		const finish = (prompted: Prompted): void => {
			open = false;
			resolve(prompted);
			subscriptions.dispose();
		};
		const subscriptions = Disposable.from(
			pick,
			pick.onDidChangeValue(() => {
				checkedBefore = checked;
				render();
			}),
			pick.onDidChangeSelection((items) => {
				const now = new Set(items.flatMap(({ value }) => (value === undefined ? [] : [value])));
				if (isReset && now.size === 0) return;
				isReset = false;
				checked = now;
			}),
			pick.onDidTriggerButton((button) => finish({ kind: button === restButton ? "rest" : "back" })),
			pick.onDidHide(() => finish({ kind: "cancel" })),
			pick.onDidAccept(() => void accept()),
		);

		const offer = (offers: OfferedChoices): void => {
			if (!open) return;
			pick.busy = false;
			loaded = true;
			notes = [options.fault, offers.note].filter((note) => note !== undefined);
			offered = offers.choices.map(choiceItem);
			const begin = splitAnswer(offers.begin?.value ?? options.value);
			checked = new Set(begin);
			const why = offers.begin?.why ?? "as before";
			added = begin
				.filter((value) => !offered.some((item) => item.value === value))
				.map((value) => ({ label: value, description: why, value }));
			render();
		};

		pick.show();
		render();
		options.choices.then(offer, (error: unknown) =>
			offer({ choices: [], note: error instanceof Error ? error.message : String(error) }),
		);
	});
}

function equals(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
	return one.size === other.size && [...one].every((value) => other.has(value));
}

/** Entries that stay are not given to the editor again, which would uncheck and move them. */
function isSame(one: readonly ChoiceItem[], other: readonly ChoiceItem[]): boolean {
	return (
		one.length === other.length &&
		one.every(({ label, value }, index) => {
			const there = other[index];
			return there?.label === label && there.value === value;
		})
	);
}

/** The first entry that begins with the text, or else has it somewhere. */
function findMeant(items: readonly ChoiceItem[], text: string): ChoiceItem | undefined {
	const wanted = text.toLowerCase();
	const begins = items.find(({ label }) => label.toLowerCase().startsWith(wanted));
	return (
		begins ?? items.find((item) => [item.label, item.description].some((part) => part?.toLowerCase().includes(wanted)))
	);
}
