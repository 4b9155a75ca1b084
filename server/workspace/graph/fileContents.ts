import { canonicalUri } from "./fileNames.ts";
import type { IndexedFile, IndexedItem, NameUse } from "./indexedFile.ts";
import type { GraphSymbol } from "./workspaceGraph.ts";

/** What files are found by: the kinds of names that are defined and used, each with a space of names of its own. */
export type NameSpace =
	| `defined ${Exclude<GraphSymbol["kind"], "runbook">}`
	| `used ${Exclude<NameUse["kind"], "variable">}`
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
	"heading",
];

/** The names that an item defines. */
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

/** What a file is found by, each name once; `pattern` tells of uses that are patterns. */
export function* namesOf(
	file: IndexedFile,
): Generator<{ readonly space: NameSpace; readonly name: string; readonly pattern: boolean }> {
	const seen = new Set<string>();
	const isNew = (space: NameSpace, name: string, pattern = false): boolean => {
		const key = `${pattern ? "~" : ""}${space}\0${name}`;
		if (seen.has(key)) return false;
		seen.add(key);
		return true;
	};
	for (const item of file.items) {
		const kind = definedKind(item.kind);
		if (kind !== undefined) {
			for (const name of definedBy(item)) {
				if (isNew(`defined ${kind}`, name)) yield { space: `defined ${kind}`, name, pattern: false };
			}
		}
		if (item.kind === "heading" && item.name !== "" && isNew("heading", item.name)) {
			yield { space: "heading", name: item.name, pattern: false };
		}
		for (const use of item.uses) {
			if (use.kind === "variable") continue;
			const name = keyOfUse(use);
			const pattern = use.pattern === true;
			if (isNew(`used ${use.kind}`, name, pattern)) yield { space: `used ${use.kind}`, name, pattern };
		}
	}
}
