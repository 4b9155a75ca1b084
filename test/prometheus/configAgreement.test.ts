import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseClassicMatchers, parseUtf8Matchers } from "../../server/documents/alertmanager/matcher.ts";
import { createDocumentParser } from "../../server/documents/registry.ts";
import { RegularExpressions } from "../../server/promql/regularExpressions.ts";

let folder = "";
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "observability-config-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let files = 0;

/** Whether the tool takes the file, and what it says. */
async function judge(tool: "promtool" | "amtool", text: string): Promise<{ ok: boolean; output: string }> {
	const path = join(folder, `config-${++files}.yml`);
	await writeFile(path, text);
	const args = tool === "promtool" ? ["check", "config", "--syntax-only", path] : ["check-config", path];
	return new Promise((resolve, reject) => {
		execFile(tool, args, { timeout: 20_000 }, (error, stdout, stderr) => {
			if (error !== null && typeof error.code !== "number") reject(error);
			else resolve({ ok: error === null, output: stdout + stderr });
		});
	});
}

function findErrors(text: string): readonly string[] {
	const model = createDocumentParser().parse({ uri: "file:///config.yml", languageId: "yaml", version: 1, text });
	expect(model, "the file is recognised").toBeDefined();
	return (model?.problems ?? []).filter(({ severity }) => severity === "error").map(({ message }) => message);
}

async function agree(tool: "promtool" | "amtool", text: string, valid: boolean): Promise<void> {
	const verdict = await judge(tool, text);
	expect(verdict.ok, verdict.output).toBe(valid);
	const errors = findErrors(text);
	if (valid) expect(errors).toEqual([]);
	else expect(errors.length).toBeGreaterThan(0);
}

const job = (lines: string): string => `scrape_configs:\n  - job_name: api\n${lines.replace(/^/gm, "    ")}\n`;
const relabel = (rule: string): string => job(`relabel_configs: [{ ${rule} }]`);

describe("Prometheus's configuration, as promtool reads it", () => {
	test.each([
		["a job alone", job("metrics_path: /metrics")],
		["an empty section", `global:\n${job("static_configs:")}`],
		["numbers where texts belong", job("params: { module: [1, true] }")],
		["booleans of YAML 1.1", job("honor_labels: yes")],
		["a timeout as long as the interval", job("scrape_interval: 10s\nscrape_timeout: 10s")],
		["an action in capitals", relabel("action: Keep, source_labels: [a], regex: b")],
		["a group as target label", relabel("source_labels: [a], target_label: '${1}', regex: '(.*)'")],
		[
			"a target with a path that relabelling reads",
			job(
				'static_configs: [{ targets: ["http://a/b"] }]\nrelabel_configs: [{ source_labels: [__address__], target_label: __param_target }, { target_label: __address__, replacement: "b:1" }]',
			),
		],
		["basic authentication", job("basic_auth: { username: a, password: b }")],
		["sizes", job("body_size_limit: 1.5MB")],
		["records with a port", job("dns_sd_configs: [{ names: [a], type: A, port: 80 }]")],
		["an anchor and a merge key", "global: &g\n  scrape_interval: 15s\nscrape_configs:\n  - job_name: a\n    <<: *g\n"],
		["remote writes", "scrape_configs: []\nremote_write:\n  - url: http://a\n    queue_config: { max_shards: 2 }\n"],
		[
			"an Alertmanager",
			`alerting:\n  alertmanagers:\n    - static_configs: [{ targets: ["a:9093"] }]\n${job("scheme: https")}`,
		],
	])("takes %s", (_, text) => agree("promtool", text, true));

	test.each([
		["an unknown field", job("metric_path: /metrics")],
		["a field twice", job("scheme: http\nscheme: https")],
		["no name of the job", "scrape_configs:\n  - scrape_interval: 10s\n"],
		["an empty job", "scrape_configs:\n  -\n"],
		["two jobs of a name", `${job("scheme: http")}  - job_name: api\n`],
		["a timeout longer than the interval", job("scrape_interval: 10s\nscrape_timeout: 11s")],
		["a timeout longer than the global interval", `global:\n  scrape_interval: 5s\n${job("scrape_timeout: 6s")}`],
		["a timeout longer than the default interval", job("scrape_timeout: 2m")],
		["a fraction in a duration", job("scrape_interval: 1.5m")],
		["a duration without a unit", job("scrape_interval: 15")],
		["a text where a list belongs", "scrape_configs: []\nrule_files: a.yml\n"],
		["a quoted boolean", job('honor_labels: "true"')],
		["a quoted number", job('sample_limit: "5"')],
		["an unknown action", relabel("action: kep")],
		["a broken regular expression", relabel("action: drop, source_labels: [a], regex: '('")],
		["a look-ahead", relabel("action: drop, source_labels: [a], regex: 'a(?=b)'")],
		["no target label", relabel("source_labels: [a]")],
		["no modulus", relabel("action: hashmod, source_labels: [a], target_label: b")],
		["source labels of labeldrop", relabel("action: labeldrop, source_labels: [a], regex: b")],
		["two ways to prove who we are", job("basic_auth: { username: a }\nbearer_token: b")],
		["a password twice", job("basic_auth: { username: a, password: b, password_file: c }")],
		["basic as a type", job("authorization: { type: Basic, credentials: a }")],
		["a certificate without a key", job("tls_config: { cert_file: a }")],
		["a path in a target", job('static_configs: [{ targets: ["http://a:1"] }]')],
		["records without a port", job("dns_sd_configs: [{ names: [a], type: A }]")],
		["a file of targets without an ending", job("file_sd_configs: [{ files: [targets] }]")],
		["a star in a folder", "scrape_configs: []\nrule_files: ['*/a.yml']\n"],
		["no URL", "scrape_configs: []\nremote_write: [{ name: a }]\n"],
		["a broken URL", "scrape_configs: []\nremote_write: [{ url: '127.0.0.1:9090' }]\n"],
		["a reserved header", "scrape_configs: []\nremote_write: [{ url: http://a, headers: { Host: b } }]\n"],
		["a size that is none", job("body_size_limit: 10 apples")],
	])("refuses %s", (_, text) => agree("promtool", text, false));
});

