import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createBaseline, type FixedFault, findFixed } from "../../checks/configuration/baseline.ts";
import type { Configurations } from "../../checks/configuration/configurations.ts";
import { folderOf, pathFrom } from "../../checks/configuration/uriPath.ts";
import { describeFailure } from "../../node/describeFailure.ts";
import type { Problem } from "../../text/problem.ts";
import type { CheckedFile } from "./fileSession.ts";

/** Those of a file's problems that no baseline knows. */
export function dropKnown(
	configurations: Configurations,
	{ path, text = "", problems }: CheckedFile,
): readonly Problem[] {
	if (problems.length === 0) return problems;
	const { baseline } = configurations.current();
	return baseline?.withoutKnown(pathToFileURL(path).href, text, problems) ?? problems;
}

/** What baselines know and nobody has found in the files that were looked at, or in files that are gone. */
export function findGone(configurations: Configurations, checked: readonly CheckedFile[]): readonly FixedFault[] {
	return [...byBaseline(configurations, checked)].flatMap(([baseline, files]) => {
		const known = configurations.knownFaults(baseline);
		const folder = folderOf(baseline) ?? "";
		const isGone = (path: string): boolean =>
			!existsSync(new URL(path.split("/").map(encodeURIComponent).join("/"), folder));
		return known === undefined ? [] : findFixed(known, folder, files.map(toFound), isGone);
	});
}

export interface WrittenBaseline {
	readonly path: string;
	/** Why it could not be written. */
	readonly failure?: string;
}

/** Writes every baseline that counts for the files; what a baseline says of others that are still there stays. */
export function updateBaselines(
	configurations: Configurations,
	checked: readonly CheckedFile[],
): readonly WrittenBaseline[] {
	return [...byBaseline(configurations, checked)].map(([baseline, files]) => {
		const path = fileURLToPath(baseline);
		const folder = folderOf(baseline) ?? "";
		const fresh = createBaseline(folder, files.map(toFound));
		const looked = new Set(files.map((file) => pathFrom(folder, toFound(file).uri)));
		const stays = (name: string): boolean =>
			!looked.has(name) && existsSync(new URL(name.split("/").map(encodeURIComponent).join("/"), folder));
		try {
			const before = existsSync(path) ? readFileSync(path, "utf8") : undefined;
			writeFileSync(path, before === undefined ? fresh : keepOthers(before, fresh, stays));
			return { path };
		} catch (error) {
			return { path, failure: describeFailure(error) };
		}
	});
}

/** The baseline `fresh` with those files of `before` that `stays` claims. */
export function keepOthers(before: string, fresh: string, stays: (name: string) => boolean): string {
	const older = filesIn(before);
	const value = JSON.parse(fresh) as { readonly files: Record<string, unknown> };
	const files = Object.entries({ ...Object.fromEntries(older.filter(([name]) => stays(name))), ...value.files });
	const sorted = files.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
	return `${JSON.stringify({ ...value, files: Object.fromEntries(sorted) }, undefined, "\t")}\n`;
}

function filesIn(text: string): readonly [string, unknown][] {
	try {
		const value: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
		const files: unknown = typeof value === "object" && value !== null && "files" in value ? value.files : undefined;
		return typeof files === "object" && files !== null ? Object.entries(files) : [];
	} catch {
		// What is no baseline is written anew.
		return [];
	}
}

function byBaseline(
	configurations: Configurations,
	checked: readonly CheckedFile[],
): ReadonlyMap<string, readonly CheckedFile[]> {
	const all = new Map<string, CheckedFile[]>();
	for (const file of checked) {
		const baseline = configurations.baselineOf(pathToFileURL(file.path).href);
		if (baseline === undefined) continue;
		const same = all.get(baseline);
		if (same === undefined) all.set(baseline, [file]);
		else same.push(file);
	}
	return all;
}

function toFound({ path, text = "", problems }: CheckedFile) {
	return { uri: pathToFileURL(path).href, text, problems };
}
