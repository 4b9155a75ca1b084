import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describeFailure } from "../../node/describeFailure.ts";
import { type Assessment, assess } from "../../workspace/overview/assess.ts";
import { risks } from "../../workspace/overview/gaps.ts";
import { placesOf, renderAssessment } from "../../workspace/overview/renderAssessment.ts";
import { readArguments } from "../arguments.ts";
import { untilInterrupted } from "../check/untilInterrupted.ts";
import type { Command, Surroundings } from "../command.ts";
import { EXIT } from "../exitCodes.ts";
import { indexFolder } from "../indexFolder.ts";

const usage = `Usage: observability assess [OPTION]... [FOLDER]

Tells what the services of a project have and what they lack: metrics in code, scrape jobs, recording rules, alerts with
their runbooks and tests, SLOs and dashboards; a table, a picture in Mermaid, and the gaps by risk. Whatever .gitignore
excludes is passed over. The folder is to hold all of the project; the current one where it is left out.

  -f, --format FORMAT       markdown or json (default: markdown)
  -o, --output FILE         write to a file instead of standard output
      --fail-on RISK        high, medium, low or never: what gaps make the exit code 1 (default: never)
  -h, --help                this text

Exit codes: 0 told; 1 there are such gaps; 2 called in a wrong way; 3 something could not be read; 130 and 143 interrupted.
`;

const options = {
	format: { type: "string", short: "f", default: "markdown" },
	output: { type: "string", short: "o" },
	"fail-on": { type: "string", default: "never" },
	help: { type: "boolean", short: "h", default: false },
} as const;

/** More files than so many are not one project. */
const mostFiles = 500_000;

export default {
	async run(args, surroundings) {
		const parsed = readArguments(args, options);
		const refuse = (reason: string): number => {
			surroundings.error(`observability assess: ${reason}\n"observability assess --help" tells the options.\n`);
			return EXIT.misused;
		};
		if (!parsed.ok) return refuse(parsed.reason);
		const {
			values,
			positionals: [folder = ".", ...more],
		} = parsed;
		if (values.help) {
			surroundings.out(usage);
			return EXIT.clean;
		}
		if (more.length > 0) return refuse("one folder is assessed at a time.");
		if (values.format !== "markdown" && values.format !== "json") return refuse(`there is no format ${values.format}.`);
		if (values["fail-on"] !== "never" && !risks.some((risk) => risk === values["fail-on"])) {
			return refuse(`--fail-on is high, medium, low or never, not ${values["fail-on"]}.`);
		}
		const root = resolve(folder);
		if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) return refuse(`${folder} is no folder.`);
		return untilInterrupted(async (signal) => {
			const { assessment, unread } = await assessFolder(root, surroundings, signal);
			if (signal.aborted) return EXIT.incomplete;
			const base = values.output === undefined ? root : dirname(resolve(values.output));
			const text = values.format === "json" ? toJson(assessment, root) : toMarkdown(assessment, root, base);
			const failure = tell(text, values.output, surroundings);
			if (failure) return EXIT.incomplete;
			for (const reason of unread) surroundings.error(`observability assess: ${reason}\n`);
			if (fails(assessment, values["fail-on"])) return EXIT.problems;
			return unread.length > 0 ? EXIT.incomplete : EXIT.clean;
		});
	},
} satisfies Command;

async function assessFolder(root: string, { folder, error }: Surroundings, signal: AbortSignal) {
	const log = (line: string): void => error(`observability assess: ${line}\n`);
	const { graph, unread } = await indexFolder(root, { program: folder, most: mostFiles, log, signal });
	return { assessment: await assess(graph, () => new Promise(setImmediate)), unread };
}

function tell(text: string, output: string | undefined, { out, error }: Surroundings): boolean {
	if (output === undefined) {
		out(text);
		return false;
	}
	try {
		writeFileSync(output, text);
		return false;
	} catch (cause) {
		error(`observability assess: ${output} cannot be written: ${describeFailure(cause)}\n`);
		return true;
	}
}

function fails({ gaps }: Assessment, failOn: string): boolean {
	const bound = (risks as readonly string[]).indexOf(failOn);
	return bound !== -1 && gaps.some(({ risk }) => risks.indexOf(risk) <= bound);
}

/** For other programs: paths and lines in place of URIs and offsets. */
function toJson(assessment: Assessment, root: string): string {
	const lines = linesOf(assessment);
	const gaps = assessment.gaps.map(({ uri, offset, ...gap }) =>
		uri === undefined ? gap : { ...gap, path: pathFrom(root, uri), line: lines.get(`${uri}#${offset}`) },
	);
	return `${JSON.stringify({ version: 1, ...assessment, gaps }, undefined, 2)}\n`;
}

function toMarkdown(assessment: Assessment, root: string, base: string): string {
	const lines = linesOf(assessment);
	return renderAssessment(assessment, {
		title: basename(root),
		placeOf(uri, offset) {
			const line = lines.get(`${uri}#${offset}`);
			const shown = pathFrom(root, uri);
			const link = pathFrom(base, uri).split("/").map(encodeURIComponent).join("/");
			return line === undefined ? { text: shown, link } : { text: `${shown}:${line}`, link: `${link}#L${line}` };
		},
	});
}

/** With slashes on every system. */
function pathFrom(base: string, uri: string): string {
	return relative(base, fileURLToPath(uri)).replaceAll("\\", "/");
}

/** The lines, from one, of what the report names. */
function linesOf(assessment: Assessment): ReadonlyMap<string, number> {
	const lines = new Map<string, number>();
	const texts = new Map<string, string>();
	for (const { uri, offset } of placesOf(assessment)) {
		const path = fileURLToPath(uri);
		const text = texts.get(uri) ?? (existsSync(path) ? readFileSync(path, "utf8").replace(/^\ufeff/, "") : "");
		texts.set(uri, text);
		lines.set(`${uri}#${offset}`, text.slice(0, offset).split(/\r\n|\r|\n/).length);
	}
	return lines;
}
