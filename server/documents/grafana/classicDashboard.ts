import type { Dashboard, Panel } from "../model/dashboard.ts";
import type { Located } from "../model/located.ts";
import { createDashboardContext, type DashboardContext } from "./dashboardContext.ts";
import { type HostObject, notEmpty } from "./hostObject.ts";
import { readInDialect } from "./metricsqlDashboard.ts";
import type { PanelReadings } from "./panelReadings.ts";
import { readAnnotations } from "./readAnnotations.ts";
import { readPanel, readPanels } from "./readPanels.ts";
import { describeVariables, finishVariable, nameDatasources, readVariables } from "./readVariables.ts";

/** Reads a dashboard as Grafana's JSON model has it, of any schema version. */
export function readClassicDashboard(
	dashboard: HostObject,
	form: Dashboard["form"],
	readings: PanelReadings,
): Dashboard {
	return readInDialect((dialect) => readModel(dashboard, form, readings, dialect));
}

function readModel(
	dashboard: HostObject,
	form: Dashboard["form"],
	readings: PanelReadings,
	dialect: DashboardContext["dialect"],
): Dashboard {
	const drafts = readVariables(dashboard);
	const inputs = dashboard.objects("__inputs");
	const context = createDashboardContext({
		datasources: nameDatasources(drafts, inputs),
		variables: describeVariables(drafts),
		dialect,
	});
	const { panels, rows } = readPanels(dashboard, context, readings);
	const library = readExportedLibraryPanels(dashboard).map((model): Panel => {
		// The id is that of the panel from which it was made.
		const { id: _, ...panel } = readPanel(model, undefined, context);
		return panel;
	});
	return {
		form,
		...readDashboardWords(dashboard),
		span: dashboard.span,
		panels: [...panels, ...library].sort((a, b) => a.span.start - b.span.start),
		rows,
		variables: drafts.map((draft) => finishVariable(draft, context)),
		annotations: readAnnotations(dashboard, context),
		inputs: inputs.flatMap((input): readonly Located<string>[] => asList(input.text("name"))),
	};
}

function asList<T>(value: T | undefined): readonly T[] {
	return value === undefined ? [] : [value];
}

function readDashboardWords(dashboard: HostObject): Pick<Dashboard, "title" | "uid" | "editable"> {
	const title = notEmpty(dashboard.text("title"));
	const uid = notEmpty(dashboard.text("uid"));
	const editable = dashboard.boolean("editable");
	return {
		...(title === undefined ? {} : { title }),
		...(uid === undefined ? {} : { uid }),
		...(editable === undefined ? {} : { editable }),
	};
}

/** A shared dashboard carries the library panels that it uses. */
function readExportedLibraryPanels(dashboard: HostObject): readonly HostObject[] {
	const elements = dashboard.object("__elements")?.members() ?? [];
	return elements.flatMap(({ value }) => value.object("model") ?? []);
}
