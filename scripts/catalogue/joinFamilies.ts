import type { MetricType } from "../../server/metrics/port.ts";
import type { Collected } from "./family.ts";

/** A metric as the catalogue has it. */
export interface Entry {
	readonly name: string;
	readonly type: MetricType;
	readonly unit: string;
	readonly help: string;
	readonly labels: readonly string[] | undefined;
	readonly quantiles: boolean;
	/** Index among the sources: the first that has it. */
	readonly source: number;
}

/** Of the runtime and the client library: said by their own source, and no metric of the program that has them too. */
const ofRuntime = /^(?:go|process|promhttp|python)_/;

/**
 * What would fill the catalogue and is asked for by few: counters of the insides of file systems and caches, and every setting
 * of MySQL and PostgreSQL but those that alerts and dashboards compare with.
 */
const leftOut: readonly RegExp[] = [
	/^node_(?:bcachefs|zfs_(?:abd|dbuf|dmu|dnode|fm|vdev_|xuio|zfetch|zil))_/,
	/^pg_settings_(?!(?:autovacuum|checkpoint|effective_cache|hot_standby|log_min_duration|maintenance_work|max_|min_wal|shared_buffers|work_mem|wal_))/,
	/^node_(?:zoneinfo|lnstat)_/,
	/^openshift_/,
	/^mysql_info_schema_innodb_metrics_/,
	/^mysql_global_variables_(?!(?:gtid_|innodb_(?:buffer|log|thread|flush)|key_buffer|log_bin|long_query|max_(?:allowed|connections|user)|open_files|performance_schema$|query_cache|read_only|server_id|slow_query|sync_binlog|table_|thread|tmp_table|wait_timeout))/,
];

/**
 * One entry a name, in order. What the first source says counts, labels are those of all, and a type about which two
 * sources disagree is not known.
 */
export function joinFamilies(sources: readonly Collected[], standard: ReadonlySet<Collected>): Entry[] {
	const entries = new Map<string, Entry>();
	const disputed = new Set<string>();
	sources.forEach((collected, source) => {
		for (const family of collected.families) {
			if (!standard.has(collected) && ofRuntime.test(family.name)) continue;
			if (leftOut.some((pattern) => pattern.test(family.name))) continue;
			const known = entries.get(family.name);
			if (known === undefined) {
				entries.set(family.name, { ...family, quantiles: family.quantiles === true, source });
				continue;
			}
			const { type } = family;
			if (type !== known.type && type !== "unknown" && known.type !== "unknown") disputed.add(family.name);
			entries.set(family.name, {
				...known,
				type: known.type === "unknown" ? type : known.type,
				unit: known.unit === "" ? family.unit : known.unit,
				help: known.help === "" ? family.help : known.help,
				labels: joinLabels(known.labels, family.labels),
				quantiles: known.quantiles || family.quantiles === true,
			});
		}
	});
	return [...entries.values()]
		.map((entry) => (disputed.has(entry.name) ? { ...entry, type: "unknown" as const } : entry))
		.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function joinLabels(a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] | undefined {
	if (a === undefined || b === undefined) return a ?? b;
	return [...new Set([...a, ...b])];
}
