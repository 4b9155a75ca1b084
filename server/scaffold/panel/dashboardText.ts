import { type Node, type ParseError, parseTree } from "jsonc-parser";
import type { Dashboard } from "../../documents/model/dashboard.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import { Refusal } from "../scaffoldLogic.ts";

/** A dashboard of the workspace as it is written: JSON, which may stand in a block of YAML. */
export interface DashboardText {
	readonly path: string;
	/** The whole file. */
	readonly text: string;
	/** The dashboard in it, by whose offsets `root` counts. */
	readonly json: string;
	readonly start: number;
	readonly root: Node;
	readonly model: Dashboard;
}

/**
 * Reads the dashboard that an answer names: the path of its file, with `#` and its title behind where that holds several.
 * A `Refusal` says why nothing can be added to it.
 */
export async function readDashboardText(answer: string, context: ScaffoldContext): Promise<DashboardText> {
	const refuse = (message: string) => new Refusal("dashboard", message);
	const { path, title, text } = await findFile(answer, context);
	if (text === undefined) throw refuse(`There is no file ${path} that can be read.`);
	const model = context.parse({
		uri: `${context.files.uri}${path}`,
		languageId: path.endsWith(".json") ? "json" : "yaml",
		version: 0,
		text,
	});
	const all = model.dashboards;
	const meant = title === undefined ? all : all.filter((each) => each.title?.value === title);
	const [dashboard, ...others] = meant;
	if (dashboard === undefined) {
		throw refuse(title === undefined ? `${path} holds no dashboard.` : `${path} holds no dashboard "${title}".`);
	}
	if (others.length > 0) {
		const which = title === undefined ? "" : ` that are called "${title}"`;
		const mend =
			title === undefined
				? `name the one that is meant, as ${path}#Title.`
				: "add the panel by hand to the one that is meant.";
		throw refuse(`${path} holds ${others.length + 1} dashboards${which}; ${mend}`);
	}
	if (dashboard.form === "libraryPanel") throw refuse(`${path} is a single library panel, not a dashboard.`);
	if (model.isCertain !== undefined) {
		throw refuse(
			`${path} is a template of a Helm chart, whose braces a panel's own would be mixed up with; add the panel by hand.`,
		);
	}
	const { start, end } = dashboard.span;
	const json = text.slice(start, end);
	const faults: ParseError[] = [];
	const root = parseTree(json, faults, { allowTrailingComma: false, disallowComments: true });
	if (root === undefined || root.type !== "object" || faults.length > 0) {
		throw refuse(
			`The dashboard in ${path} is not written as plain JSON, so nothing can be added to it without writing it anew.`,
		);
	}
	return { path, text, json, start, root, model: dashboard };
}

/** A path may have a `#` of its own. */
async function findFile(answer: string, { files }: ScaffoldContext) {
	const whole = await files.read(answer);
	const mark = answer.indexOf("#");
	if (whole !== undefined || mark === -1) return { path: answer, text: whole };
	const path = answer.slice(0, mark);
	return { path, title: answer.slice(mark + 1), text: await files.read(path) };
}