const route = (lines: string, receiver = ""): string =>
	`route:\n  receiver: team\n${lines.replace(/^(?=.)/gm, "  ")}\nreceivers:\n  - name: team\n${receiver.replace(/^(?=.)/gm, "    ")}\n`;

describe("Alertmanager's configuration, as amtool reads it", () => {
	test.each([
		["a route alone", route("")],
		["all labels", route("group_by: ['...']")],
		["matchers in a list", route("routes: [{ matchers: ['a=\"b\"', 'c=~\"d|e\"'] }]")],
		["matchers in one text", route('routes: [{ matchers: [\'{a="b",c!="d"}\'] }]')],
		["the older forms", route("routes: [{ match: { a: b }, match_re: { c: d.* } }]")],
		[
			"an inhibition",
			`${route("")}inhibit_rules:\n  - source_matchers: [a="b"]\n    target_matchers: [a="c"]\n    equal: [d]\n`,
		],
		[
			"times",
			`${route("routes: [{ mute_time_intervals: [night] }]")}time_intervals:\n  - name: night\n    time_intervals:\n      - times: [{ start_time: "22:00", end_time: "24:00" }]\n        weekdays: ["monday:friday", sunday]\n        days_of_month: ["1:5", "-3:-1"]\n        months: ["december", "1:3"]\n        years: ["2026:2028"]\n        location: Europe/Berlin\n`,
		],
		["a webhook", route("", "webhook_configs: [{ url: 'http://a' }]")],
		["Slack", route("", "slack_configs: [{ api_url: 'http://a', channel: '#b' }]")],
		["a mail", route("", "email_configs: [{ to: a, from: b, smarthost: 'c:25' }]")],
		["PagerDuty", route("", "pagerduty_configs: [{ routing_key: a }]")],
	])("takes %s", (_, text) => agree("amtool", text, true));

	test.each([
		["no route", "receivers:\n  - name: a\n"],
		["no receiver of the top route", "route:\n  group_by: [a]\nreceivers:\n  - name: a\n"],
		["a receiver that is not there", route("routes: [{ receiver: other }]")],
		["matchers of the top route", route("matchers: ['a=\"b\"']")],
		["continue in the top route", route("continue: true")],
		["a matcher that is none", route("routes: [{ matchers: ['a b'] }]")],
		["a broken regular expression", route("routes: [{ matchers: ['a=~\"(\"'] }]")],
		["all labels and another", route("group_by: ['...', a]")],
		["a label twice", route("group_by: [a, a]")],
		["an interval of zero", route("group_interval: 0s")],
		["two receivers of a name", `${route("")}  - name: team\n`],
		["a receiver without a name", `${route("")}  - webhook_configs: [{ url: 'http://a' }]\n`],
		["a time interval that is not there", route("routes: [{ mute_time_intervals: [night] }]")],
		["a day that is none", `${route("")}time_intervals: [{ name: a, time_intervals: [{ weekdays: [mon] }] }]\n`],
		[
			"a range over midnight",
			`${route("")}time_intervals: [{ name: a, time_intervals: [{ times: [{ start_time: '22:00', end_time: '06:00' }] }] }]\n`,
		],
		[
			"a time zone that is none",
			`${route("")}time_intervals: [{ name: a, time_intervals: [{ location: Europe/Atlantis }] }]\n`,
		],
		["a webhook without a URL", route("", "webhook_configs: [{ max_alerts: 1 }]")],
		["Slack without a URL", route("", "slack_configs: [{ channel: '#b' }]")],
		["a URL without a host", route("", "slack_configs: [{ api_url: 'http://' }]")],
		["a mail without a server", route("", "email_configs: [{ to: a, from: b }]")],
		["a mail server without a port", route("", "email_configs: [{ to: a, from: b, smarthost: c }]")],
		["PagerDuty without a key", route("", "pagerduty_configs: [{ client: a }]")],
		["an unknown field", route("group_waits: 1s")],
		["a text where a list belongs", route("group_by: a")],
	])("refuses %s", (_, text) => agree("amtool", text, false));
});

