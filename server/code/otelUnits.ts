// Source: github.com/prometheus/otlptranslator 1.0 (unit words), OpenTelemetry specification 1.50 "Prometheus and OpenMetrics Compatibility"; read November 2026.

/** Units of UCUM that Prometheus has a word for. Others are appended as they are. */
const unitWords: Readonly<Record<string, string>> = {
	d: "days",
	h: "hours",
	min: "minutes",
	s: "seconds",
	ms: "milliseconds",
	us: "microseconds",
	ns: "nanoseconds",
	By: "bytes",
	KiBy: "kibibytes",
	MiBy: "mebibytes",
	GiBy: "gibibytes",
	TiBy: "tibibytes",
	KBy: "kilobytes",
	MBy: "megabytes",
	GBy: "gigabytes",
	TBy: "terabytes",
	m: "meters",
	V: "volts",
	A: "amperes",
	J: "joules",
	W: "watts",
	g: "grams",
	Cel: "celsius",
	Hz: "hertz",
	"1": "",
	"%": "percent",
};

/** What stands behind the slash of a rate. */
const perUnitWords: Readonly<Record<string, string>> = {
	s: "second",
	m: "minute",
	h: "hour",
	d: "day",
	w: "week",
	mo: "month",
	y: "year",
};

/** The words of a unit: of `By/s` `bytes` and `per_second`. An annotation such as `{request}` has none. */
export function unitSuffixes(unit: string): { readonly main: string; readonly per: string } {
	const slash = unit.indexOf("/");
	const main = (slash < 0 ? unit : unit.slice(0, slash)).trim();
	const per = slash < 0 ? "" : unit.slice(slash + 1).trim();
	const perWord = wordOf(per, perUnitWords);
	return { main: clean(wordOf(main, unitWords)), per: perWord === "" ? "" : clean(`per_${perWord}`) };
}

function wordOf(unit: string, words: Readonly<Record<string, string>>): string {
	if (/[{}]/.test(unit)) return "";
	return Object.hasOwn(words, unit) ? (words[unit] ?? "") : unit;
}

function clean(unit: string): string {
	return unit
		.replaceAll(/[^a-zA-Z0-9:]+/g, "_")
		.replace(/^_/, "")
		.replace(/_$/, "");
}
