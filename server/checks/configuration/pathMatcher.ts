import picomatch from "picomatch/posix.js";

/** Claims that a path is meant; it counts from the folder of the configuration and has slashes. */
export type PathMatcher = (path: string) => boolean;

/**
 * Patterns in the manner of `.gitignore`: one without a slash matches at any depth, one that ends with a slash or names a
 * folder matches everything below it, and one after `!` takes back what those before it match; the last that matches
 * decides.
 */
export function matchPaths(patterns: readonly string[]): PathMatcher {
	const compiled = patterns.map((pattern) => {
		const excludes = pattern.startsWith("!");
		return { excludes, matches: compile(excludes ? pattern.slice(1) : pattern) };
	});
	return (path) => compiled.findLast(({ matches }) => matches(path))?.excludes === false;
}

function compile(pattern: string): PathMatcher {
	const anchored = pattern.replace(/^(?:\.\/+|\/+)/, "").replace(/\/+$/, "");
	const inFolder = pattern.endsWith("/");
	const anywhere = !anchored.includes("/") && !/^\.?\//.test(pattern);
	const from = anywhere && anchored !== "**" ? `**/${anchored}` : anchored;
	try {
		return picomatch([...(inFolder ? [] : [from]), `${from}/**`], { dot: true });
	} catch {
		// The pattern is told as a fault of the configuration; it matches nothing.
		return () => false;
	}
}
