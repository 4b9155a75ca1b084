import {
	folderOf,
	listProjectFolders,
	nameOf,
	openProjectFolder,
	type ProjectFolder,
} from "../project/projectFolder.ts";
import type { Answers } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import type { InspectedProject, Instrumenter } from "./instrumenter.ts";
import { INSTRUMENTERS } from "./instrumenters.ts";

/** A project of the workspace and who can instrument it. */
export interface FoundProgram {
	readonly folder: ProjectFolder;
	readonly instrumenter: Instrumenter;
	readonly project: InspectedProject;
}

/** Folders that are looked into: a repository of more has its programs in folders that the user can name. */
const mostFolders = 60;

/** Every project, those with a framework that is known first. */
export async function findPrograms({ files }: Pick<ScaffoldContext, "files">): Promise<readonly FoundProgram[]> {
	const isManifest = (name: string) => INSTRUMENTERS.some((each) => each.isManifest(name));
	const folders = (await listProjectFolders(files, isManifest)).slice(0, mostFolders);
	const found = (await Promise.all(folders.map(inspectFolder))).flat();
	return [
		...found.filter(({ project }) => project.frameworks.length > 0),
		...found.filter(({ project }) => project.frameworks.length === 0),
	];
}

/** What is in one folder, which may be a project of several ecosystems. */
async function inspectFolder(folder: ProjectFolder): Promise<readonly FoundProgram[]> {
	const own = folder.paths.filter((path) => folderOf(path) === "").map(nameOf);
	const programs = INSTRUMENTERS.filter((each) => own.some((name) => each.isManifest(name))).map(
		async (instrumenter) => {
			const project = await instrumenter.inspect(folder);
			return project === undefined ? [] : [{ folder, instrumenter, project }];
		},
	);
	return (await Promise.all(programs)).flat();
}

/** The projects in the folder that the answers name. */
export async function programsIn(answers: Answers, context: ScaffoldContext): Promise<readonly FoundProgram[]> {
	const folder = readFolderAnswer(answers["project"] ?? "");
	const isManifest = (name: string) => INSTRUMENTERS.some((each) => each.isManifest(name));
	const folders = await listProjectFolders(context.files, isManifest);
	const known = folders.find((each) => each.folder === folder);
	if (known !== undefined) return inspectFolder(known);
	const { paths } = await context.files.list();
	return inspectFolder(
		openProjectFolder(
			context.files,
			paths,
			folder,
			folders.map((each) => each.folder),
		),
	);
}

/** The workspace folder itself is `.`. */
export function readFolderAnswer(answer: string): string {
	const folder = answer.replace(/^\.\//, "").replace(/\/+$/, "");
	return folder === "." ? "" : folder;
}
