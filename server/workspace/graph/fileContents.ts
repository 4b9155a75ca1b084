import { everySeriesName } from "../../code/metricRegistration.ts";
import { canonicalUri } from "./fileNames.ts";
import type { IndexedItem, ItemKind, NameUse } from "./indexedFile.ts";
import type { GraphSymbol } from "./workspaceGraph.ts";

/** What files are found by: the kinds of names that are defined and used, each with a space of names of its own. */
export type NameSpace =
	| `defined ${Exclude<GraphSymbol["kind"], "runbook">}`
	| `used ${Exclude<NameUse["kind"], "variable">}`
	/** By a rule, whatever else registers it. */
	| "recorded"
	/** What a metric of code is called under other settings of its exporter. */
	| "called otherwise"
	| "heading";

export const nameSpaces: readonly NameSpace[] = [
	"defined metric",
	"defined alert",
	"defined receiver",
	"defined dashboard",
	"used metric",
	"used alert",
	"used file",
	"used receiver",
	"used dashboard",
	"recorded",
	"called otherwise",
	"heading",
];

/** Every kind of item. */
export const itemKinds: readonly ItemKind[] = [
	"group",
	"record",
	"alert",
	"slo",
	"dashboard",
	"panel",
	"variable",
	"test",
	"route",
	"receiver",
	"inhibition",
	"scrapeJob",
	"configuration",
	"runbook",
	"heading",
	"query",
	"metric",
];

/** A name that a file is found by. */
export interface FileName {
	readonly space: NameSpace;
	readonly name: string;
	/** It is a pattern of such names. */
	readonly pattern: boolean;
}

export function keyOf({ space, name, pattern }: FileName): string {
	return `${pattern ? "~" : ""}${space}\0${name}`;
}

/** The names that an item defines, as far as is known where it runs. */
export function definedBy(item: IndexedItem): readonly string[] {
	switch (item.kind) {
		case "record":
		case "alert":
		case "receiver":
			return item.name === "" ? [] : [item.name];
		case "metric":
			return item.registration.seriesNames;
		case "dashboard":
			return item.uid === undefined ? [] : [item.uid];
		default:
			return [];
	}
}

/** As `definedBy`, and the names that a metric of code has under other settings. */
export function mayDefine(item: IndexedItem): readonly string[] {
	return item.kind === "metric" ? everySeriesName(item.registration) : definedBy(item);
}

/** The symbol's kind of what an item defines. */
export function definedKind(kind: IndexedItem["kind"]): Exclude<GraphSymbol["kind"], "runbook"> | undefined {
	switch (kind) {
		case "record":
		case "metric":
			return "metric";
		case "alert":
		case "receiver":
		case "dashboard":
			return kind;
		default:
			return undefined;
	}
}

/** The name by which a use is found: that of a file without its fragment. */
export function keyOfUse({ kind, name, pattern }: Pick<NameUse, "kind" | "name" | "pattern">): string {
	if (kind !== "file" || pattern === true) return name;
	const hash = name.indexOf("#");
	const bare = hash === -1 ? name : name.slice(0, hash);
	return /^https?:/i.test(bare) ? bare : canonicalUri(bare);
}

/** What items are found by, each name once; of `wanted` names only those where they are given. */
export function namesOf(items: readonly IndexedItem[], wanted?: readonly FileName[]): readonly FileName[] {
	const names = new Map<string, FileName>();
	const asked = wanted && new Set(wanted.map(({ name }) => name));
	const add = (space: NameSpace, name: string, pattern = false): void => {
		if (name === "" || asked?.has(name) === false) return;
		const one = { space, name, pattern };
		names.set(keyOf(one), one);
	};
	for (const item of items) {
		const kind = definedKind(item.kind);
		if (kind !== undefined) for (const name of definedBy(item)) add(`defined ${kind}`, name);
		if (item.kind === "record") add("recorded", item.name);
		if (item.kind === "metric") {
			for (const name of item.registration.otherSeriesNames ?? []) add("called otherwise", name);
		}
		if (item.kind === "heading") add("heading", item.name);
		for (const use of item.uses) {
			if (use.kind !== "variable") add(`used ${use.kind}`, keyOfUse(use), use.pattern === true);
		}
	}
	return [...names.values()];
}
