import { count, labels, milliseconds, type Parameter, perSecond, ratio, seconds, window } from "../parameters.ts";
import type { AlertEntry, EntryGroup, SeriesTable } from "../ruleEntry.ts";
import { type Instrumentation, instrumentations, type Labels, select, target, what } from "./instrumentations.ts";
import { writeSeries } from "./steadySeries.ts";

const floor = perSecond("0.1", "0.05", "requests a second below which nothing is said");

function writeErrorRatio(one: Instrumentation): AlertEntry {
	const { counter, only, by } = one;
	const all = select(counter, only);
	const errors = select(counter, only, one.errors);
	const series = (own: Labels): string => writeSeries(counter, { ...own, ...one.labels, ...target });
	return {
		id: `${one.id}-errors`,
		alert: `${one.subject}ErrorsHigh`,
		title: `${one.title}: many fail`,
		tells: "More of a service's requests fail than may fail.",
		needs: [counter],
		source: one.source,
		parameters: {
			threshold: ratio("0.05", "0.02", "share of the requests that fail"),
			window: window("5m", "10m"),
			floor,
			by,
			...(one.code === undefined ? {} : { code: one.code }),
		},
		expression: `sum by (<<by>>) (rate(${errors}[<<window>>])) / (sum by (<<by>>) (rate(${all}[<<window>>])) > <<floor>>) > <<threshold>>`,
		for: "5m",
		severity: "critical",
		summary: "Requests to <<who>> fail",
		description:
			"{{ $value | humanizePercentage }} of the requests to <<who>> failed over <<window>>, more than <<threshold>> for <<for>>.",
		impact: "Users see errors, or what they did is lost.",
		diagnosis: [
			[
				"Which kinds of errors are there?",
				`sum by (<<by>>, ${Object.keys(one.failed)[0] ?? ""}) (rate(${errors}[<<window>>]))`,
			],
			["Is it one instance, or all?", `sum by (instance) (rate(${errors}[<<window>>]))`],
			["Has the traffic changed?", `sum by (<<by>>) (rate(${all}[<<window>>]))`],
		],
		mitigation: [
			"If a change came shortly before: roll it back first, and look for the cause afterwards.",
			"If single instances fail: take them out of rotation.",
			"If a dependency fails: switch it off, fail over, or answer from a cache.",
		],
		test: {
			at: "40m",
			fires: { [series(one.failed)]: "0+60x60", [series(one.good)]: "0+540x60" },
			labels: pick(by, { ...one.labels, ...target }),
			value: 0.1,
			// Everything fails, but hardly anybody asks.
			quiet: { [series(one.failed)]: "0+1x60" },
		},
	};
}

