import type { Located } from "../model/located.ts";
import type { Slo } from "../model/slo.ts";
import type { Fields } from "../structure/fields.ts";

/** The SLOs of a Sloth specification; its labels are those of each. */
export function readSlothPromises(spec: Fields): readonly Slo[] {
	const service = spec.text("service");
	const common = spec.pairs("labels");
	return spec.mappings("slos").map((slo): Slo => {
		const name = slo.text("name");
		const objective = percentOf(slo.text("objective"), 1);
		return {
			...(name === undefined ? {} : { name }),
			...(service === undefined ? {} : { service }),
			...(objective === undefined ? {} : { objectivePercent: objective }),
			labels: [...common, ...slo.pairs("labels")],
			span: slo.span,
		};
	});
}

/** The one SLO of a resource of Pyrra. */
export function readPyrraPromises(resource: Fields): readonly Slo[] {
	const metadata = resource.mapping("metadata");
	const name = metadata?.text("name");
	const objective = percentOf(resource.mapping("spec")?.text("target"), 1);
	return [
		{
			...(name === undefined ? {} : { name }),
			...(objective === undefined ? {} : { objectivePercent: objective }),
			labels: metadata?.pairs("labels") ?? [],
			span: resource.span,
		},
	];
}

/** The SLO of an OpenSLO document, whose objectives may be several. */
export function readOpenSloPromises(document: Fields): readonly Slo[] {
	if (document.text("kind")?.value !== "SLO") return [];
	const metadata = document.mapping("metadata");
	const spec = document.mapping("spec");
	const name = metadata?.text("name");
	const service = spec?.text("service");
	const [only, ...others] = spec?.mappings("objectives") ?? [];
	const objective =
		others.length > 0 ? undefined : (percentOf(only?.text("target"), 100) ?? percentOf(only?.text("targetPercent"), 1));
	return [
		{
			...(name === undefined ? {} : { name }),
			...(service === undefined ? {} : { service }),
			...(objective === undefined ? {} : { objectivePercent: objective }),
			labels: metadata?.pairs("labels") ?? [],
			span: document.span,
		},
	];
}

/** `factor` makes percent of what is written. */
function percentOf(written: Located<string> | undefined, factor: number): Located<number> | undefined {
	if (written === undefined) return undefined;
	const value = Number(written.value);
	// 0.999 is 99.9 %, and not what a computer makes of the product.
	return Number.isNaN(value) ? undefined : { value: Number((value * factor).toPrecision(12)), span: written.span };
}