/** Up to 0.26 there is the older reader alone; since 0.27 the newer one is asked first, and the older one after it. */
async function readsUtf8(): Promise<boolean> {
	const { stdout, stderr } = await promisify(execFile)("amtool", ["--version"]);
	const [, major, minor] = /version (\d+)\.(\d+)/.exec(stdout + stderr) ?? [];
	if (major === undefined) throw new Error(`amtool does not say its version: ${stdout}${stderr}`);
	return Number(major) > 0 || Number(minor) >= 27;
}

/** Each word of one matcher is tried in a file of its own. */
describe("matchers, as amtool reads them", () => {
	const regularExpressions = new RegularExpressions();
	test.each([
		"a=b",
		'a="b"',
		"a==b",
		"a!=b",
		"a!b",
		"a=~b",
		'a=~"b|c"',
		"a=~(",
		'a!~"["',
		"a",
		"=b",
		"a=",
		'a="',
		'a="b"c',
		'a=b"c',
		'a="b\\"c"',
		"a=b,c=d",
		'{a="b",c=~"d"}',
		"{a=b",
		"a=b}",
		"{}",
		"a=b,",
		"a=b,,",
		",a=b",
		"a-b=c",
		'"a"="b"',
		"a b=c",
		" a = b ",
		'a="x,y"',
		'a="x\\',
		'a="\\n"',
		"a:b=c",
		"1a=b",
		"ä=b",
		"a=ä",
		"a=~",
		'a=~"(?i)x"',
		'a=~"(?=x)"',
		"a=~b~",
		"a= =b",
	])("%s", async (text) => {
		const { ok, output } = await judge("amtool", route(`routes:\n  - matchers: [${JSON.stringify(text)}]`));
		const readers = [parseClassicMatchers, ...((await readsUtf8()) ? [parseUtf8Matchers] : [])];
		const taken = readers.some((read) => "matchers" in read(text, regularExpressions));
		expect(taken, output).toBe(ok);
	});
});
