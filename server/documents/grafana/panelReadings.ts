import { shift } from "../../text/span.ts";
import { moveRegion } from "../embedded/masks/createMaskedRegion.ts";
import type { Datasource, Panel, Target } from "../model/dashboard.ts";
import type { Located } from "../model/located.ts";
import type { YamlMapping } from "../yaml/node.ts";
import type { DashboardContext } from "./dashboardContext.ts";
import type { HostObject } from "./hostObject.ts";

/**
 * Readings of panels by their node, which lives as long as the text of the panel stays in the file: a key stroke reads
 * one panel again, and moves those behind it.
 */
export class PanelReadings {
	readonly #readings = {
		promql: new WeakMap<YamlMapping, RememberedPanel>(),
		metricsql: new WeakMap<YamlMapping, RememberedPanel>(),
	};

	/** The panel where it stands now, read anew only if it or what all panels share has changed. */
	find(panel: HostObject, row: string | undefined, context: DashboardContext, read: () => Panel): Panel {
		const { node, span, borrowed } = panel;
		if (borrowed || node.aliased) return read();
		const readings = this.#readings[context.dialect];
		const known = readings.get(node);
		const { key } = context;
		if (known === undefined || known.key !== key) {
			const fresh = read();
			readings.set(node, { key, panel: fresh });
			return fresh;
		}
		const delta = span.start - known.panel.span.start;
		if (delta === 0 && known.panel.row === row) return known.panel;
		const moved = movePanel(known.panel, delta, row);
		readings.set(node, { key, panel: moved });
		return moved;
	}
}

interface RememberedPanel {
	/** What all panels of the dashboard shared when it was read. */
	readonly key: string;
	readonly panel: Panel;
}

function movePanel({ row: _, ...panel }: Panel, delta: number, row: string | undefined): Panel {
	const { id, title, description, type, unit, datasource, repeat, targets, span } = panel;
	return {
		...panel,
		...(id && { id: move(id, delta) }),
		...(title && { title: move(title, delta) }),
		...(description && { description: move(description, delta) }),
		...(type && { type: move(type, delta) }),
		...(unit && { unit: move(unit, delta) }),
		...(datasource && { datasource: moveDatasource(datasource, delta) }),
		...(repeat && { repeat: move(repeat, delta) }),
		...(row === undefined ? {} : { row }),
		targets: targets.map((target) => moveTarget(target, delta)),
		span: shift(span, delta),
	};
}

function moveTarget(target: Target, delta: number): Target {
	const { refId, datasource, expression, query, legend, span } = target;
	return {
		...target,
		...(refId && { refId: move(refId, delta) }),
		...(datasource && { datasource: moveDatasource(datasource, delta) }),
		...(expression && { expression: moveRegion(expression, delta, expression.context) }),
		...(query && { query: move(query, delta) }),
		...(legend && { legend: move(legend, delta) }),
		span: shift(span, delta),
	};
}

function moveDatasource(datasource: Datasource, delta: number): Datasource {
	const { referenceSpan, span } = datasource;
	return {
		...datasource,
		...(referenceSpan && { referenceSpan: shift(referenceSpan, delta) }),
		span: shift(span, delta),
	};
}

function move<T>({ value, span }: Located<T>, delta: number): Located<T> {
	return { value, span: shift(span, delta) };
}
