import type { RegularExpressions } from "../../promql/regularExpressions.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import type { TextEdit } from "../../text/textEdit.ts";
import type { NameKind, NamePlace } from "../navigation/namePlace.ts";
import { findVariablePlaces } from "../navigation/variablePlaces.ts";
import { findAllPlaces } from "./pagePlaces.ts";
import { applyAll, describePlace, refuse } from "./renameEdit.ts";
import type { ReadModel } from "./renameWorld.ts";
import { writeName } from "./writeName.ts";

export interface NameChange {
	readonly kind: NameKind;
	readonly from: string;
	readonly to: string;
}

type FileChange =
	| { readonly kind: "edits"; readonly edits: readonly TextEdit[] }
	| { readonly kind: "refused"; readonly reason: string };

/**
 * The edits that make every place of the file say the new name. They are tried: the file as it would be is read again,
 * and must name what it named before, but for the change. So no edit can break the file or change what else it says.
 */
export function rewriteFile(
	source: SourceDocument,
	change: NameChange,
	read: ReadModel,
	expressions: RegularExpressions,
): FileChange {
	const { text } = source;
	const places = findAllPlaces(source, read(source));
	const expected = places.map(describeName);
	const edits: TextEdit[] = [];
	const choices: { readonly place: NamePlace; readonly index: number; readonly candidates: readonly TextEdit[] }[] = [];
	for (const [index, place] of places.entries()) {
		if (place.kind !== change.kind) continue;
		const writing = writeName(place, text, change.from, change.to, expressions);
		if (writing.kind === "same") continue;
		const [first] = writing.kind === "change" ? writing.candidates : [];
		if (writing.kind === "impossible" || first === undefined) {
			const reason = writing.kind === "impossible" ? writing.reason : "nothing can be written";
			return refuse(`${change.from} stands in ${describePlace(source, place.span.start)}, and there ${reason}.`);
		}
		expected[index] = describeName({ ...place, name: writing.name });
		edits.push(first);
		choices.push({ place, index, candidates: writing.candidates });
	}
	const holds = (tried: readonly TextEdit[], wanted: readonly string[]): boolean => {
		const edited = { ...source, text: applyAll(text, tried) };
		const found = findAllPlaces(edited, read(edited)).map(describeName);
		return found.length === wanted.length && found.every((name, index) => name === wanted[index]);
	};
	if (edits.length === 0 || holds(edits, expected)) return { kind: "edits", edits };
	// One of the places is written in another way than most are: each is tried by itself.
	const before = places.map(describeName);
	const chosen: TextEdit[] = [];
	for (const { place, index, candidates } of choices) {
		const wanted = before.with(index, expected[index] ?? "");
		const fitting = candidates.find((candidate) => holds([candidate], wanted));
		if (fitting === undefined) {
			return refuse(
				`${change.from} stands in ${describePlace(source, place.span.start)}, where ${change.to} cannot be written without changing more than the name. Choose a name of letters, digits and _.`,
			);
		}
		chosen.push(fitting);
	}
	if (holds(chosen, expected)) return { kind: "edits", edits: chosen };
	return refuse(`The names in ${describePlace(source, choices[0]?.place.span.start ?? 0)} cannot be changed together.`);
}

function describeName({ kind, role, name, pattern }: NamePlace): string {
	return JSON.stringify([kind, role, name, pattern === true]);
}

/** As `rewriteFile`, of a variable of a dashboard: `edits` must leave all variables what they were, but for the name. */
export function keepsVariables(
	source: SourceDocument,
	edits: readonly TextEdit[],
	{ from, to }: { readonly from: string; readonly to: string },
	dashboardIndex: number,
	read: ReadModel,
): boolean {
	const edited = { ...source, text: applyAll(source.text, edits) };
	const before = namesOf(source, read);
	const after = namesOf(edited, read);
	return (
		before.length === after.length &&
		before.every((names, index) => {
			const wanted = index === dashboardIndex ? names.map((name) => (name === from ? to : name)) : names;
			const found = after[index] ?? [];
			return wanted.length === found.length && wanted.every((name, at) => name === found[at]);
		})
	);
}

function namesOf(source: SourceDocument, read: ReadModel): readonly (readonly string[])[] {
	return read(source).dashboards.map((dashboard) => findVariablePlaces(dashboard, source.text).map(({ name }) => name));
}
