import type { FaultTable } from "../../text/fault.ts";

const refused =
	"Prometheus reads its configuration strictly and refuses the whole file: at start-up it does not start, at a reload it goes on with the old configuration.";

const job = (lines: string): string => `scrape_configs:\n  - job_name: api\n${lines}`;
const targets = '    static_configs:\n      - targets: ["localhost:9090"]\n';
const good = job(targets);
const example = (bad: string, mended = good): { language: "yaml"; bad: string; good: string } => ({
	language: "yaml",
	bad,
	good: mended,
});

/** Faults of `prometheus.yml`. */
export const prometheusFaults = {
	"prometheus/unknown-field": {
		title: "Unknown field of Prometheus's configuration",
		severity: "error",
		why: refused,
		fix: "Correct the spelling, or move the field to where it belongs.",
		example: example(job(`    metric_path: /metrics\n${targets}`)),
	},
	"prometheus/wrong-type": {
		title: "Wrong kind of value in Prometheus's configuration",
		severity: "error",
		why: refused,
		fix: "Write the value in the form that the message names.",
		example: example(job('    static_configs:\n      targets: ["localhost:9090"]\n')),
	},
	"prometheus/invalid-duration": {
		title: "Invalid duration in Prometheus's configuration",
		severity: "error",
		why: `${refused} Durations are whole numbers with units, from large to small, each unit once.`,
		fix: "Write whole numbers with the units y, w, d, h, m, s or ms.",
		example: example(job(`    scrape_interval: 1.5m\n${targets}`), job(`    scrape_interval: 1m30s\n${targets}`)),
	},
	"prometheus/missing-field": {
		title: "Missing field of Prometheus's configuration",
		severity: "error",
		why: refused,
		fix: "Add the field that the message names.",
		example: example("scrape_configs:\n  - scrape_interval: 30s\n"),
	},
	"prometheus/conflicting-fields": {
		title: "Fields that exclude each other in Prometheus's configuration",
		severity: "error",
		why: `${refused} Mostly it is about who we are to a server: only one way of saying so can be meant.`,
		fix: "Keep one of the fields.",
		example: example(
			job(`    authorization:\n      credentials_file: token\n    basic_auth:\n      username: scraper\n${targets}`),
		),
	},
	"prometheus/invalid-value": {
		title: "Invalid value in Prometheus's configuration",
		severity: "error",
		why: refused,
		fix: "Write a value of the kind that the message names.",
		example: example(
			"remote_write:\n  - url: 127.0.0.1:9090\nrule_files: []\n",
			'remote_write:\n  - url: "http://127.0.0.1:9090"\nrule_files: []\n',
		),
	},
	"prometheus/invalid-relabelling": {
		title: "Relabelling rule that cannot work",
		severity: "error",
		why: `${refused} Each action needs some fields and cannot have others.`,
		fix: "Add or remove the field that the message names, or choose another action.",
		example: example(
			job(
				`${targets}    relabel_configs:\n      - source_labels: [__address__]\n        action: hashmod\n        target_label: shard\n`,
			),
			job(
				`${targets}    relabel_configs:\n      - source_labels: [__address__]\n        action: hashmod\n        target_label: shard\n        modulus: 4\n`,
			),
		),
	},
	"prometheus/invalid-target": {
		title: "Target with a scheme or a path",
		severity: "error",
		why: `${refused} A target is a host with a port.`,
		fix: "Write the scheme as `scheme` and the path as `metrics_path` of the job.",
		example: example(job('    static_configs:\n      - targets: ["http://localhost:9090"]\n')),
	},
	"prometheus/duplicate-job": {
		title: "Two scrape jobs of the same name",
		severity: "error",
		why: `${refused} The job's name is in a label of each of its series, so two jobs would be one.`,
		fix: "Give each job a name of its own.",
		example: example(`${good}  - job_name: api\n`, `${good}  - job_name: web\n`),
	},
	"prometheus/duplicate-name": {
		title: "Two remote writes or reads of the same name",
		severity: "error",
		why: refused,
		fix: "Give each a name of its own, or none.",
		example: example(
			`${good}remote_write:\n  - { name: a, url: "http://a" }\n  - { name: a, url: "http://b" }\n`,
			`${good}remote_write:\n  - { name: a, url: "http://a" }\n  - { name: b, url: "http://b" }\n`,
		),
	},
	"prometheus/timeout-above-interval": {
		title: "Scrape timeout longer than the interval",
		severity: "error",
		why: `${refused} A scrape must be over when the next one begins.`,
		fix: "Make the timeout shorter or the interval longer.",
		example: example(
			job(`    scrape_interval: 15s\n    scrape_timeout: 20s\n${targets}`),
			job(`    scrape_interval: 15s\n    scrape_timeout: 10s\n${targets}`),
		),
	},
} as const satisfies FaultTable;
