import { writeFileSync } from "node:fs";
import { describeFailure } from "../../node/describeFailure.ts";
import { type BacktestArguments, backtestUsage, readBacktestArguments } from "../backtest/backtestArguments.ts";
import { type BacktestReport, explainVerdict } from "../backtest/backtestReport.ts";
import { findTargets } from "../backtest/findTargets.ts";
import { runBacktests } from "../backtest/runBacktests.ts";
import { writeJson, writeMarkdown, writeText } from "../backtest/writeReport.ts";
import { createConfigurations } from "../check/configurationChoice.ts";
import { untilInterrupted } from "../check/untilInterrupted.ts";
import type { Command, Surroundings } from "../command.ts";
import { EXIT } from "../exitCodes.ts";
import { nameOfServer } from "../onlineOptions.ts";

export default {
	async run(args, surroundings) {
		const read = readBacktestArguments(args);
		if (read.kind === "help") {
			surroundings.out(backtestUsage);
			return EXIT.clean;
		}
		if (read.kind === "misused") {
			surroundings.error(
				`observability backtest: ${read.reason}\n"observability backtest --help" tells the options.\n`,
			);
			return EXIT.misused;
		}
		return untilInterrupted((signal) => backtest(read.given, surroundings, signal));
	},
} satisfies Command;

async function backtest(given: BacktestArguments, surroundings: Surroundings, signal: AbortSignal): Promise<number> {
	const { error } = surroundings;
	const targets = await findTargets(given, signal);
	if (targets.kind === "misused") {
		error(`observability backtest: ${targets.reason}\n`);
		return EXIT.misused;
	}
	for (const reason of targets.untestable) error(`observability backtest: ${reason}\n`);
	const { chooseOnlineServer } = await import("../onlineServer.ts");
	const folder = process.cwd();
	const chosen = await chooseOnlineServer(given.server, createConfigurations({}).current(), folder, process.env);
	if (chosen.kind === "misused") {
		error(`observability backtest: ${chosen.reason}\n`);
		return EXIT.misused;
	}
	const alerts = await runBacktests(targets, given, chosen.server, error, signal);
	const report: BacktestReport = {
		server: nameOfServer(given.server),
		since: given.sinceText,
		...(given.compare === undefined ? {} : { compared: given.compare }),
		...(given.mostFirings === undefined ? {} : { mostFirings: given.mostFirings }),
		alerts,
	};
	const written = { text: writeText, json: writeJson, markdown: writeMarkdown }[given.format](report);
	if (given.output === undefined) surroundings.out(written);
	else {
		try {
			writeFileSync(given.output, written);
		} catch (cause) {
			error(`observability backtest: ${given.output} cannot be written: ${describeFailure(cause)}\n`);
			return EXIT.incomplete;
		}
	}
	if (alerts.some((alert) => explainVerdict(alert, given.mostFirings) !== undefined)) return EXIT.problems;
	const unknown = alerts.some(({ outcome, base }) => outcome.kind === "failed" || base?.kind === "failed");
	return unknown || signal.aborted ? EXIT.incomplete : EXIT.clean;
}
