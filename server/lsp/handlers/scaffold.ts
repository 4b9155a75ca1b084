import { fileURLToPath } from "node:url";
import { LSPErrorCodes, ResponseError } from "vscode-languageserver/node";
import { readFolder } from "../../node/scaffoldFiles.ts";
import { readTemplatesOf } from "../../node/templateFiles.ts";
import {
	describeScaffold,
	foreseeScaffold,
	listScaffolds,
	renderScaffold,
	type ScaffoldScene,
	scaffoldChoices,
	validateAnswer,
} from "../../protocol/scaffold.ts";
import type { Scaffolds } from "../../scaffold/createScaffolds.ts";
import { TemplateFault } from "../../scaffold/scaffold.ts";
import { toSource } from "../convert.ts";
import { answer } from "../guard.ts";
import type { Session } from "../session.ts";

export interface ScaffoldSurroundings {
	/** The first folder of the workspace, as a URI. */
	readonly folder: () => string | undefined;
	/** The folder of templates that the configuration of a workspace folder names, as a URI. */
	readonly templates: (folder: string) => string | undefined;
	/** Templates are of the workspace's choosing: none are taken where the user does not trust it. */
	readonly trusted: () => boolean;
}

export function handleScaffolds(session: Session, { folder, templates, trusted }: ScaffoldSurroundings): void {
	const { service } = session;
	const scaffolds = async (scene: ScaffoldScene): Promise<Scaffolds> => {
		const uri = scene.folder ?? folder();
		const path = pathOf(uri);
		const document = scene.at && (await session.files.read(scene.at.uri));
		return service.scaffolds({
			...(path === undefined ? {} : { files: readFolder(path, (file) => session.files.unsaved(file)) }),
			...(path === undefined || !trusted() ? {} : { templates: readTemplatesOf(path, pathOf(templates(uri ?? ""))) }),
			...(document === undefined || scene.at === undefined
				? {}
				: { place: { document: toSource(document), offset: document.offsetAt(scene.at.position) } }),
		});
	};
	answer(session, listScaffolds, async (scene) => telling(async () => (await scaffolds(scene)).list()));
	answer(session, describeScaffold, ({ id, ...scene }) => telling(async () => (await scaffolds(scene)).describe(id)));
	answer(session, scaffoldChoices, (step, signal) =>
		telling(async () => (await scaffolds(step)).choices(step, signal)),
	);
	answer(session, validateAnswer, ({ value, ...step }) =>
		telling(async () => (await scaffolds(step)).validate(step, value)),
	);
	answer(session, renderScaffold, ({ id, answers, ...scene }) =>
		telling(async () => (await scaffolds(scene)).render(id, answers)),
	);
	answer(session, foreseeScaffold, ({ id, answers, ...scene }, signal) =>
		telling(async () => (await (await scaffolds(scene)).foresee(id, answers, signal)) ?? null),
	);
}

function pathOf(uri: string | undefined): string | undefined {
	return uri?.startsWith("file:") ? fileURLToPath(uri) : undefined;
}

/** A fault of a template is the template's author's, who gets to read what it is. */
async function telling<T>(ask: () => Promise<T>): Promise<T> {
	try {
		return await ask();
	} catch (error) {
		if (error instanceof TemplateFault) throw new ResponseError(LSPErrorCodes.RequestFailed, error.message);
		throw error;
	}
}
