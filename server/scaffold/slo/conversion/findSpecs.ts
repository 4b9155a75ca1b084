import { LineIndex } from "../../../text/lineIndex.ts";
import type { Answers, Choice } from "../../scaffold.ts";
import type { ScaffoldContext } from "../../scaffoldContext.ts";
import type { LiveChoices } from "../../scaffoldLogic.ts";
import { mayHoldSpecs, readSpecs } from "./readSpecs.ts";
import type { SpecSlo } from "./specSlo.ts";

/** Other files are looked into for what a specification refers to, up to so many. */
const mostFiles = 500;

/** An objective by a name that is one alone in its file. */
export interface NamedSpec {
	readonly id: string;
	readonly spec: SpecSlo;
	/** Counted from 1. */
	readonly line: number;
	/** Where it cannot be converted: the line that says why. */
	readonly faultLine?: number;
}

/** The file of specifications that the user was in. */
export function suggestFile({ place, files, graph }: ScaffoldContext): string | undefined {
	const here = place && relative(place.document.uri, files.uri);
	if (here !== undefined && place !== undefined && readSpecs(place.document.text).length > 0) return here;
	return listFiles({ files, graph })[0];
}

/** The files of the folder that promise something. */
export async function chooseFile(_: Answers, context: ScaffoldContext): Promise<LiveChoices> {
	const here = suggestFile(context);
	const paths = new Set([...(here === undefined ? [] : [here]), ...listFiles(context)]);
	const choices = [...paths].map((path): Choice => ({ value: path, label: path }));
	if (choices.length > 0) return { choices };
	return {
		choices,
		note: "No specification of Sloth, Pyrra or OpenSLO was found in the workspace; give a file's path.",
	};
}

export async function chooseSlos(answers: Answers, context: ScaffoldContext): Promise<LiveChoices> {
	const specs = await findSpecs(answers["specFile"] ?? "", context);
	return {
		choices: specs.map(({ id, spec, faultLine }) => ({
			value: id,
			label: id,
			description: spec.tool,
			...(spec.meaning.kind === "slo"
				? { detail: `${spec.meaning.slo.objective.percent} % over ${spec.meaning.slo.period.words}` }
				: { detail: `Cannot be converted (line ${faultLine}): ${spec.meaning.reason}` }),
		})),
		...(specs.length === 0 ? { note: "There is no specification of Sloth, Pyrra or OpenSLO in this file." } : {}),
	};
}

export async function findSpecs(path: string, context: ScaffoldContext): Promise<readonly NamedSpec[]> {
	const text = await context.files.read(path);
	if (text === undefined || !mayHoldSpecs(text)) return [];
	const specs = readSpecs(
		text,
		text.includes("indicatorRef") || text.includes("metricSourceRef") ? await readOthers(path, context) : [],
	);
	const lines = new LineIndex(text);
	const lineOf = (offset: number): number => lines.positionAt(offset).line + 1;
	const seen = new Map<string, number>();
	return specs.map((spec): NamedSpec => {
		const name = [spec.service, spec.name]
			.filter((part) => part !== "")
			.join("/")
			.replaceAll(",", " ");
		const times = (seen.get(name) ?? 0) + 1;
		seen.set(name, times);
		return {
			id: times === 1 ? name : `${name} #${times}`,
			spec,
			line: lineOf(spec.span.start),
			...(spec.meaning.kind === "refused" ? { faultLine: lineOf(spec.meaning.at.start) } : {}),
		};
	});
}

/** The folder's other files that may define what OpenSLO refers to. */
async function readOthers(path: string, { files }: ScaffoldContext): Promise<readonly string[]> {
	const { paths } = await files.list();
	const others: string[] = [];
	for (const other of paths.filter((one) => one !== path && /\.(ya?ml|json)$/i.test(one)).slice(0, mostFiles)) {
		const text = await files.read(other);
		if (text?.includes("openslo/v1") === true) others.push(text);
	}
	return others;
}

function listFiles({ files, graph }: Pick<ScaffoldContext, "files" | "graph">): readonly string[] {
	const paths = [...graph.items("slo")].flatMap(({ uri }) => relative(uri, files.uri) ?? []);
	return [...new Set(paths)];
}

function relative(uri: string, folder: string): string | undefined {
	return folder !== "" && uri.startsWith(folder) ? decodeURIComponent(uri.slice(folder.length)) : undefined;
}
