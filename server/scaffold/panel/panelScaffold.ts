import type { Dashboard } from "../../documents/model/dashboard.ts";
import { canonicalPromql } from "../../promql/canonical.ts";
import { parsePromql } from "../../promql/parse.ts";
import { joinEdits, type TextEdit } from "../../text/textEdit.ts";
import { asksQueries, type PanelDesign } from "../dashboard/dashboardDesign.ts";
import { foreseePanels } from "../dashboard/foreseeDashboard.ts";
import { knowResultsHere } from "../dashboard/knownHere.ts";
import type { JsonObject } from "../dashboard/panelSettings.ts";
import { fillWindows } from "../dashboard/unitOfExpression.ts";
import type { Insight } from "../insight.ts";
import type { Answers, Choice } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import { type ChoiceSource, type Composition, Refusal, type ScaffoldLogic } from "../scaffoldLogic.ts";
import { pathIn } from "../sources/pathIn.ts";
import { type DashboardText, readDashboardText } from "./dashboardText.ts";
import { followVariables } from "./followVariables.ts";
import { insertClassicPanel } from "./insertClassicPanel.ts";
import { insertResourcePanel } from "./insertResourcePanel.ts";
import { type AskedPanel, designPanel, panelTypes, suggestType, suggestUnit } from "./panelOf.ts";
import { findShownExpression } from "./shownExpression.ts";

/** "Add Panel to Dashboard": shows the expression under the cursor in a dashboard of the workspace. */
export const panelScaffold: ScaffoldLogic = {
	id: "panel",
	choices: { dashboards: chooseDashboard, rows: chooseRow },
	validate: {
		expression: (value) => checkExpression(value),
		unit: (value) => (value === "" ? "Name a unit of Grafana's, or none." : undefined),
	},
	suggest: {
		expression: async (_answers, context) => (await findShownExpression(context))?.expression,
		title: async (answers, context) => {
			const shown = await findShownExpression(context);
			return shown !== undefined && shown.expression === answers["expression"] ? shown.title : undefined;
		},
		type: (answers, context) => suggestType(answers["expression"] ?? "", knowResultsHere(context)),
		unit: (answers, context) => suggestUnit(answers["expression"] ?? "", knowResultsHere(context)),
	},
	compose: composePanel,
	foresee: foreseePanel,
};

async function composePanel(answers: Answers, context: ScaffoldContext): Promise<Composition> {
	const { dashboard, panel } = await readAnswers(answers, context);
	const { path } = dashboard;
	const view = { dashboard: path, title: panel.title };
	if (isThere(dashboard.model, panel)) {
		return { view, notes: [`${path} has this panel already.`], files: [] };
	}
	const content = applyEdits(dashboard, insertPanel(dashboard, panel, answers["row"] ?? ""));
	await checkKept(dashboard, content, answers["dashboard"] ?? "", context);
	const description = `The panel ${panel.title} in ${dashboard.model.title?.value ?? path}`;
	return {
		view,
		notes: [],
		files: [{ path, content, base: dashboard.text, description }],
	};
}

async function readAnswers(answers: Answers, context: ScaffoldContext) {
	const dashboard = await readDashboardText(answers["dashboard"] ?? "", context);
	const asked: AskedPanel = {
		expression: answers["expression"] ?? "",
		title: answers["title"] ?? "",
		type: panelTypes.find((type) => type === answers["type"]) ?? "timeseries",
		unit: answers["unit"] ?? "short",
	};
	const adapt = (expression: string) => followVariables(expression, dashboard.model, context.graph);
	const shown = await findShownExpression(context);
	return { dashboard, panel: designPanel(asked, shown, knowResultsHere(context), adapt) };
}

/** Whether the panel would have data now, and what it would show. */
async function foreseePanel(answers: Answers, context: ScaffoldContext, signal: AbortSignal): Promise<Insight> {
	const { dashboard, panel } = await readAnswers(answers, context);
	const names = dashboard.model.variables.map(({ name }) => name.value).filter((name) => /^\w+$/.test(name));
	const variables = names.map((name) => ({ name, selector: "" }));
	const title = `What ${panel.title} would show now`;
	return foreseePanels(title, asksQueries(panel) ? [panel] : [], { variables }, context, signal);
}

