import { find } from "../shared/elements.ts";
import type { Tab } from "./messages.ts";

const names: readonly Tab[] = ["chart", "table", "raw", "explain"];

/** The tabs of the result, as people know them from elsewhere: arrow keys change them, one of them takes the keyboard. */
export class Tabs {
	readonly #buttons = new Map(names.map((name) => [name, find(`tab-${name}`, HTMLButtonElement)]));
	readonly #panels = new Map(names.map((name) => [name, find(`panel-${name}`, HTMLElement)]));
	readonly #changed: (tab: Tab) => void;
	#current: Tab = "chart";

	constructor(changed: (tab: Tab) => void) {
		this.#changed = changed;
		for (const [name, tab] of this.#buttons) {
			tab.addEventListener("click", () => this.select(name));
			tab.addEventListener("keydown", (event) => {
				const place = names.indexOf(name);
				const next = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: names.length - 1 }[event.key];
				if (next === undefined) return;
				event.preventDefault();
				const chosen = names[(next + names.length) % names.length] ?? name;
				this.select(chosen);
				this.#buttons.get(chosen)?.focus();
			});
		}
		this.#mark();
	}

	get current(): Tab {
		return this.#current;
	}

	select(tab: Tab): void {
		if (tab === this.#current) return;
		this.#current = tab;
		this.#mark();
		this.#changed(tab);
	}

	#mark(): void {
		for (const [name, tab] of this.#buttons) {
			tab.ariaSelected = String(name === this.#current);
			tab.tabIndex = name === this.#current ? 0 : -1;
		}
		for (const [name, panel] of this.#panels) panel.hidden = name !== this.#current;
	}
}
