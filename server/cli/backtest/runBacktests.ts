import * as nodePath from "node:path";
import type { BacktestQuestion } from "../../features/backtest/backtester.ts";
import type { BacktestView, StartedBacktest } from "../../features/backtest/backtests.ts";
import { defaultCostBounds } from "../../metrics/cost.ts";
import type { LanguageService } from "../../service.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import { displayPath } from "../check/displayPath.ts";
import { createCliService } from "../cliService.ts";
import type { OnlineServer } from "../onlineServer.ts";
import type { BacktestArguments } from "./backtestArguments.ts";
import type { AlertReport } from "./backtestReport.ts";
import type { Target, Targets } from "./findTargets.ts";

/** Asks the server, for one alert after the other. */
export async function runBacktests(
	{ targets, documents }: Extract<Targets, { readonly kind: "ok" }>,
	given: BacktestArguments,
	online: OnlineServer,
	error: (text: string) => void,
	signal: AbortSignal,
): Promise<readonly AlertReport[]> {
	if (targets.length === 0) return [];
	const { createOnlineKnowledge } = await import("../online.ts");
	const server = createOnlineKnowledge(online);
	try {
		// The old rules are read apart from the new ones, as both may define the same metrics.
		const service = createCliService(error, server.ports);
		const oldService = createCliService(error, server.ports);
		// What they define is known once they have been looked at.
		for (const document of documents) service.kindOf(document);
		const end = given.until ?? Date.now() / 1000;
		const reports: AlertReport[] = [];
		for (const target of targets) {
			if (signal.aborted) break;
			const ask = (from: LanguageService, document: SourceDocument, offset: number) =>
				start(from, document, offset, end, given, signal);
			const outcome = await ask(service, target.document, target.alert.offset);
			reports.push({
				alert: target.alert.name,
				path: displayPath(target.path, process.cwd(), nodePath),
				group: target.alert.group,
				outcome: describeOutcome(service, outcome, given),
				...(await runBase(target, oldService, ask)),
			});
			if (outcome.kind === "ok") service.backtest.close(outcome.backtest.id);
		}
		return reports;
	} finally {
		await server.close();
	}
}

function start(
	service: LanguageService,
	document: SourceDocument,
	offset: number,
	end: number,
	given: BacktestArguments,
	signal: AbortSignal,
): Promise<StartedBacktest> {
	const question: BacktestQuestion = {
		at: { offset },
		spanSeconds: given.since,
		end,
		...(given.step === undefined ? {} : { stepSeconds: given.step }),
		expand: given.expand,
		bounds: defaultCostBounds,
		confirmed: given.force,
	};
	return service.backtest.start(document, question, signal);
}

function describeOutcome(
	service: LanguageService,
	outcome: StartedBacktest,
	given: BacktestArguments,
): AlertReport["outcome"] {
	if (outcome.kind !== "ok") return { kind: "failed", reason: explain(outcome) };
	const view: BacktestView = outcome.backtest;
	const settings = {
		thresholds: view.thresholds.map(({ value }) => value),
		forSeconds: given.forSeconds ?? view.forSeconds,
		keepFiringForSeconds: given.keepFiringForSeconds ?? view.keepFiringForSeconds,
	};
	const { forSeconds, keepFiringForSeconds } = settings;
	return {
		kind: "ok",
		view,
		replay: service.backtest.replay(view.id, settings) ?? view.replay,
		forSeconds,
		keepFiringForSeconds,
	};
}

async function runBase(
	{ base }: Target,
	service: LanguageService,
	ask: (service: LanguageService, document: SourceDocument, offset: number) => Promise<StartedBacktest>,
): Promise<Pick<AlertReport, "base">> {
	if (base === undefined) return {};
	if (base === "new") return { base: { kind: "new" } };
	const outcome = await ask(service, base.document, base.alert.offset);
	if (outcome.kind !== "ok") return { base: { kind: "failed", reason: explain(outcome) } };
	service.backtest.close(outcome.backtest.id);
	return { base: { kind: "ok", view: outcome.backtest } };
}

function explain(outcome: Exclude<StartedBacktest, { readonly kind: "ok" }>): string {
	if (outcome.kind === "failed") return outcome.message;
	return `${outcome.question.replace(/ Run it(?: all the same)?\?$/, "")} --force asks all the same.`;
}
