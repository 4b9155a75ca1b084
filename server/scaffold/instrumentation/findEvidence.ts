import type { InstrumentationPart } from "./instrumenter.ts";

/** A sign that a project has a part: a package that it depends on, or what stands in a source file. */
export interface PartSign {
	readonly part: InstrumentationPart;
	readonly packages: readonly string[];
	readonly text?: RegExp;
}

/**
 * What shows that a project has a part already, by part. Two that measure the same requests count them twice, and two
 * metrics of one name end the process at its start, so then nothing is added. `word` says how a dependency shows it.
 */
export function findEvidence(
	signs: readonly PartSign[],
	dependencies: { has(name: string): boolean },
	sources: ReadonlyMap<string, string>,
	word: (dependency: string) => string,
): ReadonlyMap<InstrumentationPart, string> {
	const found = new Map<InstrumentationPart, string>();
	for (const { part, packages, text } of signs) {
		const dependency = packages.find((name) => dependencies.has(name));
		const file = text && [...sources].find(([, content]) => text.test(content))?.[0];
		if (dependency !== undefined) found.set(part, word(dependency));
		else if (file !== undefined) found.set(part, file);
	}
	return found;
}
