import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { type Person, read } from "./person.ts";

/** How a person goes through the questions of a scaffold. */
export interface Walk {
	/** The box of the questions. */
	readonly box: Locator;
	/** Waits for the question, and for its choices where it has some that come from elsewhere. */
	asked(question: RegExp): Promise<void>;
	/** Answers the question by typing, or takes what is offered where nothing is given; waits until it is gone. */
	answer(question: RegExp, text?: string): Promise<void>;
	/** Takes what is suggested from here on. */
	takeSuggested(): Promise<void>;
	/** Makes the choice that nothing is chosen for beforehand, by the keyboard; the first one where nothing is given. */
	decide(choice?: string): Promise<void>;
	/** Goes back to the question. */
	back(to: RegExp): Promise<void>;
	/** Leaves by Escape; the box has the keyboard only a moment after it is seen. */
	leave(): Promise<void>;
	/** The row that Enter would take. */
	readonly focused: Locator;
}

export function walkIn(page: Page, person: Person): Walk {
	const box = page.locator(".quick-input-widget");
	const title = box.locator(".quick-input-title");
	const focused = box.locator(".monaco-list-row.focused");
	const progress = box.locator(".quick-input-progress.active");

	const asked = async (question: RegExp) => {
		const now = async () => ((await box.isVisible()) ? (await read(title)).trim() : "");
		await expect.poll(now, { timeout: 30_000 }).toMatch(question);
		await progress.waitFor({ state: "hidden" });
		// A box that has just come has the keyboard a moment later; where a button of it has it, that will do.
		await box
			.locator("input:focus")
			.first()
			.waitFor({ timeout: 2000 })
			.catch(() => undefined);
	};
	/** The question that is asked now, with what is said of it; nothing where the box is gone. */
	const standing = async () => {
		if (!(await box.isVisible())) return "";
		const said = await box.locator("input").first().getAttribute("placeholder", { timeout: 5000 });
		return `${await read(title)}\n${said ?? ""}`;
	};

	/**
	 * Does it until the box says something else. A box takes a key or a click only a moment after it is seen, and may then
	 * think about it: done again at once, it would count for the next question.
	 */
	const leaveQuestion = async (act: () => Promise<void>) => {
		const before = await standing();
		for (let tries = 0; tries < 6; tries++) {
			// What was to be clicked may go meanwhile, as the question goes.
			await act().catch(() => undefined);
			for (let looks = 0; looks < 40; looks++) {
				if ((await standing()) !== before) return;
				await page.waitForTimeout(100);
			}
		}
		throw new Error(`The question ${JSON.stringify(before)} stays.`);
	};

	const press = (name: string) => box.getByRole("button", { name }).click({ timeout: 3000 });

	return {
		box,
		focused,
		asked,
		answer: async (question, text) => {
			await asked(question);
			if (text !== undefined) {
				const input = box.locator("input").first();
				await input.fill("");
				await person.type(text);
				const row = focused.filter({ hasText: text });
				const hasChoices = await box.locator(".quick-input-list").isVisible();
				if (hasChoices) await row.first().waitFor();
			}
			await leaveQuestion(() => person.press("Enter"));
		},
		takeSuggested: () => leaveQuestion(() => press("Take what is suggested")),
		decide: async (choice = "") => {
			await asked(/./);
			const chosen = focused.filter({ hasText: choice });
			for (let tries = 0; !(await chosen.isVisible()); tries++) {
				if (tries === 30) throw new Error(`There is no ${JSON.stringify(choice)} to be chosen: ${await read(box)}`);
				await person.press("ArrowDown");
				await chosen.waitFor({ timeout: 1000 }).catch(() => undefined);
			}
			await leaveQuestion(() => person.press("Enter"));
		},
		leave: async () => {
			while (await box.isVisible()) await leaveQuestion(() => person.press("Escape"));
		},
		back: async (to) => {
			await asked(/./);
			while (!to.test(await standing())) {
				await leaveQuestion(() => press("Back"));
				await asked(/./);
			}
		},
	};
}