function insertPanel(dashboard: DashboardText, panel: PanelDesign, row: string): readonly TextEdit[] {
	const source = findDatasource(dashboard.model);
	if (dashboard.model.form === "resourceV2") {
		return insertResourcePanel(dashboard, panel, row, source?.["uid"] as string | undefined);
	}
	const isResource = dashboard.model.form === "resourceV1";
	const spec = isResource
		? dashboard.root.children?.find(({ children }) => children?.[0]?.value === "spec")
		: undefined;
	const root = spec?.children?.[1] ?? dashboard.root;
	return insertClassicPanel({ json: dashboard.json, root }, panel, row, source);
}

/** The data source that the dashboard's variable stands for; where it has none, that of a panel that asks Prometheus. */
function findDatasource({ variables, panels }: Dashboard): JsonObject | undefined {
	const variable = variables.find(
		({ type, query }) => type === "datasource" && (query?.value ?? "prometheus") === "prometheus",
	);
	if (variable !== undefined) return { type: "prometheus", uid: `\${${variable.name.value}}` };
	for (const panel of panels) {
		const target = panel.targets.find(({ language }) => language === "promql" || language === "metricsql");
		const datasource = target?.datasource ?? (target === undefined ? undefined : panel.datasource);
		if (datasource?.reference !== undefined) {
			return { ...(datasource.type === undefined ? {} : { type: datasource.type }), uid: datasource.reference };
		}
	}
	return undefined;
}

/** Claims that the dashboard has a panel of that title that asks the same. */
function isThere({ panels }: Dashboard, panel: PanelDesign): boolean {
	const wanted = asksQueries(panel) ? meaningOf(panel.queries[0]?.expression ?? "") : "";
	return panels.some(
		({ title, targets }) =>
			title?.value === panel.title &&
			targets.some(({ query }) => query !== undefined && meaningOf(query.value) === wanted),
	);
}

function meaningOf(expression: string): string {
	return canonicalPromql(fillWindows(expression)) ?? expression.trim();
}

function applyEdits({ text, start }: DashboardText, edits: readonly TextEdit[]): string {
	const moved = edits.map(({ span, newText }) => ({
		span: { start: span.start + start, end: span.end + start },
		newText,
	}));
	const joined = joinEdits(text, moved);
	if (joined === undefined) return text;
	return text.slice(0, joined.span.start) + joined.newText + text.slice(joined.span.end);
}

/** What is written has to be read again as the dashboard that it was, with one panel more. */
async function checkKept(
	before: DashboardText,
	content: string,
	answer: string,
	context: ScaffoldContext,
): Promise<void> {
	const read = async (path: string) => (path === before.path ? content : context.files.read(path));
	const after = await readDashboardText(answer, { ...context, files: { ...context.files, read } });
	if (after.model.panels.length === before.model.panels.length + 1) return;
	throw new Refusal(
		"dashboard",
		`${before.path} is written in a way that cannot be added to safely; add the panel by hand.`,
	);
}

function checkExpression(value: string): string | undefined {
	if (value === "") return "Give the query that the panel shows.";
	const { problems } = parsePromql(fillWindows(value));
	const fault = problems.find(({ severity }) => severity === "error");
	// A dashboard's own variables can stand where PromQL has no place for them.
	return fault === undefined || /\$|\[\[/.test(value) ? undefined : fault.message;
}

/** Every dashboard of the folder; of a file with several each by its title. */
async function chooseDashboard(...[, context]: Parameters<ChoiceSource>): ReturnType<ChoiceSource> {
	const byFile = new Map<string, string[]>();
	for (const { uri, item } of context.graph.items("dashboard")) {
		const path = pathIn(context, uri);
		if (path !== undefined) byFile.set(path, [...(byFile.get(path) ?? []), item.name]);
	}
	const choices = [...byFile].flatMap(([path, titles]): Choice[] =>
		titles.map((title) => ({
			value: titles.length === 1 ? path : `${path}#${title}`,
			label: title === "" ? path : title,
			description: path,
		})),
	);
	if (choices.length === 0) return { choices, note: "The workspace folder has no dashboards yet; add one first." };
	return { choices: choices.sort((a, b) => (a.value < b.value ? -1 : 1)) };
}

async function chooseRow(...[answers, context]: Parameters<ChoiceSource>): ReturnType<ChoiceSource> {
	const end = { value: "", label: "(below all others)", description: "at the end of the dashboard" };
	try {
		const { model } = await readDashboardText(answers["dashboard"] ?? "", context);
		const titles = new Set(model.rows.flatMap(({ title }) => (title === undefined ? [] : [title.value])));
		return { choices: [...[...titles].map((title) => ({ value: title, label: title })), end] };
	} catch (error) {
		if (error instanceof Refusal) return { choices: [end], note: error.message };
		throw error;
	}
}
