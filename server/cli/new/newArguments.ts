import { type Parsed, readArguments } from "../arguments.ts";
import { findServerMisuse, type OnlineValues, onlineOptions, onlineUsage } from "../onlineOptions.ts";

export const newUsage = `Usage: observability new SCAFFOLD [--QUESTION VALUE]... [OPTION]...
       observability new --list
       observability new SCAFFOLD --help

Makes files from a scaffold: SLOs, alerts, runbooks, dashboards and the like. Every question of a scaffold is an option of
that name; what is not answered is taken from what is found in the folder, or from the scaffold's defaults. In a terminal
the rest is asked. Nothing that exists is overwritten unasked: a file that differs is left, and told.

      --list                the scaffolds there are, those of the folder too (.observability/templates)
  -a, --answer ID=VALUE     an answer, for a question that is called like one of these options
      --answers FILE        answers from a file of YAML or JSON; options go before it
  -y, --yes                 ask nothing; take what is suggested
  -C, --workspace DIR       the folder that is looked at and written to (default: the current one)
      --dry-run             write nothing; show what would be written as a diff
      --diff                show the diff, and write
      --overwrite           write also what exists and differs
      --no-insight          do not tell what would have come of the answers, where a server is asked
      --online URL|NAME     a Prometheus that knows the metrics, or an environment of .observability.yaml; only reading
${onlineUsage}
      --format FORMAT       text or json (default: text)
  -h, --help                this text, or the questions of SCAFFOLD

Exit codes: 0 made; 1 files that exist and differ were left as they are; 2 called in a wrong way, answers that are missing
or will not do; 3 something could not be read or written; 130 and 143 interrupted.
`;

const options = {
	...onlineOptions,
	list: { type: "boolean", default: false },
	answer: { type: "string", short: "a", multiple: true },
	answers: { type: "string" },
	yes: { type: "boolean", short: "y", default: false },
	workspace: { type: "string", short: "C", default: "." },
	"dry-run": { type: "boolean", default: false },
	diff: { type: "boolean", default: false },
	overwrite: { type: "boolean", default: false },
	"no-insight": { type: "boolean", default: false },
	format: { type: "string", default: "text" },
	help: { type: "boolean", short: "h", default: false },
} as const;

/** Names that no question can have as an option of its own. */
export const ownOptions: ReadonlySet<string> = new Set(Object.keys(options));

export interface NewArguments {
	/** Left out where the scaffolds are listed. */
	readonly scaffold?: string;
	/** By the name of the option, as it was written. */
	readonly answers: readonly (readonly [name: string, value: string])[];
	readonly answersFile?: string;
	readonly workspace: string;
	readonly yes: boolean;
	readonly dryRun: boolean;
	readonly diff: boolean;
	readonly overwrite: boolean;
	readonly insight: boolean;
	readonly format: "text" | "json";
	readonly help: boolean;
	readonly server: OnlineValues;
}

export type ReadNewArguments =
	| { readonly kind: "ok"; readonly given: NewArguments }
	/** A sentence. */
	| { readonly kind: "misused"; readonly reason: string };

/** Options that are not the command's own are answers; which questions there are is only known once the scaffold is read. */
export function readNewArguments(args: readonly string[]): ReadNewArguments {
	const own: string[] = [];
	const answers: [string, string][] = [];
	for (let index = 0; index < args.length; index++) {
		const written = args[index] ?? "";
		const option = /^--([A-Za-z][\w-]*)(?:=([\s\S]*))?$/.exec(written);
		const name = option?.[1] ?? "";
		if (option === null || ownOptions.has(name)) {
			own.push(written);
			// The value of an option is no option, whatever it looks like.
			if (option !== null && option[2] === undefined && takesValue(name)) own.push(...args.slice(++index, index + 1));
			continue;
		}
		const value = option[2] ?? args[++index];
		if (value === undefined) return misused(`--${name} needs a value.`);
		answers.push([name, value]);
	}
	const parsed = readArguments(own, options);
	return parsed.ok ? judge(parsed.values, parsed.positionals, answers) : misused(parsed.reason);
}

function takesValue(name: string): boolean {
	return (options as Readonly<Record<string, { readonly type: string }>>)[name]?.type === "string";
}

function judge(
	values: Extract<Parsed<typeof options>, { readonly ok: true }>["values"],
	positionals: readonly string[],
	answers: [string, string][],
): ReadNewArguments {
	const [scaffold, ...more] = positionals;
	if (more.length > 0) return misused(`one scaffold is made at a time; "${more[0]}" is one too many.`);
	if (scaffold === undefined && !values.list && !values.help) {
		return misused('name a scaffold; "observability new --list" tells which there are.');
	}
	const server = findServerMisuse(values);
	if (server !== undefined) return misused(server);
	const { format } = values;
	if (format !== "text" && format !== "json")
		return misused(`there is no format "${format}"; there are text and json.`);
	for (const pair of values.answer ?? []) {
		const equals = pair.indexOf("=");
		if (equals < 1) return misused(`"${pair}" after --answer is no ID=VALUE.`);
		answers.push([pair.slice(0, equals), pair.slice(equals + 1)]);
	}
	return {
		kind: "ok",
		given: {
			...(scaffold === undefined || values.list ? {} : { scaffold }),
			answers,
			...(values.answers === undefined ? {} : { answersFile: values.answers }),
			workspace: values.workspace,
			yes: values.yes,
			dryRun: values["dry-run"],
			diff: values.diff,
			overwrite: values.overwrite,
			insight: !values["no-insight"],
			format,
			help: values.help,
			server: values,
		},
	};
}

function misused(reason: string): ReadNewArguments {
	return { kind: "misused", reason };
}
