import { findManifestFaults } from "./manifestFaults.ts";
import { MergeRefusal } from "./merge/merge.ts";
import { readJsonTree } from "./merge/readJsonTree.ts";
import { type Condition, type Question, TemplateFault } from "./scaffold.ts";
import { placeOfTemplate } from "./templatePlace.ts";
import type { TemplateFiles } from "./templateSource.ts";

/** `template.json`: what is asked and which files come of it. */
export interface TemplateManifest {
	readonly title: string;
	/** In one sentence, what it makes. */
	readonly summary?: string;
	readonly group?: string;
	readonly questions: readonly Question[];
	readonly targets: readonly TemplateTarget[];
	/** What the logic finds out by itself and the `when` of targets may name. */
	readonly facts?: readonly string[];
	/** Further scaffolds that are made along with it, where their condition holds; their questions follow its own. */
	readonly parts?: readonly TemplatePart[];
	/** Said after the files are written; themselves templates. */
	readonly notes?: readonly string[];
}

export interface TemplatePart {
	/** The scaffold's id. A question that it shares with an earlier one, by its id, is asked once. */
	readonly scaffold: string;
	readonly when?: Condition;
	/** By question of the part: what is answered for it, itself a template over the view; it is not asked then. */
	readonly answers?: Readonly<Record<string, string>>;
	/** The name of a list of the view: the part is made once for each, which `answers` know as `item`. */
	readonly each?: string;
}

export interface TemplateTarget {
	/** The file beside `template.json` that is rendered; itself a template. */
	readonly template: string;
	/** Where the result goes, itself a template, relative to the workspace folder. */
	readonly path: string;
	/** What the file is, in a few words, for the preview; itself a template. */
	readonly description: string;
	/** Rendered only where each named question or fact has one of the given answers. */
	readonly when?: Condition;
	/** The name of a list of the view: one file for each of it, which the templates know as `item`. */
	readonly each?: string;
	/** How the result is added to a file that is there already; one that differs is a conflict where it is left out. */
	readonly merge?: string;
	/** What is done to the text once it is laid out, such as writing it in the user's style; itself a template. */
	readonly finish?: string;
}

/** Reads the manifest of a template; throws a `TemplateFault` that names what is wrong in it. */
export function parseManifest(id: string, files: TemplateFiles): TemplateManifest {
	const place = placeOfTemplate(id, files, "template.json");
	const manifest = readJson(place, files["template.json"] ?? "");
	const [fault] = findManifestFaults(manifest, files);
	if (fault !== undefined) throw new TemplateFault(`${place}: ${fault}.`);
	return manifest as TemplateManifest;
}

/** The reader that tells lines is the slower one, so it is asked where the other has refused. */
function readJson(place: string, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		if (text.trim() === "") throw new TemplateFault(`${place} is empty.`);
	}
	try {
		return readJsonTree(text).value;
	} catch (error) {
		if (!(error instanceof MergeRefusal)) throw error;
		throw new TemplateFault(`${place}: ${error.message}`);
	}
}