function writeLatency(one: Instrumentation): AlertEntry {
	const { histogram, only, by, unit } = one;
	const buckets = select(`${histogram}_bucket`, only);
	const scale = unit === "seconds" ? 1 : 1000;
	const own: Labels = { ...one.labels, ...target };
	const bucket = (le: string): string => writeSeries(`${histogram}_bucket`, { le, ...own });
	const counted = writeSeries(`${histogram}_count`, own);
	const table = (fast: string, all: string): SeriesTable => ({
		[bucket(String(scale * 0.1))]: fast,
		[bucket(String(scale))]: fast,
		[bucket(String(scale * 5))]: all,
		[bucket("+Inf")]: all,
		[counted]: all,
	});
	const limit =
		unit === "seconds"
			? seconds("1", "2", "seconds that a request may take")
			: milliseconds("1000", "2000", "milliseconds that a request may take");
	return {
		id: `${one.id}-latency`,
		alert: `${one.subject}Slow`,
		title: `${one.title}: slow`,
		tells: "The slowest of a service's requests take longer than they may.",
		needs: [`${histogram}_bucket`, `${histogram}_count`],
		source: one.source,
		parameters: {
			threshold: limit,
			quantile: ratio("0.99", "0.95", "share of the requests that has to be faster"),
			window: window("5m", "10m"),
			floor,
			by,
		},
		expression: `histogram_quantile(<<quantile>>, sum by (le, <<by>>) (rate(${buckets}[<<window>>]))) > <<threshold>> and sum by (<<by>>) (rate(${select(`${histogram}_count`, only)}[<<window>>])) > <<floor>>`,
		for: "10m",
		severity: "warning",
		summary: "<<who>> is slow",
		description:
			unit === "seconds"
				? "The fastest <<quantile>> of its requests take up to {{ $value | humanizeDuration }}, longer than <<threshold>> for <<for>>."
				: 'The fastest <<quantile>> of its requests take up to {{ $value | printf "%.0f" }} ms, longer than <<threshold>> for <<for>>.',
		impact: "Users wait, and some give up; callers run into their timeouts.",
		diagnosis: [
			[
				"Is it one instance, or all?",
				`histogram_quantile(<<quantile>>, sum by (le, instance) (rate(${buckets}[<<window>>])))`,
			],
			["How is the median?", `histogram_quantile(0.5, sum by (le, <<by>>) (rate(${buckets}[<<window>>])))`],
			["Has the traffic changed?", `sum by (<<by>>) (rate(${select(`${histogram}_count`, only)}[<<window>>]))`],
		],
		mitigation: [
			"If a change came shortly before: roll it back first.",
			"If it is short of processors, memory or connections: scale out, or shed what matters least.",
			"If a dependency is slow: shorten its timeout, fail over, or answer from a cache.",
		],
		test: {
			at: "40m",
			fires: table("0+0x60", "0+600x60"),
			labels: pick(by, own),
			// All of them lie between 1 and 5, where the quantile is interpolated.
			value: 0,
			quiet: table("0+600x60", "0+600x60"),
		},
	};
}

function pick(by: Parameter, all: Labels): Labels {
	return Object.fromEntries(by.default.split(", ").map((label) => [label, all[label] ?? ""]));
}

/** The quantile that the test's buckets give. */
function withQuantile(entry: AlertEntry, unit: Instrumentation["unit"]): AlertEntry {
	const scale = unit === "seconds" ? 1 : 1000;
	return { ...entry, test: { ...entry.test, value: { of: "quantile", from: scale, to: 5 * scale } } };
}

const dropped: AlertEntry = {
	id: "http-traffic-dropped",
	alert: "ServiceTrafficDropped",
	title: "HTTP requests (http_requests_total): hardly any come",
	tells: "A service gets far fewer requests than a week ago at this time, though nothing fails.",
	needs: ["http_requests_total"],
	source: "client libraries",
	parameters: {
		threshold: ratio("0.2", "0.3", "share of last week's requests"),
		window: window("30m", "20m"),
		floor: perSecond("1", "2", "requests a second last week below which nothing is said"),
		by: labels("job", "job, namespace", what),
	},
	expression:
		"sum by (<<by>>) (rate(http_requests_total[<<window>>])) / (sum by (<<by>>) (rate(http_requests_total[<<window>>] offset 1w)) > <<floor>>) < <<threshold>>",
	for: "15m",
	severity: "warning",
	summary: "<<who>> gets hardly any requests",
	description:
		"It gets {{ $value | humanizePercentage }} of the requests of a week ago, less than <<threshold>> for <<for>>.",
	impact: "Something before the service keeps users away: name server, load balancer, a broken client or page.",
	diagnosis: [
		["How was the day, and the same day of last week?", "sum by (<<by>>) (rate(http_requests_total[<<window>>]))"],
		["Does a probe from outside succeed?", "probe_success"],
	],
	mitigation: [
		"Try it from outside as a user does; look at load balancer, certificates, name server and the last release of clients.",
	],
	test: {
		at: "173h",
		fires: { [writeSeries("http_requests_total", { code: "200", ...target })]: "0+600x10180 6108000+6x250" },
		labels: { job: "api" },
		value: 0.01,
		quiet: { [writeSeries("http_requests_total", { code: "200", ...target })]: "0+600x10430" },
	},
};

