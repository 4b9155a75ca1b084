import { type SlothKeys, slothFileKeys, slothResourceKeys } from "../../../documents/slo/slothStructure.ts";
import type { Fields } from "../../../documents/structure/fields.ts";
import { createPeriod } from "../period.ts";
import type { SloDefinition } from "../sloDefinition.ts";
import { readObjective } from "./objectiveAndPeriod.ts";
import { readSpecQuery } from "./querySelection.ts";
import { readRatio } from "./ratioIndicator.ts";
import { readWhole, type SpecMeaning, type SpecSlo, Unconvertible } from "./specSlo.ts";

/** Of `version: prometheus/v1`. */
export function readSlothFile(document: Fields): readonly SpecSlo[] {
	return readSpec(document, slothFileKeys);
}

/** Of a PrometheusServiceLevel. */
export function readSlothResource(document: Fields): readonly SpecSlo[] {
	const spec = document.mapping("spec");
	return spec === undefined ? [] : readSpec(spec, slothResourceKeys);
}

function readSpec(spec: Fields, keys: SlothKeys): readonly SpecSlo[] {
	const service = spec.text("service");
	return spec.mappings("slos").map((slo, index): SpecSlo => {
		const name = slo.text("name")?.value ?? `slo-${index + 1}`;
		return {
			tool: "Sloth",
			service: service?.value ?? "",
			name,
			span: slo.span,
			meaning: readWhole(() => readSlo(spec, slo, name, keys)),
		};
	});
}

function readSlo(spec: Fields, slo: Fields, name: string, keys: SlothKeys): Extract<SpecMeaning, { kind: "slo" }> {
	const service = spec.text("service");
	if (service === undefined) throw new Unconvertible("The specification names no service.", spec.span);
	for (const [owner, key] of [
		[spec, "slo_plugins"],
		[spec, "sloPlugins"],
		[slo, "plugins"],
	] as const) {
		const plugins = owner.get(key);
		if (plugins?.value !== undefined) {
			throw new Unconvertible("Plugins of Sloth change its rules, and only Sloth can run them.", plugins.keySpan);
		}
	}
	return {
		kind: "slo",
		slo: {
			service: service.value,
			name,
			...readIndicator(slo, keys),
			objective: readObjective(slo.text("objective"), slo.span),
			// Sloth's command line decides; this is what it takes where nothing is said.
			period: createPeriod(30),
		},
		notes: [...tellLabels(spec, slo), ...tellAlerting(slo, keys)],
	};
}

function readIndicator(slo: Fields, keys: SlothKeys): Pick<SloDefinition, "indicator" | "grouping"> {
	const sli = slo.mapping("sli");
	const plugin = sli?.get("plugin");
	if (plugin?.value !== undefined) {
		const id = sli?.mapping("plugin")?.text("id")?.value;
		throw new Unconvertible(
			`The SLI is written by the plugin ${id ?? ""}, which only Sloth can run. Write its queries out as \`events\`.`,
			plugin.keySpan,
		);
	}
	const raw = sli?.mapping("raw")?.text(keys.errorRatioQuery);
	if (raw !== undefined) {
		const query = readSpecQuery(raw.value, raw.span);
		if (query.grouping.length > 0 || query.counter !== undefined) {
			throw new Unconvertible("The query of an error ratio has to give one series of 0 to 1.", raw.span);
		}
		return { indicator: { kind: "ratio", query: query.text }, grouping: [] };
	}
	const events = sli?.mapping("events");
	const errors = events?.text(keys.errorQuery);
	const total = events?.text(keys.totalQuery);
	if (errors === undefined || total === undefined) {
		throw new Unconvertible("The SLI has no queries of errors and of all events.", sli?.span ?? slo.span);
	}
	return readRatio(readSpecQuery(errors.value, errors.span), "bad", readSpecQuery(total.value, total.span));
}

function tellLabels(spec: Fields, slo: Fields): readonly string[] {
	const labels = [...spec.pairs("labels"), ...slo.pairs("labels")].map(({ key }) => key.value);
	if (labels.length === 0) return [];
	return [`The labels ${[...new Set(labels)].join(", ")} of the specification are not in the rules.`];
}

function tellAlerting(slo: Fields, keys: SlothKeys): readonly string[] {
	const alerting = slo.mapping("alerting");
	const notes: string[] = [];
	for (const [key, words] of [
		[keys.pageAlert, "pages"],
		[keys.ticketAlert, "opens tickets"],
	] as const) {
		const alert = alerting?.mapping(key);
		if (alert?.isTrue("disable")) {
			notes.push(`Sloth makes no alert that ${words} (\`${key}\` is disabled); the rules have one, so take it out.`);
		} else if ((alert?.pairs("labels").length ?? 0) + (alert?.pairs("annotations").length ?? 0) > 0) {
			notes.push(`Labels and annotations of \`${key}\` are not in the rules: route by severity, or add them there.`);
		}
	}
	return notes;
}
