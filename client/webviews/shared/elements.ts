/** The element of the page with an id; a page without it is a fault of ours. */
export function find<T extends HTMLElement>(id: string, type: abstract new () => T): T {
	const found = document.getElementById(id);
	if (!(found instanceof type)) throw new Error(`The page has no ${id}.`);
	return found;
}

/** A new element. Text is text: nothing of it is ever read as HTML. */
export function element<K extends keyof HTMLElementTagNameMap>(
	name: K,
	{ className, ...attributes }: { readonly className?: string } & Readonly<Record<string, string | undefined>> = {},
	...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
	const created = document.createElement(name);
	if (className !== undefined) created.className = className;
	for (const [attribute, value] of Object.entries(attributes)) {
		if (value !== undefined) created.setAttribute(attribute, value);
	}
	created.append(...children);
	return created;
}

/** A button of the page's kind, which never sends a form. */
export function button(
	text: string,
	pressed: (event: MouseEvent) => void,
	attributes: Readonly<Record<string, string | undefined>> = {},
): HTMLButtonElement {
	const created = element("button", attributes, text);
	created.type = "button";
	created.addEventListener("click", pressed);
	return created;
}

/** A text whose long names may go on in the next line between their words: `CheckoutErrorBudget`, `slo:errors:ratio`. */
export function breakable(text: string): readonly (Node | string)[] {
	return text
		.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[:_/])/)
		.flatMap((piece, index) => (index === 0 ? [piece] : [document.createElement("wbr"), piece]));
}
