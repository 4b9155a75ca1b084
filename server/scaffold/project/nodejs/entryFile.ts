import { cleanPath, type PackageManifest } from "./packageManifest.ts";

interface Places {
	readonly outDir?: string;
	readonly rootDir?: string;
}

/** The source file that starts the program: what the scripts run, else `main`, else where it usually stands. */
export function findEntry(
	paths: readonly string[],
	{ scripts, main }: PackageManifest,
	places: Places,
): string | undefined {
	const known = new Set(paths);
	const named = ["start", "start:prod", "serve", "dev", "start:dev"].flatMap((script) => filesOf(scripts[script]));
	for (const path of [...named, ...(main === undefined ? [] : [cleanPath(main)])]) {
		const found = sourcesOf(path, places).find((candidate) => known.has(candidate));
		if (found !== undefined) return found;
	}
	const usual = ["src/", ""].flatMap((folder) =>
		["main", "server", "index", "app"].flatMap((name) =>
			["ts", "mts", "cts", "js", "mjs", "cjs"].map((ending) => `${folder}${name}.${ending}`),
		),
	);
	return usual.find((path) => known.has(path));
}

/** The files that a command names: `node --import ./otel.mjs dist/server.js` names the last one, as it is what is run. */
function filesOf(command = ""): readonly string[] {
	const words = command.split(/\s+/).filter((word, index, all) => {
		return !/^(--import|-r|--require|--loader|--env-file)$/.test(all[index - 1] ?? "") && !word.startsWith("-");
	});
	const files = words.filter((word) => /\.[cm]?[jt]s$/.test(word)).map(cleanPath);
	const bare = words.filter((word) => /^(\.\/)?(dist|build|src|out)(\/[\w-]+)*$/.test(word));
	return [...files, ...bare.flatMap((word) => [`${cleanPath(word)}.js`, `${cleanPath(word)}/index.js`])];
}

/** A compiled file and the sources that it can come from. */
function sourcesOf(path: string, { outDir, rootDir = "src" }: Places): readonly string[] {
	const outs = [outDir, "dist", "build", "out", "lib"].filter((out) => out !== undefined && out !== "");
	const out = outs.find((each) => path.startsWith(`${each}/`));
	const inner = out === undefined ? undefined : path.slice(out.length + 1);
	const moved = inner === undefined ? [] : [`${rootDir}/${inner}`, inner, `src/${inner.replace(/^src\//, "")}`];
	return [path, ...moved]
		.flatMap((each) => [each, each.replace(/\.([cm]?)js$/, ".$1ts")])
		.filter((each) => each !== "");
}
