import { FINISHERS } from "./finish/finishers.ts";
import type { Scaffold } from "./loadScaffold.ts";
import { MERGERS } from "./merge/mergers.ts";
import { type Answers, applies, type LeftFile, type ScaffoldFile, TemplateFault } from "./scaffold.ts";
import { overlay, type ScaffoldContext } from "./scaffoldContext.ts";
import { Refusal } from "./scaffoldLogic.ts";
import { settleAnswers } from "./settleAnswers.ts";
import { checkTargetPath } from "./targetPath.ts";
import { createTemplateEngine, type TemplateEngine, type View } from "./templateEngine.ts";
import type { TemplateTarget } from "./templateManifest.ts";
import { folderOfTemplate } from "./templatePlace.ts";

export interface RenderedFiles {
	readonly files: readonly ScaffoldFile[];
	readonly notes: readonly string[];
	readonly left?: readonly LeftFile[];
}

/**
 * Lays out a scaffold and its parts, in order; what a later one adds to a file builds on what an earlier one made, and it
 * reads in `context.files` what that wrote. The graph knows only what is in the workspace.
 */
export async function renderFiles(
	scaffold: Scaffold,
	answers: Answers,
	context: ScaffoldContext,
): Promise<RenderedFiles> {
	const written = new Map<string, ScaffoldFile>();
	const notes: string[] = [];
	const left: LeftFile[] = [];
	await renderInto({ written, notes, left }, scaffold, answers, context);
	return { files: [...written.values()], notes: [...new Set(notes)], ...(left.length === 0 ? {} : { left }) };
}

interface Sink {
	readonly written: Map<string, ScaffoldFile>;
	readonly notes: string[];
	readonly left: LeftFile[];
}

async function renderInto(sink: Sink, scaffold: Scaffold, answers: Answers, context: ScaffoldContext): Promise<void> {
	const { logic, manifest } = scaffold;
	const files = overlay(context.files, sink.written);
	const { view, notes, facts, remade, files: computed = [] } = await logic.compose(answers, { ...context, files });
	const engine = createTemplateEngine(scaffold.files, logic.id);
	const place = folderOfTemplate(logic.id, scaffold.files, "template.json");
	const decided = { ...answers, ...facts };
	for (const target of manifest.targets) {
		if (!applies(target.when, decided)) continue;
		for (const item of listItems(place, target, view)) {
			const file = await mergeInto(sink, layOut(place, engine, target, item), target, context);
			if (file !== undefined) put(sink, file);
		}
	}
	for (const file of computed) {
		const fault = checkTargetPath(file.path);
		if (fault !== undefined) throw new TemplateFault(`${place}: ${fault}`);
		put(sink, await writeAlike(file, context));
	}
	sink.notes.push(...notes, ...(manifest.notes ?? []).map((note) => engine.renderText(note, view)));
	const within = remade === undefined ? context : { ...context, remade };
	for (const { scaffold: part, declared } of scaffold.parts) {
		if (!applies(declared.when, decided)) continue;
		for (const item of listItems(place, declared, view)) {
			const fixed = Object.entries(declared.answers ?? {}).map(([question, text]): [string, string] => [
				question,
				engine.renderText(text, item),
			]);
			const given = { ...answers, ...Object.fromEntries(fixed) };
			// A look of its own: files were written since the last one.
			const settled = await settleAnswers(part, given, { ...within, files: overlay(context.files, sink.written) });
			if (settled.kind === "invalid") throw new Refusal(settled.question, settled.message);
			await renderInto(sink, part, settled.answers, within);
		}
	}
}

/** An edit of what an earlier part made stays what the earlier one was: a new file, or an edit of the user's text. */
function put({ written }: Sink, file: ScaffoldFile): void {
	const earlier = written.get(file.path);
	if (earlier === undefined) {
		written.set(file.path, file);
		return;
	}
	const { path, content, description } = file;
	const base = earlier.base === undefined ? {} : { base: earlier.base };
	const told = earlier.description.split("; ").includes(description);
	const both = told ? earlier.description : `${earlier.description}; ${description}`;
	written.set(path, { path, content, description: both, ...base });
}

function listItems(place: string, { each }: Pick<TemplateTarget, "each">, view: View): readonly View[] {
	if (each === undefined) return [view];
	const list = view[each];
	if (!Array.isArray(list))
		throw new TemplateFault(`${place}/template.json: "${each}" after "each" is no list of values.`);
	return list.map((item: unknown) => ({ ...view, item }));
}

function layOut(place: string, engine: TemplateEngine, target: TemplateTarget, view: View): ScaffoldFile {
	const path = engine.renderText(target.path, view);
	const fault = checkTargetPath(path);
	if (fault !== undefined) throw new TemplateFault(`${place}/template.json: ${fault}`);
	return {
		path,
		content: finishText(target, engine, view),
		description: engine.renderText(target.description, view),
	};
}

function finishText({ template, finish }: TemplateTarget, engine: TemplateEngine, view: View): string {
	const text = engine.render(engine.renderText(template, view), view);
	const named = finish === undefined ? "" : engine.renderText(finish, view);
	if (named === "") return text;
	const [name = "", ...style] = named.split(" ");
	const finisher = FINISHERS[name];
	if (finisher === undefined) throw new TemplateFault(`There is no way to finish a text that is called "${name}".`);
	return finisher(text, new Set(style));
}

/** `undefined` where the file is the user's and cannot be added to: then it is left, and a note says why. */
async function mergeInto(
	sink: Sink,
	file: ScaffoldFile,
	{ merge }: TemplateTarget,
	context: ScaffoldContext,
): Promise<ScaffoldFile | undefined> {
	if (merge === undefined) return writeAlike(file, context);
	const merger = MERGERS[merge];
	if (merger === undefined) throw new TemplateFault(`There is no way to merge that is called "${merge}".`);
	const existing = sink.written.get(file.path)?.content ?? (await context.files.read(file.path));
	if (existing === undefined) return file;
	const merged = merger(existing, file.content);
	if (merged.kind === "merged") return { ...file, content: merged.content, base: existing };
	sink.notes.push(`${file.path} was not added to: ${merged.reason}`);
	sink.left.push({ path: file.path, reason: merged.reason });
	return undefined;
}

/** A file in place of one that is there has its line breaks and its byte order mark, so that only what differs differs. */
async function writeAlike(file: ScaffoldFile, { files }: ScaffoldContext): Promise<ScaffoldFile> {
	if (file.base !== undefined) return file;
	const existing = await files.read(file.path);
	if (existing === undefined) return file;
	const mark = existing.startsWith("\ufeff") ? "\ufeff" : "";
	const crlf = existing.includes("\r\n") && !/[^\r]\n/.test(existing);
	const text = file.content.replace(/^\ufeff/, "");
	return { ...file, content: mark + (crlf ? text.replaceAll(/\r?\n/g, "\r\n") : text) };
}