const queued: AlertEntry = {
	id: "hikari-pool-exhausted",
	alert: "ConnectionPoolExhausted",
	title: "Database connection pool used up (HikariCP)",
	tells: "Threads wait for a connection, as all of a pool are in use.",
	needs: ["hikaricp_connections_pending", "hikaricp_connections_active", "hikaricp_connections_max"],
	source: "Micrometer",
	parameters: { threshold: count("0", "1", "threads that wait") },
	expression:
		"hikaricp_connections_pending > <<threshold>> and hikaricp_connections_active >= hikaricp_connections_max",
	for: "5m",
	severity: "warning",
	summary: "The pool {{ $labels.pool }} of {{ $labels.instance }} is used up",
	description: '{{ $value | printf "%.0f" }} threads have waited for a connection for <<for>>.',
	impact: "Requests that need the database wait, and some time out.",
	diagnosis: [
		[
			"How long is a connection used?",
			"rate(hikaricp_connections_usage_seconds_sum[5m]) / rate(hikaricp_connections_usage_seconds_count[5m])",
		],
		["Do waits time out?", "rate(hikaricp_connections_timeout_total[5m])"],
	],
	mitigation: ["Look for slow queries and for connections that are not given back; only then enlarge the pool."],
	test: {
		at: "20m",
		fires: {
			[writeSeries("hikaricp_connections_pending", { pool: "main", ...target })]: "4+0x60",
			[writeSeries("hikaricp_connections_active", { pool: "main", ...target })]: "10+0x60",
			[writeSeries("hikaricp_connections_max", { pool: "main", ...target })]: "10+0x60",
		},
		labels: { pool: "main", ...target },
		value: 4,
		quiet: {
			[writeSeries("hikaricp_connections_pending", { pool: "main", ...target })]: "4+0x60",
			[writeSeries("hikaricp_connections_active", { pool: "main", ...target })]: "5+0x60",
			[writeSeries("hikaricp_connections_max", { pool: "main", ...target })]: "10+0x60",
		},
	},
};

const descriptors: AlertEntry = {
	id: "process-file-descriptors",
	alert: "ProcessFileDescriptorsLow",
	title: "Process runs out of file descriptors",
	tells: "A process has almost as many files and sockets open as it may.",
	needs: ["process_open_fds", "process_max_fds"],
	source: "client_golang",
	parameters: { threshold: ratio("0.8", "0.7", "share of the descriptors that are used") },
	expression: "process_open_fds / process_max_fds > <<threshold>>",
	for: "15m",
	severity: "warning",
	summary: "{{ $labels.instance }} of {{ $labels.job }} runs out of file descriptors",
	description:
		"{{ $value | humanizePercentage }} of its file descriptors are in use, more than <<threshold>> for <<for>>.",
	impact: "Soon it can open no file and take no connection.",
	diagnosis: [["Does it grow without end?", "deriv(process_open_fds[1h])"]],
	mitigation: [
		"Look for connections and files that are not closed; restart it, and raise LimitNOFILE where the number is right.",
	],
	test: {
		at: "40m",
		fires: {
			[writeSeries("process_open_fds", target)]: "90+0x60",
			[writeSeries("process_max_fds", target)]: "100+0x60",
		},
		labels: target,
		value: 0.9,
		quiet: {
			[writeSeries("process_open_fds", target)]: "9+0x60",
			[writeSeries("process_max_fds", target)]: "100+0x60",
		},
	},
};

