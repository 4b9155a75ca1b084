import type { Locator, Page } from "playwright-core";

/**
 * What a person does in a VS Code window: keys, pointer, and reading what is on the screen. Nothing here knows the
 * extension, and every wait is for something to be seen.
 */
export interface Person {
	/** Opens a file by its name through the quick-open box. */
	openFile(path: string): Promise<void>;
	/** Puts the cursor before the character at a line and column, both from 1. */
	putCursor(line: number, column: number): Promise<void>;
	runCommand(title: string): Promise<void>;
	/** Loads the window anew, with what was open in it. */
	reloadWindow(): Promise<void>;
	/** Types as the keyboard does, one key after the other. */
	type(text: string): Promise<void>;
	press(key: string): Promise<void>;
	/** The Problems view, with one row for each problem below its file's. */
	openProblems(): Promise<Locator>;
	closePanel(): Promise<void>;
	/** Puts the keyboard into the editor, wherever it was. */
	focusEditor(): Promise<void>;
	/**
	 * Rests the pointer on the first visible place where the active editor shows `text`, until `hover` is seen. Lines move
	 * when something above them gets a lens, so the pointer may have to follow.
	 */
	pointAt(text: string, offset: number, hover: Locator): Promise<void>;
	/**
	 * A row of a tree, in sight and at rest. A tree has only the rows that are in sight, and it may load again at any time,
	 * so a person goes through it from the top until the row is there.
	 */
	revealRow(tree: string, row: RegExp): Promise<Locator>;
	/** Opens a row of a tree that has others below it. */
	expandRow(tree: string, row: RegExp): Promise<void>;
	/** Chooses from the box that is open, once the row with `text` is the one that Enter takes. */
	choose(text: string): Promise<void>;
	/** Chooses from the context menu of what is under the pointer. */
	chooseFromMenu(place: Locator, title: string): Promise<void>;
	/** Puts away what the window told: it would cover what comes next, or be gone at any moment. */
	clearNotifications(): Promise<void>;
	/** Moves the pointer where nothing reacts to it, so that a hover goes. */
	pointAway(): Promise<void>;
	/** Where the active editor shows `text`, in the window's pixels. */
	locate(text: string): Promise<{ x: number; y: number; width: number; height: number }>;
}

/** The text that is seen in an element, with line breaks where it has them. */
export async function read(element: Locator): Promise<string> {
	return (await element.allInnerTexts()).join("\n");
}

