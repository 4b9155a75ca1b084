import { relative, resolve } from "node:path";
import { text as readStream } from "node:stream/consumers";
import { findFiles } from "../../node/findFiles.ts";
import { readSource } from "../../node/readSource.ts";
import { writeSource } from "../../node/writeSource.ts";
import { applyEdits } from "../../text/textEdit.ts";
import { readArguments } from "../arguments.ts";
import { toDocument } from "../check/fileChecker.ts";
import { createCliService } from "../cliService.ts";
import type { Command } from "../command.ts";
import { EXIT } from "../exitCodes.ts";

const usage = `Usage: observability format [OPTION]... [PATH]...

Lays out the PromQL in files, in place, and nothing else in them; comments stay.

      --check           write nothing; the exit code is 1 where a file would change
      --stdin           read standard input and write the result to standard output
      --stdin-filename NAME  what that file would be called (default: rules.yaml)
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
			error(`observability format: ${parsed.reason}\n\n${usage}`);
			return EXIT.misused;
		}
		const { values, positionals } = parsed;
		if (values.help) {
			out(usage);
			return EXIT.clean;
		}
		const service = createCliService(surroundings);
		const format = (path: string, text: string): string =>
			applyEdits(text, service.format(toDocument(resolve(path), text)));
		if (values.stdin) {
			const text = await readStream(process.stdin);
			const formatted = format(values["stdin-filename"], text);
			if (!values.check) out(formatted);
			return values.check && formatted !== text ? EXIT.problems : EXIT.clean;
		}
		const { files, failures } = findFiles(positionals.length === 0 ? ["."] : positionals);
		for (const { path, reason } of failures) error(`${path}: ${reason}\n`);
		let changed = 0;
		let failed = failures.length;
		for (const path of files) {
			const source = readSource(path);
			if (source.kind === "binary") continue;
			const problem = source.kind === "failed" ? source.reason : undefined;
			const before = source.kind === "text" ? source.text : "";
			const after = problem === undefined ? format(path, before) : before;
			const failure = problem ?? (after === before || values.check ? undefined : writeSource(path, before, after));
			if (failure !== undefined) {
				failed++;
				error(`${path}: ${failure}\n`);
			} else if (after !== before) {
				changed++;
				out(`${relative(process.cwd(), path)}\n`);
			}
		}
		if (values.check && changed > 0) return EXIT.problems;
		return failed > 0 ? EXIT.incomplete : EXIT.clean;
	},
} satisfies Command;
