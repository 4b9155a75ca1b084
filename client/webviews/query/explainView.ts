import type { ExplainedNode, Explanation } from "../../../server/protocol/explain.ts";
import { element } from "../shared/elements.ts";
import { describePart, summarise, tellTime } from "./explainText.ts";

export interface ExplainElements {
	readonly tree: HTMLElement;
	readonly details: HTMLElement;
}

/**
 * The parts of an expression as a tree (https://www.w3.org/WAI/ARIA/apg/patterns/treeview/): arrow keys move, Enter or a
 * click chooses a part. One item at a time takes the keyboard.
 */
export class ExplainView {
	readonly #elements: ExplainElements;
	readonly #choose: (node: ExplainedNode) => void;
	#items: HTMLElement[] = [];
	#nodes = new Map<HTMLElement, ExplainedNode>();

	constructor(elements: ExplainElements, choose: (node: ExplainedNode) => void) {
		this.#elements = elements;
		this.#choose = choose;
		elements.tree.addEventListener("keydown", (event) => this.#press(event));
		elements.tree.addEventListener("click", ({ target }) => {
			const item = target instanceof Element ? target.closest<HTMLElement>("[role=treeitem]") : null;
			if (item === null) return;
			const arrow = target instanceof Element && target.closest(".twistie") !== null;
			if (arrow) setExpanded(item, item.ariaExpanded !== "true");
			else this.#chooseItem(item);
		});
	}

	show({ root }: Explanation): void {
		this.#items = [];
		this.#nodes = new Map();
		this.#elements.tree.replaceChildren(this.#item(root, 1));
		const [first] = this.#items;
		if (first === undefined) return;
		this.#focusable(first);
		this.#mark(first, root);
	}

	clear(): void {
		this.#items = [];
		this.#nodes = new Map();
		this.#elements.tree.replaceChildren();
		this.#elements.details.replaceChildren();
	}

	#item(node: ExplainedNode, level: number): HTMLElement {
		const { text, alarm } = summarise(node);
		const time = tellTime(node.outcome);
		const row = element(
			"div",
			{ className: "part" },
			element("span", { className: "twistie", "aria-hidden": "true" }),
			element("code", { className: "what" }, node.title),
			element("span", { className: alarm ? "count alarm" : "count" }, text),
			element("span", { className: "hint time" }, time),
		);
		row.style.paddingInlineStart = `${(level - 1) * 1.2}em`;
		const item = element("li", {
			role: "treeitem",
			tabindex: "-1",
			"aria-level": String(level),
			"aria-selected": "false",
			"aria-label": [node.title, text, time].filter(Boolean).join(", "),
			"aria-expanded": node.children.length === 0 ? undefined : "true",
		});
		item.append(row);
		this.#items.push(item);
		this.#nodes.set(item, node);
		if (node.children.length > 0) {
			item.append(element("ul", { role: "group" }, ...node.children.map((child) => this.#item(child, level + 1))));
		}
		return item;
	}

	#chooseItem(item: HTMLElement): void {
		const node = this.#nodes.get(item);
		if (node === undefined) return;
		this.#focusable(item);
		item.focus();
		this.#mark(item, node);
		this.#choose(node);
	}

	#focusable(item: HTMLElement): void {
		for (const other of this.#items) other.tabIndex = other === item ? 0 : -1;
	}

	#mark(item: HTMLElement, node: ExplainedNode): void {
		for (const other of this.#items) other.ariaSelected = String(other === item);
		const { title, sentences, lists, alarm } = describePart(node);
		this.#elements.details.replaceChildren(
			element("h3", {}, element("code", {}, title)),
			...(alarm === undefined ? [] : [element("p", { className: "alarm" }, alarm)]),
			...sentences.map((sentence) => element("p", {}, sentence)),
			...lists.map(({ title: name, items }) => {
				const list = element("ul", {}, ...items.map((text) => element("li", {}, text)));
				const folded = element("details", {}, element("summary", {}, name), list);
				folded.open = items.length <= 6;
				return folded;
			}),
			...(node.query === undefined ? [] : [element("pre", { className: "asked" }, node.query)]),
		);
	}

	#press(event: KeyboardEvent): void {
		const item = event.target instanceof HTMLElement && this.#nodes.has(event.target) ? event.target : undefined;
		if (item === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
		const seen = this.#items.filter((each) => each.parentElement?.closest('[aria-expanded="false"]') == null);
		const place = seen.indexOf(item);
		const parent = item.parentElement?.closest<HTMLElement>("[role=treeitem]");
		let next: HTMLElement | null | undefined;
		switch (event.key) {
			case "ArrowDown":
				next = seen[place + 1];
				break;
			case "ArrowUp":
				next = seen[place - 1];
				break;
			case "Home":
				next = seen[0];
				break;
			case "End":
				next = seen.at(-1);
				break;
			case "ArrowRight":
				if (item.ariaExpanded === "false") setExpanded(item, true);
				else if (item.ariaExpanded === "true") next = item.querySelector<HTMLElement>("[role=treeitem]");
				break;
			case "ArrowLeft":
				if (item.ariaExpanded === "true") setExpanded(item, false);
				else next = parent;
				break;
			case "Enter":
			case " ":
				this.#chooseItem(item);
				break;
			default:
				return;
		}
		event.preventDefault();
		event.stopPropagation();
		if (next == null) return;
		this.#focusable(next);
		next.focus();
	}
}

function setExpanded(item: HTMLElement, expanded: boolean): void {
	if (item.ariaExpanded !== null) item.ariaExpanded = String(expanded);
}
