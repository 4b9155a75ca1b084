import type { Answers } from "../scaffold.ts";
import { splitAnswer } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import { type Composition, Refusal, type ScaffoldLogic } from "../scaffoldLogic.ts";
import { findPrograms, programsIn } from "./findPrograms.ts";
import type { InstrumentationPart } from "./instrumenter.ts";
import { INSTRUMENTERS } from "./instrumenters.ts";

/** "Add Instrumentation": metrics, traces, logs, health checks, business metrics and a prober, in a project that is there. */
export const instrumentationScaffold: ScaffoldLogic = {
	id: "instrumentation",
	choices: {
		async projects(_answers, context) {
			const programs = await findPrograms(context);
			const choices = programs.map(({ folder, project, instrumenter }) => ({
				value: folder.folder === "" ? "." : folder.folder,
				label: folder.folder === "" ? project.name : folder.folder,
				description: project.frameworks.map(labelOf).join(", ") || instrumenter.ecosystem,
				detail: project.summary,
			}));
			return programs.length > 0 ? { choices } : { choices, note: nothingFound };
		},
		async frameworks(answers, context) {
			const programs = await programsIn(answers, context);
			const choices = programs.flatMap(({ project, instrumenter }) =>
				[...instrumenter.frameworks]
					.sort((one, other) => rank(project.frameworks, one.id) - rank(project.frameworks, other.id))
					.map(({ id, label }) => ({
						value: id,
						label,
						description: project.frameworks.includes(id) ? `found: ${project.summary}` : "not found",
					})),
			);
			return choices.length > 0 ? { choices } : { choices, note: nothingFound };
		},
	},
	validate: {
		async project(value, answers, context) {
			if (value === "") return "Which folder has the program? Give its path, or . for the workspace folder.";
			const programs = await programsIn({ ...answers, project: value }, context);
			return programs.length > 0 ? undefined : `${value} has none of ${manifests}. Choose the folder of a program.`;
		},
		async framework(value, answers, context) {
			const known = (await programsIn(answers, context)).flatMap(({ instrumenter }) => instrumenter.frameworks);
			if (known.some(({ id }) => id === value)) return undefined;
			return `"${value}" is none of ${known.map(({ id }) => id).join(", ")}.`;
		},
		path: (value) => (/^\/[\w./-]*$/.test(value) ? undefined : "A path that begins with a slash, such as /metrics."),
		port(value) {
			if (value === "") return undefined;
			const port = Number(value);
			return /^\d+$/.test(value) && port > 0 && port < 65_536 ? undefined : "A port between 1 and 65535, or nothing.";
		},
	},
	suggest: {
		async project(_answers, context) {
			const programs = await findPrograms(context);
			const near = programs
				.filter(({ folder }) => context.place?.document.uri.startsWith(`${context.files.uri}${folder.folder}`))
				.sort((one, other) => other.folder.folder.length - one.folder.folder.length)[0];
			const folder = (near ?? programs[0])?.folder.folder;
			return folder === "" ? "." : folder;
		},
		async framework(answers, context) {
			const programs = await programsIn(answers, context);
			return programs.flatMap(({ project }) => project.frameworks)[0];
		},
		async parts(answers, context) {
			const program = (await programsIn(answers, context)).find(({ instrumenter }) =>
				instrumenter.frameworks.some(({ id }) => id === answers["framework"]),
			);
			const usual: readonly InstrumentationPart[] = ["metrics", "tracing", "logs", "health"];
			return usual.filter((part) => program?.project.has.has(part) !== true).join(", ");
		},
	},
	compose,
};

async function compose(answers: Answers, context: ScaffoldContext): Promise<Composition> {
	const programs = await programsIn(answers, context);
	const framework = answers["framework"] ?? "";
	const program = programs.find(({ instrumenter }) => instrumenter.frameworks.some(({ id }) => id === framework));
	if (program === undefined) throw new Refusal("framework", `No project here can have ${framework}.`);
	const port = answers["port"] ?? "";
	const plan = await program.project.plan({
		framework,
		parts: new Set(splitAnswer(answers["parts"]).filter(isPart)),
		metricsPath: answers["path"] ?? "/metrics",
		...(port === "" ? {} : { metricsPort: Number(port) }),
	});
	const prefix = program.folder.folder === "" ? "" : `${program.folder.folder}/`;
	const newFiles = plan.newFiles.map((file) => ({ finish: "", ...file, path: prefix + file.path }));
	const nothing = newFiles.length + plan.edits.length + plan.notes.length === 0;
	return {
		view: { ...plan.view, newFiles },
		files: plan.edits,
		notes: nothing ? ["Everything that was asked for is there already; nothing was changed."] : plan.notes,
	};
}

function isPart(value: string): value is InstrumentationPart {
	return ["metrics", "tracing", "logs", "health", "business", "prober"].includes(value);
}

function labelOf(framework: string): string {
	const known = INSTRUMENTERS.flatMap(({ frameworks }) => frameworks).find(({ id }) => id === framework);
	return known?.label ?? framework;
}

function rank(found: readonly string[], id: string): number {
	const index = found.indexOf(id);
	return index < 0 ? found.length : index;
}

const manifests = INSTRUMENTERS.flatMap((each) => each.manifests).join(", ");
const nothingFound = `No program was found: there is none of ${manifests}. Type the folder of one.`;
