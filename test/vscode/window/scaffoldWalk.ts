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
		await expect.poll(() => read(title), { timeout: 30_000 }).toMatch(question);
		await progress.waitFor({ state: "hidden" });
	};
	/** The question that is asked now; nothing where the box is gone. */
	const standing = async () => ((await box.isVisible()) ? read(title) : "");

	/**
	 * Does it until the box says something else. A box takes a key or a click only a moment after it is seen, and may then
	 * think about it: done again at once, it would count for the next question.
	 */
	const leaveQuestion = async (act: () => Promise<void>) => {
		const before = await standing();
		for (let tries = 0; tries < 6; tries++) {
			await act();
			for (let looks = 0; looks < 40; looks++) {
				if ((await standing()) !== before) return;
				await page.waitForTimeout(100);
			}
		}
		throw new Error(`The question ${JSON.stringify(before)} stays.`);
	};

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
		takeSuggested: () =>
			leaveQuestion(() => box.getByRole("button", { name: "Take what is suggested" }).click({ timeout: 10_000 })),
		leave: async () => {
			while (await box.isVisible()) await leaveQuestion(() => person.press("Escape"));
		},
		back: async (to) => {
			await asked(/./);
			while (!to.test(await standing())) {
				await leaveQuestion(() => box.getByRole("button", { name: "Back" }).click({ timeout: 10_000 }));
				await asked(/./);
			}
		},
	};
}
