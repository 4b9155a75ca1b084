import type { Location, LocationLink } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { findWritten } from "../features/navigation/encodings.ts";
import type { Target } from "../features/navigation/target.ts";
import { toRange } from "./convert.ts";
import type { FileTexts } from "./fileTexts.ts";

/** The place as the protocol has it; `undefined` where the file says something else by now. */
export async function toLocation(target: Target, files: FileTexts): Promise<Location | undefined> {
	const document = await readFitting(target, files);
	return document && { uri: target.uri, range: toRange(document, target.span) };
}

/** More places than so many nobody looks through, and each may be in a file that has to be read. */
const mostPlaces = 5000;

export async function toLocations(targets: readonly Target[], files: FileTexts): Promise<Location[]> {
	const locations = await Promise.all(targets.slice(0, mostPlaces).map((target) => toLocation(target, files)));
	return locations.filter((location) => location !== undefined);
}

/** With what belongs to each place, and with `origin` as what was asked about. */
export async function toLinks(
	targets: readonly Target[],
	origin: LocationLink["originSelectionRange"],
	files: FileTexts,
): Promise<LocationLink[]> {
	const links = await Promise.all(
		targets.map(async (target): Promise<LocationLink | undefined> => {
			const document = await readFitting(target, files);
			if (document === undefined) return undefined;
			const targetSelectionRange = toRange(document, target.span);
			const { whole } = target;
			const around = whole !== undefined && whole.start <= target.span.start && target.span.end <= whole.end;
			return {
				...(origin === undefined ? {} : { originSelectionRange: origin }),
				targetUri: target.uri,
				targetRange: around ? toRange(document, whole) : targetSelectionRange,
				targetSelectionRange,
			};
		}),
	);
	return links.filter((link) => link !== undefined);
}

async function readFitting({ uri, span, shows }: Target, files: FileTexts): Promise<TextDocument | undefined> {
	const document = await files.read(uri);
	if (document === undefined) return undefined;
	const text = document.getText();
	if (span.end > text.length) return undefined;
	if (shows === undefined) return document;
	const written = text.slice(span.start, span.end);
	// Code may put a name together, so that only a part of it stands there.
	const isPart = written.length > 2 && shows.endsWith(written);
	return isPart || findWritten(written, shows) !== undefined ? document : undefined;
}
