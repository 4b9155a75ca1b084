import { parse } from "jsonc-parser";
import type { ProjectFolder } from "../projectFolder.ts";
import { folderOf } from "../projectFolder.ts";
import { findEntry } from "./entryFile.ts";
import { cleanPath, isRecord, oldestMajor, type PackageManifest, readPackageManifest } from "./packageManifest.ts";

/** A program of Node, as far as its files tell. Paths are relative to its folder. */
export interface NodeProject {
	readonly folder: ProjectFolder;
	readonly manifest: PackageManifest;
	readonly typescript: boolean;
	/** The file that starts it. */
	readonly entry?: string;
	/** Texts of its source files, without tests and declarations, the entry first. */
	readonly sources: ReadonlyMap<string, string>;
	readonly nodeMajor?: number;
	readonly tsconfig: Tsconfig;
}

interface Tsconfig {
	readonly outDir?: string;
	readonly rootDir?: string;
	/** Imports are written without an ending, as a bundler resolves them. */
	readonly bundler: boolean;
	/** Imports of TypeScript end with `.ts`. */
	readonly tsEndings: boolean;
}

/** Files that are read of one project: those beyond tell nothing that is looked for. */
const mostSources = 600;
const longestSource = 300_000;

export async function readNodeProject(folder: ProjectFolder): Promise<NodeProject | undefined> {
	const text = await folder.read("package.json");
	const manifest = text === undefined ? undefined : readPackageManifest(text);
	if (manifest === undefined) return undefined;
	const tsconfig = readTsconfig(await folder.read("tsconfig.json"));
	const entry = findEntry(folder.paths, manifest, tsconfig);
	const paths = folder.paths.filter((path) => source.test(path) && !aside.test(path));
	const ordered = [...new Set([...(entry === undefined ? [] : [entry]), ...paths.sort(byDepth)])].slice(0, mostSources);
	const sources = new Map<string, string>();
	for (const path of ordered) {
		const content = await folder.read(path);
		if (content !== undefined && content.length <= longestSource) sources.set(path, content);
	}
	const pinned = (await folder.read(".nvmrc")) ?? (await folder.read(".node-version"));
	const nodeMajor = manifest.nodeMajor ?? (pinned === undefined ? undefined : oldestMajor(pinned.trim()));
	return {
		folder,
		manifest,
		typescript: entry === undefined ? folder.paths.includes("tsconfig.json") : /\.[cm]?tsx?$/.test(entry),
		...(entry === undefined ? {} : { entry }),
		sources,
		...(nodeMajor === undefined ? {} : { nodeMajor }),
		tsconfig,
	};
}

/** What the file is written in: ES modules have `import`, whatever they are compiled to. */
export function moduleSyntaxOf(project: NodeProject, path: string): "esm" | "commonjs" {
	if (/\.(mjs|[cm]?tsx?)$/.test(path)) return "esm";
	if (path.endsWith(".cjs")) return "commonjs";
	const text = project.sources.get(path) ?? "";
	if (/^import\s*(?:["'{*]|\w+(?:\s*,|\s+from\b))/m.test(text) || /^export\s/m.test(text)) return "esm";
	if (/\brequire\s*\(|\bmodule\.exports\b/.test(text)) return "commonjs";
	return project.manifest.type === "module" ? "esm" : "commonjs";
}

/** What Node runs it as, once it is compiled. */
export function runsAsEsm(project: NodeProject, path: string): boolean {
	if (/\.m[jt]s$/.test(path)) return true;
	if (/\.c[jt]s$/.test(path)) return false;
	return project.manifest.type === "module" || (!project.typescript && moduleSyntaxOf(project, path) === "esm");
}

/** How the file `from` imports the file `to` of the same project. */
export function writeSpecifier(project: NodeProject, from: string, to: string): string {
	const up = folderOf(from)
		.split("/")
		.filter((part) => part !== "");
	const target = to.split("/");
	while (up.length > 0 && target.length > 1 && up[0] === target[0]) {
		up.shift();
		target.shift();
	}
	const path = `${up.length === 0 ? "./" : "../".repeat(up.length)}${target.join("/")}`;
	const bare = path.replace(/\.([cm]?)[jt]sx?$/, "");
	const text = project.sources.get(from) ?? "";
	const ending = /\.([cm]?)[jt]sx?$/.exec(path);
	const compiled = `${bare}.${ending?.[1] ?? ""}js`;
	const used = [...text.matchAll(/(?:from\s*|require\(\s*|import\s*)["']\.{1,2}\/[^"'\n]*?(\.[cm]?[jt]s)?["']/g)];
	if (used.length > 0) {
		if (used.every(([, end]) => end === undefined)) return bare;
		return used.some(([, end]) => end?.endsWith("ts")) ? path : compiled;
	}
	if (!project.typescript) return moduleSyntaxOf(project, from) === "esm" || ending?.[1] !== "" ? path : bare;
	if (project.tsconfig.tsEndings) return path;
	return runsAsEsm(project, from) && !project.tsconfig.bundler ? compiled : bare;
}

function readTsconfig(text: string | undefined): Tsconfig {
	const json: unknown = text === undefined ? undefined : parse(text, [], { allowTrailingComma: true });
	const options = isRecord(json) && isRecord(json["compilerOptions"]) ? json["compilerOptions"] : {};
	const resolution = String(options["moduleResolution"] ?? "").toLowerCase();
	const named = (key: string) => (typeof options[key] === "string" ? { [key]: cleanPath(options[key]) } : {});
	return {
		...named("outDir"),
		...named("rootDir"),
		bundler: resolution === "bundler",
		tsEndings: options["allowImportingTsExtensions"] === true || options["rewriteRelativeImportExtensions"] === true,
	};
}

const source = /\.[cm]?[jt]sx?$/;
const aside =
	/(^|\/)(node_modules|dist|build|out|coverage|\.next|tests?|__tests__|__mocks__|e2e)\/|\.(test|spec)\.[cm]?[jt]sx?$|\.d\.[cm]?ts$|\.config\.[cm]?[jt]s$/;

function byDepth(one: string, other: string): number {
	return one.split("/").length - other.split("/").length || one.localeCompare(other);
}
