import type { Insight } from "../../insight.ts";
import { type Answers, splitAnswer } from "../../scaffold.ts";
import type { ScaffoldContext } from "../../scaffoldContext.ts";
import { type Composition, Refusal, type ScaffoldLogic } from "../../scaffoldLogic.ts";
import { foreseeSlo } from "../insight/foreseeSlo.ts";
import { findPeriod } from "../period.ts";
import type { SloDefinition } from "../sloDefinition.ts";
import { chooseFile, chooseSlos, findSpecs, type NamedSpec, suggestFile } from "./findSpecs.ts";
import { writeAnswers } from "./specAnswers.ts";

/** "Convert SLO": makes of a specification of Sloth, Pyrra or OpenSLO what "Add SLO" would make. */
export const sloConversionScaffold: ScaffoldLogic = {
	id: "sloConversion",
	choices: { specFiles: chooseFile, specSlos: chooseSlos },
	validate: { specFile: checkFile, specSlos: checkSlos },
	suggest: { specFile: (_, context) => suggestFile(context) },
	compose: convert,
	foresee: foreseeFirst,
};

async function checkFile(value: string, _: Answers, context: ScaffoldContext): Promise<string | undefined> {
	if (value === "") return "Give the path of a file with a specification of Sloth, Pyrra or OpenSLO.";
	if ((await context.files.read(value)) === undefined) return `There is no file ${value} that can be read.`;
	const specs = await findSpecs(value, context);
	return specs.length > 0 ? undefined : `${value} holds no specification of Sloth, Pyrra or OpenSLO that can be read.`;
}

async function checkSlos(value: string, answers: Answers, context: ScaffoldContext): Promise<string | undefined> {
	const specs = await findSpecs(answers["specFile"] ?? "", context);
	const chosen = splitAnswer(value);
	const stranger = chosen.find((id) => !specs.some((spec) => spec.id === id));
	if (stranger !== undefined) return `"${stranger}" is none of ${specs.map(({ id }) => id).join(", ")}.`;
	for (const named of pick(specs, chosen)) {
		const { meaning } = named.spec;
		if (meaning.kind === "refused") return explainRefusal(named, meaning.reason);
	}
	return undefined;
}

function explainRefusal({ id, faultLine }: NamedSpec, reason: string): string {
	return `${id} cannot be converted (line ${faultLine}): ${reason}`;
}

/** Those that were named, or all of them. */
function pick(specs: readonly NamedSpec[], chosen: readonly string[]): readonly NamedSpec[] {
	return chosen.length === 0 ? specs : specs.filter(({ id }) => chosen.includes(id));
}

interface Converted {
	readonly slo: SloDefinition;
	readonly named: NamedSpec;
	readonly notes: readonly string[];
}

async function readChosen(answers: Answers, context: ScaffoldContext): Promise<readonly Converted[]> {
	const specs = await findSpecs(answers["specFile"] ?? "", context);
	return pick(specs, splitAnswer(answers["specSlos"])).map((named) => {
		const { tool, meaning } = named.spec;
		if (meaning.kind === "refused") throw new Refusal("specSlos", explainRefusal(named, meaning.reason));
		const period = tool === "Sloth" ? findPeriod(answers["slothPeriod"]) : undefined;
		return { named, slo: period === undefined ? meaning.slo : { ...meaning.slo, period }, notes: meaning.notes };
	});
}

async function convert(answers: Answers, context: ScaffoldContext): Promise<Composition> {
	const converted = await readChosen(answers, context);
	const several = converted.length > 1;
	return {
		remade: [answers["specFile"] ?? ""],
		view: { slos: converted.map(({ slo }) => writeAnswers(slo)) },
		notes: converted.flatMap(({ named, notes }) => notes.map((note) => (several ? `${named.id}: ${note}` : note))),
	};
}

async function foreseeFirst(answers: Answers, context: ScaffoldContext, signal: AbortSignal): Promise<Insight> {
	const [first, ...others] = await readChosen(answers, context);
	if (first === undefined) return { title: "No objective was chosen.", figures: [], pictures: [], notes: [] };
	const insight = await foreseeSlo(writeAnswers(first.slo), context, signal);
	if (others.length === 0) return insight;
	const note = `This is ${first.named.id}, the first of ${others.length + 1}; choose another one alone to look at it.`;
	return { ...insight, notes: [note, ...insight.notes] };
}
