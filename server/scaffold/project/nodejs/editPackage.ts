import { applyEdits, modify, parse } from "jsonc-parser";
import { lineEndOf } from "../textEdits.ts";
import { isRecord } from "./packageManifest.ts";

/** Adds dependencies that are not there in any section, in the order of the alphabet where the others are in it. */
export function addDependencies(text: string, wanted: ReadonlyMap<string, string>, section = "dependencies"): string {
	let result = text;
	for (const [name, range] of wanted) {
		const json: unknown = parse(result);
		if (!isRecord(json)) return text;
		const sections = ["dependencies", "devDependencies", "optionalDependencies"].map((key) => json[key]);
		// What only development has would be missing where it runs, so that is no reason to leave it out.
		const there = section === "dependencies" ? [json["dependencies"]] : sections;
		if (there.some((each) => isRecord(each) && name in each)) continue;
		result = isRecord(json[section])
			? setIn(result, [section, name], range, (names) => names.filter((each) => each < name).length)
			: setIn(result, [section], { [name]: range }, (names) => indexAfter(names, "dependencies"));
	}
	return result;
}

/** Sets a value, in the layout that the file has. */
export function setIn(
	text: string,
	path: readonly string[],
	value: string | Readonly<Record<string, string>>,
	getInsertionIndex?: (names: string[]) => number,
): string {
	const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? "  ";
	const formattingOptions = {
		insertSpaces: !indent.includes("\t"),
		tabSize: indent.includes("\t") ? 1 : indent.length,
		eol: lineEndOf(text),
	};
	const options = { formattingOptions, ...(getInsertionIndex === undefined ? {} : { getInsertionIndex }) };
	return applyEdits(text, modify(text, [...path], value, options));
}

function indexAfter(names: readonly string[], name: string): number {
	const index = names.indexOf(name);
	return index < 0 ? names.length : index + 1;
}
