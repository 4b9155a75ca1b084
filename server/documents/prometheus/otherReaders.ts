// Source: VictoriaMetrics' lib/promscrape and lib/promrelabel, and Promtail's scrape configurations; read November 2026.

/**
 * Keys of scrape jobs and relabelling rules, and actions of these, that other readers of Prometheus's format have and
 * Prometheus has not. A file that uses one is written for vmagent or Promtail, and what those make of it is theirs to say.
 */
export const namesOfOtherReaders: ReadonlySet<string> = new Set([
	"scrape_align_interval",
	"scrape_offset",
	"stream_parse",
	"series_limit",
	"no_stale_markers",
	"relabel_debug",
	"metric_relabel_debug",
	"disable_compression",
	"disable_keepalive",
	"max_scrape_size",
	"yandexcloud_sd_configs",
	"attach_namespace_metadata",
	"if",
	"keep_if_equal",
	"drop_if_equal",
	"keep_if_contains",
	"drop_if_contains",
	"keep_metrics",
	"drop_metrics",
	"replace_all",
	"labelmap_all",
	"graphite",
	"pipeline_stages",
	"loki_push_api",
	"syslog",
	"journal",
]);