const heap: AlertEntry = {
	id: "jvm-heap-full",
	alert: "JvmHeapAlmostFull",
	title: "Java heap almost full",
	tells: "A Java process uses almost all of its heap, also right after collections.",
	needs: ["jvm_memory_used_bytes", "jvm_memory_max_bytes"],
	source: "Micrometer",
	parameters: { threshold: ratio("0.9", "0.85", "share of the heap that is used") },
	// Pools without a bound say -1.
	expression:
		'sum without (id) (min_over_time(jvm_memory_used_bytes{area="heap"}[10m])) / sum without (id) (jvm_memory_max_bytes{area="heap"} > 0) > <<threshold>>',
	for: "10m",
	severity: "warning",
	summary: "The heap of {{ $labels.instance }} is almost full",
	description:
		"At its lowest {{ $value | humanizePercentage }} of the heap was in use, more than <<threshold>> for <<for>>.",
	impact: "The process spends its time collecting, and ends with OutOfMemoryError.",
	diagnosis: [["How much of the time does it collect?", "rate(jvm_gc_pause_seconds_sum[5m])"]],
	mitigation: [
		"Take a heap dump before restarting it (jcmd GC.heap_dump); mend the leak, or raise -Xmx with the container's limit.",
	],
	test: {
		at: "40m",
		fires: {
			[writeSeries("jvm_memory_used_bytes", { area: "heap", id: "G1 Old Gen", ...target })]: "95+0x60",
			[writeSeries("jvm_memory_max_bytes", { area: "heap", id: "G1 Old Gen", ...target })]: "100+0x60",
		},
		labels: { area: "heap", ...target },
		value: 0.95,
		quiet: {
			[writeSeries("jvm_memory_used_bytes", { area: "heap", id: "G1 Eden Space", ...target })]: "95+0x60",
			[writeSeries("jvm_memory_max_bytes", { area: "heap", id: "G1 Eden Space", ...target })]: "-1+0x60",
		},
	},
};

const abuse: AlertEntry = {
	id: "http-refused",
	alert: "ServiceRefusesMany",
	title: "HTTP requests (http_requests_total): many refused",
	tells:
		"Many requests are refused as unauthorised, forbidden or too many: a broken client, or somebody who tries doors.",
	needs: ["http_requests_total"],
	source: "client libraries",
	parameters: {
		threshold: ratio("0.3", "0.25", "share of the requests that are refused"),
		window: window("5m", "10m"),
		floor: perSecond("1", "0.5", "refused requests a second below which nothing is said"),
		by: labels("job", "job, namespace", what),
		code: labels("code", "status", "label that has the status: code, status or status_code"),
	},
	expression:
		'(sum by (<<by>>) (rate(http_requests_total{<<code>>=~"401|403|429"}[<<window>>])) > <<floor>>) / sum by (<<by>>) (rate(http_requests_total[<<window>>])) > <<threshold>>',
	for: "10m",
	severity: "warning",
	summary: "<<who>> refuses many requests",
	description:
		"It refused {{ $value | humanizePercentage }} of its requests over <<window>>, more than <<threshold>> for <<for>>.",
	impact: "Users of a broken client are locked out; or accounts are being tried.",
	diagnosis: [
		["Which answers are they?", 'sum by (<<by>>, <<code>>) (rate(http_requests_total{<<code>>=~"4.."}[<<window>>]))'],
		["Has the traffic grown?", "sum by (<<by>>) (rate(http_requests_total[<<window>>]))"],
	],
	mitigation: [
		"Look in the access log for the addresses and accounts it comes from; block or slow them down at the edge.",
		"Where it is a release of a client, roll it back.",
	],
	test: {
		at: "40m",
		fires: {
			[writeSeries("http_requests_total", { code: "401", ...target })]: "0+300x60",
			[writeSeries("http_requests_total", { code: "200", ...target })]: "0+300x60",
		},
		labels: { job: "api" },
		value: 0.5,
		quiet: {
			[writeSeries("http_requests_total", { code: "401", ...target })]: "0+3x60",
			[writeSeries("http_requests_total", { code: "200", ...target })]: "0+3x60",
		},
	},
};

export const serviceAlerts: EntryGroup<AlertEntry> = {
	name: "services",
	title: "Services: rate, errors, duration",
	entries: [
		...instrumentations.flatMap((one) => [writeErrorRatio(one), withQuantile(writeLatency(one), one.unit)]),
		dropped,
		abuse,
		queued,
		descriptors,
		heap,
	],
};