export function personAt(page: Page): Person {
	const quickInput = page.locator(".quick-input-widget");
	const press = (key: string) => page.keyboard.press(key);
	// A key takes a few milliseconds to come up, as a person's does; the editor's own reactions keep their order so.
	const type = (text: string) => page.keyboard.type(text, { delay: 15 });

	const pickFromQuickInput = async (opener: string, text: string, row: Locator) => {
		await press(opener);
		await quickInput.locator("input").waitFor();
		await type(text);
		await row.first().waitFor();
		await press("Enter");
		await quickInput.waitFor({ state: "hidden" });
	};

	const locate = async (text: string) => {
		const place = await page.evaluate(locateInEditor, text);
		if (place === null) throw new Error(`The active editor does not show ${JSON.stringify(text)}.`);
		return place;
	};

	const runCommand = async (title: string) => {
		await press("F1");
		await quickInput.locator("input").waitFor();
		await type(title);
		await quickInput.locator(".monaco-list-row.focused", { hasText: title }).waitFor();
		await press("Enter");
	};

	const revealRow = async (treeName: string, rowName: RegExp) => {
		const tree = page.getByRole("tree", { name: treeName });
		const row = tree.getByRole("treeitem", { name: rowName }).first();
		await tree.waitFor();
		const deadline = Date.now() + treePatience;
		let resting = 0;
		let place = "";
		let focused = "";
		for (let toTop = true; Date.now() < deadline; await page.waitForTimeout(100)) {
			const now = await placeInTree(tree, row);
			resting = now !== undefined && now === place ? resting + 1 : 0;
			place = now ?? "";
			if (resting >= 3) return row;
			if (now !== undefined) continue;
			await tree.focus();
			await press(toTop ? "Home" : "PageDown");
			await page.waitForTimeout(100);
			const reached = await read(tree.locator(".monaco-list-row.focused"));
			// At the end it begins again: what it looks for may have come meanwhile.
			toTop = !toTop && reached === focused;
			focused = reached;
		}
		throw new Error(`The tree "${treeName}" has no row ${rowName}; in sight there are: ${await read(tree)}`);
	};

	return {
		press,
		type,
		locate,
		revealRow,
		expandRow: async (treeName, rowName) => {
			const deadline = Date.now() + treePatience;
			while (Date.now() < deadline) {
				const row = await revealRow(treeName, rowName);
				if ((await row.getAttribute("aria-expanded", { timeout: 1000 }).catch(() => null)) === "true") return;
				// The tree may load again between the look and the click.
				await row.click({ timeout: 2000 }).catch(() => undefined);
				await page.waitForTimeout(300);
			}
			throw new Error(`The row ${rowName} of the tree "${treeName}" does not open.`);
		},
		choose: async (text) => {
			await quickInput.locator(".monaco-list-row.focused", { hasText: text }).first().waitFor();
			await press("Enter");
		},
		chooseFromMenu: async (place, title) => {
			await place.click({ button: "right" });
			const item = page.getByRole("menuitem", { name: title });
			await item.waitFor();
			// A menu that has only just come takes no click: it could be the end of the one that opened it.
			const deadline = Date.now() + treePatience;
			while (await item.isVisible()) {
				if (Date.now() > deadline) throw new Error(`The menu does not take "${title}".`);
				await item.click({ timeout: 2000 }).catch(() => undefined);
				await page.waitForTimeout(300);
			}
		},
		clearNotifications: async () => {
			await runCommand("Notifications: Clear All Notifications");
			await page.locator(".notification-toast").first().waitFor({ state: "hidden" });
		},
		openFile: async (path) => {
			const name = path.split("/").at(-1) ?? path;
			const row = quickInput.locator(".quick-input-list .monaco-list-row.focused", { hasText: name });
			await pickFromQuickInput("Control+p", path, row);
			await page.locator(".tab.active", { hasText: name }).waitFor();
			await page.locator(".editor-group-container.active .monaco-editor .view-line").first().waitFor();
		},
		putCursor: async (line, column) => {
			await press("Control+g");
			await quickInput.locator("input").waitFor();
			await type(`${line}:${column}`);
			await press("Enter");
			await quickInput.waitFor({ state: "hidden" });
			await page.locator("#status\\.editor\\.selection", { hasText: `Ln ${line}, Col ${column}` }).waitFor();
		},
		runCommand,
		reloadWindow: async () => {
			const loaded = page.waitForEvent("load");
			// The editor's own command waits until what is open was written down; a browser's reload may be faster.
			await runCommand("Developer: Reload Window");
			await loaded;
			await page.locator(".monaco-workbench .part.statusbar").waitFor({ timeout: 60_000 });
		},
		openProblems: async () => {
			const panel = page.locator(".markers-panel-container");
			if (!(await panel.isVisible())) await press("Control+Shift+m");
			await panel.waitFor();
			return panel.locator(".monaco-list-row");
		},
		closePanel: async () => {
			const panel = page.locator(".part.panel");
			if (await panel.isVisible()) await press("Control+j");
			await panel.waitFor({ state: "hidden" });
		},
		focusEditor: async () => {
			await press("Control+1");
			// A page in a panel passes the key on, and until the editor has the focus the next one would be the page's too.
			await page.locator(".editor-group-container.active .monaco-editor.focused").first().waitFor();
		},
		pointAt: async (text, offset, hover) => {
			for (let tries = 1; ; tries++) {
				const place = await locate(text);
				const x = place.x + (place.width / text.length) * (offset + 0.5);
				const y = place.y + place.height / 2;
				// A pointer that arrives in steps is one that moves; the editor takes no notice of one that is just there.
				await page.mouse.move(x - 30, y + 3);
				await page.mouse.move(x, y, { steps: 5 });
				try {
					await hover.first().waitFor({ timeout: 8000 });
					return;
				} catch (error) {
					if (tries === 3) throw error;
					await page.mouse.move(5, 5, { steps: 5 });
				}
			}
		},
		pointAway: async () => {
			await page.mouse.move(5, 5, { steps: 5 });
			await page.locator(".monaco-hover:visible").waitFor({ state: "hidden" });
		},
	};
}

/** Milliseconds. */
const treePatience = 45_000;

/** Where a row stands, in words to compare; `undefined` where it is not wholly in sight. */
async function placeInTree(tree: Locator, row: Locator): Promise<string | undefined> {
	if ((await row.count()) === 0) return undefined;
	const [inner, outer] = await Promise.all(
		[row, tree].map((each) => each.boundingBox({ timeout: 1000 }).catch(() => null)),
	);
	if (inner === null || outer === null || inner === undefined || outer === undefined) return undefined;
	const isInside = inner.y >= outer.y - 1 && inner.y + inner.height <= outer.y + outer.height + 1;
	return isInside ? `${inner.y} ${await row.textContent({ timeout: 1000 }).catch(() => "")}` : undefined;
}

/** Runs in the page: the rectangle of the first visible `text` within one line of the active editor. */
function locateInEditor(text: string): { x: number; y: number; width: number; height: number } | null {
	for (const line of document.querySelectorAll(".editor-group-container.active .monaco-editor .view-line")) {
		// The editor shows blanks as no-break spaces, and splits a line into coloured pieces.
		const start = (line.textContent ?? "").replaceAll("\u00a0", " ").indexOf(text);
		if (start < 0) continue;
		const range = document.createRange();
		let position = 0;
		const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
			const length = node.textContent?.length ?? 0;
			const contains = (offset: number) => position <= offset && offset <= position + length;
			if (contains(start) && start < position + length) range.setStart(node, start - position);
			if (contains(start + text.length)) {
				range.setEnd(node, start + text.length - position);
				break;
			}
			position += length;
		}
		const { x, y, width, height } = range.getBoundingClientRect();
		return { x, y, width, height };
	}
	return null;
}
