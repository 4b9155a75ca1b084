import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
	startApache,
	startBind,
	startBird,
	startEtcd,
	startHaproxy,
	startMariadb,
	startMemcached,
	startNginx,
	startPostgres,
	startRedis,
	startSquid,
	startTlsServer,
	startVarnish,
	startWebServer,
} from "./backends.ts";
import { buildProgram, type GoModule } from "./goModules.ts";
import type { Machine } from "./machine.ts";
import { freePort, scrape } from "./processes.ts";

/** A program that exposes metrics, and how it is brought to expose as much as it can here. */
export interface Exporter {
	/** As its users call it. */
	readonly name: string;
	/** The package of Debian that it is in; of what it looks at, where it is built from a module. */
	readonly package: string;
	/** Where Debian has none. */
	readonly module?: GoModule;
	/** Of what it looks at. */
	readonly packages?: readonly string[];
	/** Answers the texts that it exposed. */
	collect(machine: Machine): Promise<readonly string[]>;
	/** What could not be had here. */
	readonly missing?: string;
}

const memcachedExporter: GoModule = { path: "github.com/prometheus/memcached_exporter", version: "v0.14.3" };
const statsdExporter: GoModule = { path: "github.com/prometheus/statsd_exporter", version: "v0.31.0" };

interface Simple {
	readonly args: (address: string, machine: Machine) => readonly string[] | Promise<readonly string[]>;
	readonly program?: string;
	readonly path?: string;
	/** Seconds that it needs to look around. */
	readonly pause?: number;
}

/** Starts the program on a free port, waits until it answers and reads what it exposes. */
async function expose(
	machine: Machine,
	program: string,
	{ args, path = "/metrics", pause = 0 }: Simple,
): Promise<string> {
	const port = await freePort();
	await machine.serve(port, program, await args(`127.0.0.1:${port}`, machine));
	await sleep(pause * 1000);
	return scrape(`http://127.0.0.1:${port}${path}`);
}

function simple(name: string, simply: Simple, more: Partial<Exporter> = {}): Exporter {
	const { package: debian = `prometheus-${name}` } = more;
	const program = simply.program ?? `usr/bin/${debian}`;
	return {
		name,
		package: debian,
		collect: async (machine) => [await expose(machine, program, simply)],
		...more,
	};
}

const listen = (address: string): readonly string[] => [`--web.listen-address=${address}`];

