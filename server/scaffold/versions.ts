/** A version that templates pin, as `<< versions.name >>`. */
export interface PinnedVersion {
	readonly version: string;
	/** The day on which it was looked up. */
	readonly date: string;
	/** Where: `npm:<package>`, `pypi:<package>`, `go:<module>`, `maven:<group>:<artifact>`, `crates:`, `gem:`, `nuget:`, `image:<name>`, `chart:<repository>/<name>`, `github:<owner>/<name>`. */
	readonly source: string;
}

/** The versions of everything that scaffolds install or run, in one place. `npm run versions` tells which are behind. */
export const VERSIONS = {} satisfies Readonly<Record<string, PinnedVersion>>;

/** By name, for the templates. */
export const versionNumbers: Readonly<Record<string, string>> = Object.fromEntries(
	Object.entries<PinnedVersion>(VERSIONS).map(([name, { version }]) => [name, version]),
);
