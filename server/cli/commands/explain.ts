import { closestWord } from "../../base/closestWord.ts";
import { faultCatalogue } from "../../checks/faultCatalogue.ts";
import { CHECKS } from "../../checks/registry.ts";
import type { Command } from "../command.ts";
import { EXIT } from "../exitCodes.ts";
import { describeEntry } from "../explainEntry.ts";

const usage = `Usage: observability explain [CODE]

Tells what a diagnostic means, why it matters and what to do. Without a code: all of them, a line each.
`;

export default {
	run(args, { out, error }) {
		const [code] = args;
		if (code === "--help" || code === "-h") {
			out(usage);
			return Promise.resolve(EXIT.clean);
		}
		if (code === undefined) {
			out(listAll());
			return Promise.resolve(EXIT.clean);
		}
		const entry = CHECKS.find(({ id }) => id === code) ?? faultCatalogue[code];
		if (entry === undefined) {
			const near = closestWord(code, [...CHECKS.map(({ id }) => id), ...Object.keys(faultCatalogue)]);
			error(
				`observability explain: there is no diagnostic "${code}".${near === undefined ? "" : ` Did you mean ${near}?`}\n`,
			);
			return Promise.resolve(EXIT.misused);
		}
		out(describeEntry(code, entry));
		return Promise.resolve(EXIT.clean);
	},
} satisfies Command;

function listAll(): string {
	const entries = [
		...CHECKS.map(({ id, severity, title, optIn }) => ({ id, severity: optIn === true ? "off" : severity, title })),
		...Object.entries(faultCatalogue).map(([id, { severity, title }]) => ({ id, severity, title })),
	].toSorted((a, b) => a.id.localeCompare(b.id));
	const width = Math.max(...entries.map(({ id }) => id.length));
	return entries.map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(11)}  ${title}\n`).join("");
}