export const exporters: readonly Exporter[] = [
	{
		name: "Prometheus",
		package: "prometheus",
		async collect(machine) {
			const port = await freePort();
			const address = `127.0.0.1:${port}`;
			const rules = machine.write(
				"rules.yml",
				"groups:\n- name: a\n  interval: 1s\n  rules:\n  - record: a:b\n    expr: vector(1)\n",
			);
			const files = machine.write("targets.json", '[{"targets":["127.0.0.1:9"]}]');
			const config = machine.write(
				"prometheus.yml",
				`global: { scrape_interval: 1s }
rule_files: [${rules}]
alerting: { alertmanagers: [{ static_configs: [{ targets: ["127.0.0.1:9"] }] }] }
remote_write: [{ url: "http://127.0.0.1:9/write" }]
remote_read: [{ url: "http://127.0.0.1:9/read" }]
scrape_configs:
- { job_name: self, static_configs: [{ targets: ["${address}"] }] }
- { job_name: files, file_sd_configs: [{ files: ["${files}"] }] }
`,
			);
			await machine.serve(port, "usr/bin/prometheus", [
				...[...listen(address), `--config.file=${config}`],
				`--storage.tsdb.path=${machine.newFolder("data")}`,
			]);
			await sleep(4_000);
			const url = `http://${address}/api/v1/query?query=up`;
			for (let asked = 0; asked < 2; asked += 1) await fetch(url);
			return [await scrape(`http://${address}/metrics`)];
		},
	},
	simple("alertmanager", {
		pause: 3,
		async args(address, machine) {
			const hook = `http://127.0.0.1:9/`;
			const config = machine.write(
				"alertmanager.yml",
				`route: { receiver: a }\nreceivers: [{ name: a, webhook_configs: [{ url: "${hook}" }] }]\n`,
			);
			const cluster = `--cluster.listen-address=127.0.0.1:${await freePort()}`;
			return [...listen(address), `--config.file=${config}`, `--storage.path=${machine.folder}`, cluster];
		},
	}),
	simple("node-exporter", {
		args: (address) => [
			...listen(address),
			// Off by default, and safe to ask for.
			...[
				"buddyinfo",
				"cgroups",
				"ethtool",
				"interrupts",
				"ksmd",
				"lnstat",
				"meminfo_numa",
				"mountstats",
				"network_route",
			].map(toCollector),
			...["processes", "qdisc", "tcpstat", "zoneinfo"].map(toCollector),
		],
	}),
	{
		name: "blackbox-exporter",
		package: "prometheus-blackbox-exporter",
		packages: ["bind9"],
		async collect(machine) {
			const port = await freePort();
			const web = await freePort();
			const server = await startWebServer(web);
			const tls = await startTlsServer(machine);
			const { dns } = await startBind(machine);
			const config = machine.write(
				"blackbox.yml",
				`modules:
  http: { prober: http, http: { fail_if_body_matches_regexp: [absent] } }
  https: { prober: http, http: { tls_config: { insecure_skip_verify: true } } }
  tcp: { prober: tcp }
  tls: { prober: tcp, tcp: { tls: true, tls_config: { insecure_skip_verify: true }, query_response: [{ send: "GET / HTTP/1.0\\n" }, { expect: "HTTP/1.*" }] } }
  icmp: { prober: icmp }
  dns: { prober: dns, dns: { query_name: example.test, transport_protocol: udp, validate_answer_rrs: { fail_if_matches_regexp: [absent] } } }
  grpc: { prober: grpc }
`,
			);
			await machine.serve(port, "usr/bin/prometheus-blackbox-exporter", [
				...listen(`127.0.0.1:${port}`),
				`--config.file=${config}`,
			]);
			const probes = [
				["http", `http://127.0.0.1:${web}/`],
				["https", `https://127.0.0.1:${tls}/`],
				["tcp", `127.0.0.1:${web}`],
				["tls", `127.0.0.1:${tls}`],
				["icmp", "127.0.0.1"],
				["dns", `127.0.0.1:${dns}`],
				["grpc", `127.0.0.1:${web}`],
			];
			const texts = await Promise.all(
				probes.map(([module = "", target = ""]) =>
					scrape(`http://127.0.0.1:${port}/probe?module=${module}&target=${encodeURIComponent(target)}`),
				),
			);
			server.close();
			return [...texts, await scrape(`http://127.0.0.1:${port}/metrics`)];
		},
	},
	{
		name: "Pushgateway",
		package: "prometheus-pushgateway",
		async collect(machine) {
			const port = await freePort();
			await machine.serve(port, "usr/bin/prometheus-pushgateway", listen(`127.0.0.1:${port}`));
			const before = await scrape(`http://127.0.0.1:${port}/metrics`);
			await fetch(`http://127.0.0.1:${port}/metrics/job/example`, { method: "PUT", body: "# TYPE a gauge\na 1\n" });
			const after = await scrape(`http://127.0.0.1:${port}/metrics`);
			// What was pushed is nobody's metric.
			return [before, after.replace(/^(?:# \w+ )?a(?:\{.*)? .*$/gm, "")];
		},
	},
	simple(
		"mysqld-exporter",
		{
			async args(address, machine) {
				const port = await startMariadb(machine);
				const config = machine.write("my.cnf", `[client]\nuser=root\npassword=none\nhost=127.0.0.1\nport=${port}\n`);
				const more = ["auto_increment.columns", "binlog_size", "engine_innodb_status", "info_schema.clientstats"];
				const schema = [
					"innodb_metrics",
					"innodb_tablespaces",
					"processlist",
					"tables",
					"tablestats",
					"schemastats",
					"userstats",
				];
				const performance = [
					"eventsstatements",
					"eventswaits",
					"file_events",
					"file_instances",
					"indexiowaits",
					"tableiowaits",
					"tablelocks",
				];
				return [
					...[...listen(address), `--config.my-cnf=${config}`],
					...more.map((name) => `--collect.${name}`),
					...schema.map((name) => `--collect.info_schema.${name}`),
					...performance.map((name) => `--collect.perf_schema.${name}`),
				];
			},
		},
		{
			packages: ["mariadb-server-core"],
			missing: "metrics of replication and of MySQL's own server, which MariaDB has not",
		},
	),
	{
		name: "postgres-exporter",
		package: "prometheus-postgres-exporter",
		packages: ["postgresql-15"],
		missing: "metrics of replication",
		async collect(machine) {
			const postgres = await startPostgres(machine);
			const port = await freePort();
			await machine.serve(port, "env", [
				`DATA_SOURCE_NAME=postgresql://postgres@127.0.0.1:${postgres}/postgres?sslmode=disable`,
				...[machine.programs.path("usr/bin/prometheus-postgres-exporter"), ...listen(`127.0.0.1:${port}`)],
			]);
			return [await scrape(`http://127.0.0.1:${port}/metrics`)];
		},
	},
	simple(
		"redis-exporter",
		{
			args: async (address, machine) => [
				...[`-web.listen-address=${address}`, `-redis.addr=redis://127.0.0.1:${await startRedis(machine)}`],
				"-include-system-metrics",
			],
		},
		{ packages: ["redis-server"] },
	),
	simple(
		"apache-exporter",
		{
			args: async (address, machine) => [
				`--telemetry.address=${address}`,
				`--scrape_uri=http://127.0.0.1:${await startApache(machine)}/server-status?auto`,
			],
		},
		{ packages: ["apache2-bin"] },
	),
	simple(
		"nginx-exporter",
		{
			args: async (address, machine) => [
				`-web.listen-address=${address}`,
				`-nginx.scrape-uri=http://127.0.0.1:${await startNginx(machine)}/status`,
			],
		},
		{ packages: ["nginx-light"], missing: "metrics of NGINX Plus, which is no free software" },
	),
	{
		name: "HAProxy",
		package: "haproxy",
		collect: async (machine) => [await scrape(`http://127.0.0.1:${await startHaproxy(machine)}/metrics`)],
	},
	simple(
		"haproxy-exporter",
		{
			args: async (address, machine) => [
				...listen(address),
				`--haproxy.scrape-uri=http://127.0.0.1:${await startHaproxy(machine)}/haproxy;csv`,
			],
		},
		{ packages: ["haproxy"] },
	),
	simple(
		"bind-exporter",
		{
			args: async (address, machine) => [
				...listen(address),
				`--bind.stats-url=http://127.0.0.1:${(await startBind(machine)).statistics}/`,
				"--bind.stats-groups=server,view,tasks",
			],
		},
		{ packages: ["bind9"] },
	),
	simple(
		"squid-exporter",
		{
			args: async (address, machine) => [
				...["-listen", address, "-squid-hostname", "127.0.0.1"],
				...["-squid-port", `${await startSquid(machine)}`],
			],
		},
		{ packages: ["squid"] },
	),
	simple(
		"varnish-exporter",
		{
			args: async (address, machine) => ["-web.listen-address", address, "-n", await startVarnish(machine)],
		},
		{ packages: ["varnish"] },
	),
	simple(
		"bird-exporter",
		{
			args: async (address, machine) => [
				...[`-web.listen-address=${address}`, `-bird.socket=${await startBird(machine)}`, "-format.new=true"],
				"-bird.v2",
			],
		},
		{ packages: ["bird2"], missing: "metrics of OSPF, Babel, RPKI and BFD" },
	),
	simple("process-exporter", {
		args: (address) => [`-web.listen-address=${address}`, "-procnames=node", "-threads=true", "-gather-smaps=true"],
	}),
	simple("smokeping-prober", { args: (address) => [...listen(address), "127.0.0.1"], pause: 3 }),
	simple(
		"snmp-exporter",
		{
			args: (address, machine) => [...listen(address), `--config.file=${machine.write("snmp.yml", "{}\n")}`],
		},
		{ missing: "metrics of devices: their names come from the MIBs that a configuration is generated from" },
	),
	simple(
		"elasticsearch-exporter",
		{ args: (address) => [...listen(address), "--es.uri=http://127.0.0.1:9"] },
		{ missing: "all but its own metrics: Debian has no Elasticsearch" },
	),
	simple(
		"mongodb-exporter",
		{ args: (address) => [`-web.listen-address=${address}`, "-mongodb.uri=mongodb://127.0.0.1:9"] },
		{ missing: "all but its own metrics: Debian has no MongoDB" },
	),
	simple(
		"ipmi-exporter",
		{ args: (address) => listen(address) },
		{ packages: ["freeipmi-tools"], missing: "metrics of hardware, which this machine has not" },
	),
	simple(
		"libvirt-exporter",
		{ args: (address) => listen(address) },
		{ missing: "metrics of machines: no libvirt was running" },
	),
	simple(
		"nextcloud-exporter",
		{
			args: (address) => ["--addr", address, "--server", "http://127.0.0.1:9", "--username", "a", "--password", "b"],
		},
		{ missing: "metrics of a Nextcloud" },
	),
	simple(
		"postfix-exporter",
		{
			args: (address, machine) => [...listen(address), `--postfix.logfile_path=${machine.write("mail.log", "")}`],
		},
		{ missing: "metrics of the queue and the log of a Postfix" },
	),
	simple("frr-exporter", { args: (address) => listen(address) }, { missing: "metrics of routes: no FRR was running" }),
	simple(
		"tplink-plug-exporter",
		{ args: (address) => [`-metrics.listen-addr=${address}`] },
		{ missing: "metrics of plugs" },
	),
	simple(
		"homeplug-exporter",
		{ args: (address) => [`--telemetry.address=${address}`] },
		{ missing: "metrics of adapters" },
	),
	simple("exporter-exporter", {
		args: (address, machine) => [
			`-web.listen-address=${address}`,
			`-config.file=${machine.programs.path("etc/prometheus/exporter-exporter.yml")}`,
		],
	}),
	{
		name: "memcached-exporter",
		package: "memcached",
		module: memcachedExporter,
		async collect(machine) {
			const program = buildProgram(memcachedExporter, "./cmd/memcached_exporter", machine.folder);
			const memcached = await startMemcached(machine);
			const args = (address: string) => [...listen(address), `--memcached.address=127.0.0.1:${memcached}`];
			return [await expose(machine, program, { args })];
		},
	},
	{
		name: "statsd-exporter",
		package: "memcached",
		module: statsdExporter,
		async collect(machine) {
			const program = buildProgram(statsdExporter, ".", machine.folder);
			const statsd = `127.0.0.1:${await freePort()}`;
			const args = (address: string) => [
				...[...listen(address), `--statsd.listen-udp=${statsd}`, `--statsd.listen-tcp=${statsd}`],
			];
			return [await expose(machine, program, { args })];
		},
	},
	simple(
		"etcd",
		{ args: () => [] },
		{
			package: "etcd-server",
			collect: async (machine) => [await scrape(`http://127.0.0.1:${await startEtcd(machine)}/metrics`)],
		},
	),
	...[
		{ name: "VictoriaMetrics", program: "usr/bin/victoria-metrics", option: "-httpListenAddr" },
		{ name: "vmagent", program: "usr/bin/vmagent", option: "-httpListenAddr" },
		{ name: "vmalert", program: "usr/bin/vmalert", option: "-httpListenAddr" },
	].map(({ name, program, option }) =>
		simple(
			name,
			{
				program,
				pause: 2,
				args: (address, machine) => [
					`${option}=${address}`,
					...(name === "VictoriaMetrics" ? [`-storageDataPath=${machine.newFolder("data")}`] : []),
					...(name === "vmagent"
						? ["-remoteWrite.url=http://127.0.0.1:9/", `-remoteWrite.tmpDataPath=${machine.newFolder("data")}`]
						: []),
					...(name === "vmalert"
						? [
								"-datasource.url=http://127.0.0.1:9/",
								"-notifier.url=http://127.0.0.1:9/",
								"-remoteWrite.url=http://127.0.0.1:9/",
								`-rule=${machine.write("rules.yml", "groups: [{ name: a, rules: [{ record: a, expr: vector(1) }] }]\n")}`,
							]
						: []),
				],
			},
			{ package: "victoria-metrics", missing: "types and descriptions, which this version does not expose" },
		),
	),
];

function toCollector(name: string): string {
	return `--collector.${name}`;
}

/** Runs an exporter in a folder of its own, which is gone afterwards. */
export async function runExporter(exporter: Exporter, machine: Machine): Promise<readonly string[]> {
	try {
		return await exporter.collect(machine);
	} finally {
		await machine.stop();
		rmSync(join(machine.folder), { recursive: true, force: true });
	}
}
