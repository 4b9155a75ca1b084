import { parsePromql } from "../../promql/parse.ts";
import { walk } from "../../promql/visit.ts";
import { makeSlug } from "../quoting/slug.ts";
import { type AlertRule, type AlertStyle, dressAlert, nameAlert } from "../ruleLibrary/dressAlert.ts";
import { wordFor } from "../ruleLibrary/fillEntry.ts";
import { readStyle } from "../ruleLibrary/styleAnswers.ts";
import { folderPrefix } from "../ruleLibrary/targetFile.ts";
import { findTargetResource } from "../ruleLibrary/targetResource.ts";
import { findTeamStyle, linkRunbook } from "../ruleLibrary/teamStyle.ts";
import { type Answers, type ScaffoldFile, splitAnswer } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import { type Composition, Refusal } from "../scaffoldLogic.ts";
import { writeAlertTest } from "./alertTests.ts";
import type { AskedAlert } from "./askedAlert.ts";
import { readAlerts, readScope } from "./readAlerts.ts";

/** The rules, a runbook for each, and their tests. */
export async function composeAlerts(answers: Answers, context: ScaffoldContext): Promise<Composition> {
	const alerts = await readAlerts(answers, context);
	if (alerts.length === 0) throw new Refusal("alerts", "Choose at least one alert.");
	const style = readStyle(answers, context);
	const extras = splitAnswer(answers["extras"]);
	const runbooks = folderPrefix(answers["runbookFolder"] ?? "runbooks");
	const address = answers["runbookUrl"] ?? findTeamStyle(context).runbook;
	const written = alerts.map((asked) => {
		const name = nameAlert(asked.alert, style.naming);
		const path = extras.includes("runbook") ? `${runbooks}${nameFile(name)}.md` : "";
		// Without a page there is only a link where the team's pages have addresses by the alert's name.
		const link = path === "" && !address.includes("{alert") ? "" : linkRunbook(address, name, path);
		return { asked, path, rule: dressAlert(asked, style, link) };
	});
	const twice = written.find(({ rule }, index) => written.findIndex((each) => each.rule.name === rule.name) !== index);
	if (twice !== undefined) throw new Refusal("alerts", `Two of the alerts would be called ${twice.rule.name}.`);

	const file = answers["file"] ?? "";
	const isResource = answers["output"] === "prometheusRule";
	const tests =
		extras.includes("test") && !isResource ? await writeTests(written, answers, file) : { files: [], notes: [] };
	const groups = [...new Set(written.map(({ asked }) => asked.group))].map((name) => ({
		name,
		rules: written.filter(({ asked }) => asked.group === name).map(({ rule }) => viewRule(rule)),
	}));
	return {
		view: {
			groups,
			file,
			...(await findTargetResource(
				answers,
				groups.map(({ name }) => name),
				makeSlug((file.split("/").at(-1) ?? "alerts").replace(/(?:\.\w+)+$/, "")),
				context,
			)),
			runbooks: written.filter(({ path }) => path !== "").map((each) => viewRunbook(each, style)),
		},
		notes: [...tests.notes, ...tellNextSteps(answers, extras, isResource)],
		files: tests.files,
	};
}

interface WrittenAlert {
	readonly asked: AskedAlert;
	/** Of its runbook; empty for none. */
	readonly path: string;
	readonly rule: AlertRule;
}

async function writeTests(written: readonly WrittenAlert[], answers: Answers, file: string) {
	const scope = readScope(answers);
	const folder = file.split("/").slice(0, -1).join("/");
	const files: ScaffoldFile[] = [];
	const notes: string[] = [];
	for (const { asked, rule } of written) {
		// A test takes a moment to be worked out; key strokes come in between.
		await new Promise((resolve) => setTimeout(resolve, 0));
		const path = `${folderPrefix(folder)}tests/${nameFile(rule.name)}.test.yaml`;
		const { text, missing } = writeAlertTest(asked, rule, scope, file, path);
		if (text !== undefined) files.push({ path, content: text, description: `Test of ${rule.name}` });
		notes.push(...missing.map((reason) => `${rule.name}: ${reason}`));
	}
	return { files, notes };
}

/** Names of alerts are mostly file names already. */
function nameFile(name: string): string {
	return /^[A-Za-z0-9_-]{1,100}$/.test(name) ? name : makeSlug(name);
}

function viewRule({ name, expression, for: held, labels, annotations }: AlertRule) {
	return { name, expression, for: held, labels, annotations };
}

function viewRunbook({ asked, path, rule }: WrittenAlert, { severityLabel, severities }: AlertStyle) {
	return {
		path,
		name: rule.name,
		severity: severityLabel === "" ? "" : severities[asked.severity],
		tells: asked.tells,
		for: wordFor(asked.for) ?? "",
		expression: asked.expression,
		impact: asked.impact,
		// What asks for no series holds whatever happens: that it goes on is what is good.
		always: ![...walk(parsePromql(asked.expression).expression)].some(({ kind }) => kind === "selector"),
		queries: asked.diagnosis,
		mitigation: asked.mitigation,
	};
}

function tellNextSteps(answers: Answers, extras: readonly string[], isResource: boolean): readonly string[] {
	const file = answers["file"] ?? "";
	const notes = [
		isResource
			? `Apply ${file}; its labels have to match the ruleSelector of your Prometheus resource.`
			: `Let rule_files in prometheus.yml include ${file}, then reload Prometheus.`,
	];
	if (isResource && extras.includes("test")) {
		notes.push("promtool reads no PrometheusRule, so there is no test; tests go with a plain rule file.");
	}
	if (answers["alerts"]?.includes("watchdog")) {
		notes.push("Give Watchdog a route of its own to a service that raises the alarm when it stops coming.");
	}
	return notes;
}
