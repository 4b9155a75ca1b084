import { expect, test } from "vitest";
import { readExposition } from "../../../scripts/catalogue/exposition.ts";

/** Each metric in one line: its name, type, unit, labels and help. */
function read(text: string): string[] {
	return readExposition(text).map(({ name, type, unit, labels, help, quantiles }) =>
		[name, type, unit, labels?.join(), help, quantiles === undefined ? "" : `quantiles ${quantiles}`]
			.join(" | ")
			.replace(/[ |]+$/, ""),
	);
}

test.each([
	[
		"a counter and a gauge with labels",
		'# HELP a_total Things\\n done, with a \\\\.\n# TYPE a_total counter\na_total{x="1",y="{,}\\""} 1\na_total{z="2"} 3 1700000000\n# TYPE b gauge\nb NaN\n',
		["a_total | counter |  | x,y,z | Things  done, with a \\.", "b | gauge"],
	],
	[
		"a histogram is one metric, without its le",
		'# TYPE h histogram\nh_bucket{le="1",m="a"} 1\nh_bucket{le="+Inf",m="a"} 1\nh_sum{m="a"} 1\nh_count{m="a"} 1\n',
		["h | histogram |  | m"],
	],
	[
		"a summary with quantiles, and one without",
		'# TYPE s summary\ns{quantile="0.5"} 1\ns_sum 1\ns_count 1\n# TYPE t summary\nt_sum 1\nt_count 1\n',
		["s | summary |  |  |  | quantiles true", "t | summary |  |  |  | quantiles false"],
	],
	["what nobody declares", 'u{a="b"} 1\nv_count 2\n', ["u | unknown |  | a", "v_count | unknown"]],
	["what has no series", "# HELP w Nothing.\n# TYPE w gauge\n", []],
	["a label le of a gauge is its own", '# TYPE g gauge\ng{le="1"} 1\n', ["g | gauge |  | le"]],
	[
		"OpenMetrics keeps suffixes and the unit apart",
		'# TYPE r_seconds counter\n# UNIT r_seconds seconds\nr_seconds_total{a="b"} 1 # {trace="x"} 1\nr_seconds_created 2\n# TYPE build info\nbuild_info{v="1"} 1\n# EOF\n',
		["r_seconds_total | counter | seconds | a", "build_info | info |  | v"],
	],
])("%s", (_, text, expected) => {
	expect(read(text)).toEqual(expected);
});
