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
			const before = await read(title);
			await expect
				.poll(
					async () => {
						if (!(await box.isVisible()) || (await read(title)) !== before) return "answered";
						await person.press("Enter");
						return "asked";
					},
					{ interval: 700 },
				)
				.toBe("answered");
		},
		leave: async () => {
			await expect
				.poll(
					async () => {
						if (await box.isVisible()) await person.press("Escape");
						return box.isVisible();
					},
					{ interval: 500 },
				)
				.toBe(false);
		},
		back: async (to) => {
			await expect
				.poll(
					async () => {
						const now = await read(title);
						if (!to.test(now)) await box.getByRole("button", { name: "Back" }).click();
						return now;
					},
					{ interval: 500 },
				)
				.toMatch(to);
		},
	};
}
