import { nameOf, type ProjectFolder } from "../projectFolder.ts";
import { readRequirements } from "./requirements.ts";

/** A program of Python, as far as its files tell. Paths are relative to its folder. */
export interface PythonProject {
	readonly folder: ProjectFolder;
	/** As pyproject.toml has it. */
	readonly name?: string;
	/** Where dependencies are declared, the one to add to first. */
	readonly manifests: readonly PythonManifest[];
	/** Normalised names of what is declared: lower case, with `-`. */
	readonly dependencies: ReadonlySet<string>;
	/** Texts of its modules, without tests. */
	readonly sources: ReadonlyMap<string, string>;
}

export interface PythonManifest {
	readonly path: string;
	readonly text: string;
}

const mostSources = 600;
const longestSource = 300_000;

/** The names of files that declare dependencies, the one that decides first. */
const manifestNames = ["pyproject.toml", "requirements.txt", "requirements.in", "Pipfile", "setup.cfg", "setup.py"];

export function isPythonManifest(name: string): boolean {
	return manifestNames.includes(name) || name === "manage.py";
}

export async function readPythonProject(folder: ProjectFolder): Promise<PythonProject | undefined> {
	const manifests: PythonManifest[] = [];
	const paths = ["pyproject.toml", "requirements/base.txt", ...manifestNames.slice(1)];
	for (const path of paths) {
		if (!folder.paths.includes(path)) continue;
		const text = await folder.read(path);
		if (text !== undefined) manifests.push({ path, text });
	}
	const modules = folder.paths.filter((path) => path.endsWith(".py") && !aside.test(path)).sort(byDepth);
	if (manifests.length === 0 && modules.length === 0) return undefined;
	const sources = new Map<string, string>();
	for (const path of modules.slice(0, mostSources)) {
		const text = await folder.read(path);
		if (text !== undefined && text.length <= longestSource) sources.set(path, text);
	}
	const pyproject = manifests.find(({ path }) => path === "pyproject.toml")?.text ?? "";
	const name = /^\s*name\s*=\s*["']([^"'\n]+)["']/m.exec(pyproject)?.[1];
	return {
		folder,
		...(name === undefined ? {} : { name }),
		manifests,
		dependencies: new Set(manifests.flatMap(readRequirements)),
		sources,
	};
}

/** The name of a module as an import has it: `shop/urls.py` is `shop.urls`. */
export function moduleOf(path: string): string {
	const parts = path
		.replace(/\.py$/, "")
		.replace(/^src\//, "")
		.split("/");
	return (parts.at(-1) === "__init__" ? parts.slice(0, -1) : parts).join(".");
}

const aside =
	/(^|\/)(tests?|\.?venv|env|site-packages|migrations|build|dist|docs|node_modules)\/|(^|\/)(test_[^/]*|conftest|[^/]*_test)\.py$/;

function byDepth(one: string, other: string): number {
	return one.split("/").length - other.split("/").length || nameOf(one).localeCompare(nameOf(other));
}
