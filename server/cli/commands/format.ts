import * as nodePath from "node:path";
import { resolve } from "node:path";
import { text as readStream } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { findFiles } from "../../node/findFiles.ts";
import { readExactly } from "../../node/readExactly.ts";
import { writeSource } from "../../node/writeSource.ts";
import { applyEdits } from "../../text/textEdit.ts";
import { readArguments } from "../arguments.ts";
import { createConfigurations } from "../check/configurationChoice.ts";
import { displayPath } from "../check/displayPath.ts";
import { toDocument } from "../check/fileSession.ts";
import { untilInterrupted } from "../check/untilInterrupted.ts";
import { createCliService } from "../cliService.ts";
import type { Command, Surroundings } from "../command.ts";
import { EXIT } from "../exitCodes.ts";
import { plural } from "../reporters/plural.ts";

const usage = `Usage: observability format [OPTION]... [PATH]...

Lays out the PromQL in the folders and files named, or in the current folder, in place, and nothing else in them: comments
and YAML stay as they are. An expression with a fault in it is left alone. Tells the files that have changed.

      --check               write nothing; the exit code is 1 where a file would change
      --stdin               read standard input and write the result to standard output
      --stdin-filename NAME what that file would be called (default: rules.yaml)
  -h, --help                this text

Exit codes: 0 done; 1 with --check: a file would change; 2 called in a wrong way; 3 a file could not be read or written;
130 and 143 interrupted.
`;

const options = {
	check: { type: "boolean", default: false },
	stdin: { type: "boolean", default: false },
	"stdin-filename": { type: "string", default: "rules.yaml" },
	help: { type: "boolean", short: "h", default: false },
} as const;

export default {
	async run(args, surroundings) {
		const { out, error } = surroundings;
		const parsed = readArguments(args, options);
		if (!parsed.ok) {
			error(`observability format: ${parsed.reason}\n"observability format --help" tells the options.\n`);
			return EXIT.misused;
		}
		const { values, positionals } = parsed;
		if (values.help) {
			out(usage);
			return EXIT.clean;
		}
		if (values.stdin && positionals.length > 0) {
			error("observability format: --stdin lays out what comes in, so no path can be named besides.\n");
			return EXIT.misused;
		}
		const service = createCliService(error);
		const format = (path: string, text: string): string => {
			const document = toDocument(resolve(path), text);
			const edits = service.format(document);
			service.forget(document);
			return applyEdits(text, edits);
		};
		if (!values.stdin) {
			return untilInterrupted((signal) => formatFiles(positionals, format, values.check, surroundings, signal));
		}
		const text = await readStream(process.stdin);
		const formatted = format(values["stdin-filename"], text);
		if (!values.check) out(formatted);
		return values.check && formatted !== text ? EXIT.problems : EXIT.clean;
	},
} satisfies Command;

async function formatFiles(
	paths: readonly string[],
	format: (path: string, text: string) => string,
	onlyCheck: boolean,
	{ out, error }: Surroundings,
	signal: AbortSignal,
): Promise<number> {
	const display = (path: string): string => displayPath(path, process.cwd(), nodePath);
	const configurations = createConfigurations({});
	const excluded = (path: string): boolean => configurations.current().isIgnored?.(pathToFileURL(path).href) === true;
	const { files, failures } = await findFiles(paths.length === 0 ? ["."] : paths, { excluded, signal });
	for (const { path, reason } of failures) error(`${display(path)}: ${reason}\n`);
	let changed = 0;
	let failed = failures.length;
	for (const [index, path] of files.entries()) {
		// Lets an interrupt come through.
		await new Promise(setImmediate);
		if (signal.aborted) {
			error(`Interrupted: ${plural(files.length - index, "file")} not looked at.\n`);
			break;
		}
		const outcome = formatFile(path, format, onlyCheck);
		if (outcome.failure !== undefined) {
			failed++;
			error(`${display(path)}: ${outcome.failure}\n`);
		} else if (outcome.changed) {
			changed++;
			out(`${display(path)}\n`);
		}
	}
	const what = onlyCheck ? "would change" : "changed";
	error(`${plural(changed, "file")} of ${files.length.toLocaleString("en-US")} ${what}.\n`);
	if (onlyCheck && changed > 0) return EXIT.problems;
	return failed > 0 ? EXIT.incomplete : EXIT.clean;
}

function formatFile(
	path: string,
	format: (path: string, text: string) => string,
	onlyCheck: boolean,
): { readonly changed: boolean; readonly failure?: string } {
	const source = readExactly(path);
	if (source.kind === "binary") return { changed: false };
	if (source.kind === "failed") return { changed: false, failure: source.reason };
	const after = format(path, source.text);
	if (after === source.text) return { changed: false };
	const failure = onlyCheck ? undefined : writeSource(path, source.text, after);
	return failure === undefined ? { changed: true } : { changed: false, failure };
}
