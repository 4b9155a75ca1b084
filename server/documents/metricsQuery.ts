// Source: VictoriaMetrics's documentation of MetricsQL; read November 2026.

import { withoutStrings } from "./logQuery.ts";

/** Functions that MetricsQL has and PromQL does not, by the shape of their names; names that a typo could be are left out. */
const functions = [
	"rollup(?:_\\w+)?",
	"(?:topk|bottomk)_(?:min|max|avg|median|last)",
	"(?:range|running)_(?:avg|first|last|max|min|sum|median|quantile|stddev|stdvar|linear_regression|mad|normalize|trim_\\w+|zscore)",
	"label_(?:set|del|copy|move|keep|map|match|mismatch|transform|uppercase|lowercase|value|graphite_group)",
	"(?:increase|rate|changes|delta)_(?:prometheus|pure)",
	"(?:share|count|sum)_(?:eq|ne|le|gt)_over_time",
	"(?:median|distinct|zscore|ascent|descent|geomean|integrate|duration|tfirst|tlast|tmin|tmax|quantiles|histogram|lifetime|increases|decreases)_over_time",
	"(?:keep_last|keep_next)_value",
	"rate_over_sum|default_rollup|deriv_fast|ideriv|remove_resets|smooth_exponential|scrape_interval",
	"prometheus_buckets|buckets_limit|histogram_share|outliersk|outliers_(?:iqr|mad)|labels_equal|limit_offset",
	"drop_common_labels|drop_empty_series|sort_by_label_numeric(?:_desc)?|alias|union|sum2|timezone_offset",
];

const signs = new RegExp(
	`\\b(?:${functions.join("|")})\\s*\\(|^\\s*WITH\\s*\\(|\\bkeep_metric_names\\b|\\bifnot\\b|\\)\\s*default\\s+[-\\d(\\w]`,
	"i",
);

/** Claims that the text can only be MetricsQL, VictoriaMetrics's language, which is PromQL with much besides. */
export function looksLikeMetricsql(expression: string): boolean {
	return signs.test(expression) && signs.test(withoutStrings(expression));
}
