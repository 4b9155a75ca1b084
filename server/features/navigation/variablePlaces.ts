import { findGrafanaVariables } from "../../documents/embedded/masks/grafanaVariables.ts";
import type { Dashboard } from "../../documents/model/dashboard.ts";
import type { Located } from "../../documents/model/located.ts";
import { type Span, shift } from "../../text/span.ts";
import { findWritten } from "./encodings.ts";

/** A place of a dashboard that names one of its variables. The name is letters, digits and `_`, which no file escapes. */
export interface VariablePlace {
	readonly name: string;
	readonly role: "definition" | "use";
	/** The name alone. */
	readonly nameSpan: Span;
	/** With what makes it a variable, such as `${job:regex}`. */
	readonly span: Span;
}

/** Where Grafana names variables without a dollar sign: keys of newer dashboards whose value is a variable's name. */
const namedByKey = /\bvariable\\*["']?\s*:\s*\\*["']?(\w+)/g;

/** Every place that names a variable of `dashboard`, in whatever text: queries, titles, links, repetitions, in order. */
export function findVariablePlaces(dashboard: Dashboard, text: string): readonly VariablePlace[] {
	const { span, variables, panels, rows, uid } = dashboard;
	const defined = new Set(variables.map(({ name }) => name.value));
	const found: VariablePlace[] = [];
	const taken = new Set<number>();
	const add = (name: string, role: VariablePlace["role"], nameSpan: Span, whole = nameSpan): void => {
		if (!defined.has(name) || taken.has(nameSpan.start)) return;
		taken.add(nameSpan.start);
		found.push({ name, role, nameSpan, span: whole });
	};
	for (const { name } of variables) addLocated(name, "definition");
	for (const { repeat } of [...panels, ...rows]) if (repeat !== undefined) addLocated(repeat, "use");
	const own = text.slice(span.start, span.end);
	for (const variable of findGrafanaVariables(own)) {
		const { name = "", source } = variable;
		if (isInAction(own, variable.span.start)) continue;
		const auto = /^\$\{?__auto_interval_(\w+)/.exec(source)?.[1];
		const used = auto ?? name;
		const at = variable.span.start + source.indexOf(used, auto === undefined ? 1 : "$__auto_interval_".length);
		add(used, "use", shift({ start: at, end: at + used.length }, span.start), shift(variable.span, span.start));
	}
	for (const match of own.matchAll(namedByKey)) {
		const [whole, name = ""] = match;
		const at = span.start + match.index + whole.length - name.length;
		add(name, "use", { start: at, end: at + name.length });
	}
	if (uid !== undefined) {
		for (const { name, nameSpan } of findInLinks(own, uid.value)) add(name, "use", shift(nameSpan, span.start));
	}
	return found.sort((a, b) => a.nameSpan.start - b.nameSpan.start);

	function addLocated({ value, span: scalar }: Located<string>, role: VariablePlace["role"]): void {
		const inside = findWritten(text.slice(scalar.start, scalar.end), value);
		if (inside !== undefined) add(value, role, shift(inside, scalar.start));
	}
}

/**
 * The variables that links to the dashboard `uid` set by their names, as in `/d/uid/title?var-job=api`; spans count in
 * `text`, which may be any file.
 */
export function findInLinks(text: string, uid: string): readonly { readonly name: string; readonly nameSpan: Span }[] {
	const found: { name: string; nameSpan: Span }[] = [];
	if (uid === "" || !text.includes(uid)) return found;
	for (const link of text.matchAll(/\/d\/([\w-]+)(?:\/[^\s"'?)\\<>]*)?\?([^\s"')\\<>]*)/g)) {
		if (link[1] !== uid) continue;
		const query = link.index + link[0].length - (link[2] ?? "").length;
		for (const parameter of (link[2] ?? "").matchAll(/(?:^|&|&amp;)var-(\w+)(?==)/g)) {
			const [whole, name = ""] = parameter;
			const start = query + parameter.index + whole.length - name.length;
			found.push({ name, nameSpan: { start, end: start + name.length } });
		}
	}
	return found;
}

/** Go templates have variables of their own, which look the same. */
function isInAction(text: string, offset: number): boolean {
	const before = text.slice(Math.max(0, offset - 200), offset);
	return before.lastIndexOf("{{") > Math.max(before.lastIndexOf("}}"), before.lastIndexOf("\n"));
}
