import { chmodSync, chownSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { must } from "./debian.ts";
import type { Machine } from "./machine.ts";
import { freePort, isListening } from "./processes.ts";

/** What exporters look at: real programs out of Debian, each in a folder of its own and on a port of this machine. */

/** Runs as this user where a program refuses to be root. */
const NOBODY = 65_534;

export async function startRedis(machine: Machine): Promise<number> {
	const port = await freePort();
	await machine.serve(port, "usr/bin/redis-server", [
		...["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--dir", machine.newFolder("redis")],
	]);
	return port;
}

export async function startNginx(machine: Machine): Promise<number> {
	const port = await freePort();
	const folder = machine.newFolder("nginx");
	const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder};`);
	const config = machine.write(
		"nginx.conf",
		`daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
events {}
http { access_log off; ${paths.join(" ")} server { listen 127.0.0.1:${port}; location /status { stub_status; } } }
`,
	);
	await machine.serve(port, "usr/sbin/nginx", ["-p", folder, "-c", config]);
	return port;
}

export async function startApache(machine: Machine): Promise<number> {
	const port = await freePort();
	const folder = machine.newFolder("apache");
	const modules = ["mpm_event", "authz_core", "status"].map(
		(name) => `LoadModule ${name}_module ${machine.programs.path(`usr/lib/apache2/modules/mod_${name}.so`)}`,
	);
	const config = machine.write(
		"apache.conf",
		`${modules.join("\n")}
ServerRoot ${folder}
ServerName localhost
PidFile ${folder}/pid
ErrorLog ${folder}/error.log
Listen 127.0.0.1:${port}
ExtendedStatus On
<Location /server-status>
SetHandler server-status
</Location>
`,
	);
	await machine.serve(port, "usr/sbin/apache2", ["-f", config, "-DFOREGROUND"]);
	return port;
}

/** HAProxy with its statistics as CSV, and with metrics of its own. */
export async function startHaproxy(machine: Machine): Promise<number> {
	const port = await freePort();
	const config = machine.write(
		"haproxy.cfg",
		`global
  stats socket ${machine.folder}/haproxy.sock
defaults
  mode http
  timeout connect 5s
  timeout client 5s
  timeout server 5s
frontend statistics
  bind 127.0.0.1:${port}
  http-request use-service prometheus-exporter if { path /metrics }
  stats enable
  stats uri /haproxy
  default_backend web
backend web
  server one 127.0.0.1:9 check
listen peers_and_tables
  bind 127.0.0.1:${await freePort()}
  stick-table type ip size 1k expire 1m store conn_cur
`,
	);
	await machine.serve(port, "usr/sbin/haproxy", ["-db", "-f", config]);
	return port;
}

export async function startPostgres(machine: Machine): Promise<number> {
	const port = await freePort();
	const folder = machine.newFolder("postgres");
	chownSync(folder, NOBODY, NOBODY);
	const programs = machine.programs.path("usr/lib/postgresql/15/bin");
	const asNobody = ["--reuid", `${NOBODY}`, "--regid", `${NOBODY}`, "--clear-groups"];
	const data = join(folder, "data");
	machine.run("setpriv", [...asNobody, join(programs, "initdb"), "-D", data, "-U", "postgres", "-A", "trust"]);
	await machine.serve(port, "setpriv", [
		...asNobody,
		...[join(programs, "postgres"), "-D", data, "-p", `${port}`, "-h", "127.0.0.1", "-k", folder],
	]);
	return port;
}

export async function startMariadb(machine: Machine): Promise<number> {
	const port = await freePort();
	const data = machine.newFolder("mariadb");
	const messages = machine.programs.path("usr/share/mysql");
	const program = machine.programs.path("usr/sbin/mariadbd");
	const base = ["--no-defaults", `--datadir=${data}`, "--user=root", `--lc-messages-dir=${messages}`];
	const tables = ["mysql_system_tables", "mysql_system_tables_data"].map((name) =>
		readFileSync(join(messages, `${name}.sql`), "utf8"),
	);
	const statements = `create database mysql;\nuse mysql;\nset @auth_root_socket = null;\n${tables.join("\n")}`;
	machine.run(program, [...base, "--bootstrap"], statements);
	await machine.serve(port, "usr/sbin/mariadbd", [
		...[...base, `--port=${port}`, "--bind-address=127.0.0.1", `--socket=${data}/socket`],
		...["--performance-schema=ON", "--userstat=1"],
		...["--log-bin=binlog", "--skip-grant-tables", `--plugin-dir=${machine.programs.path("usr/lib/mysql/plugin")}`],
	]);
	return port;
}

/** BIND with a zone, answering `example.test`, and its statistics over HTTP. */
export async function startBind(machine: Machine): Promise<{ readonly dns: number; readonly statistics: number }> {
	const [dns, statistics] = [await freePort(), await freePort()];
	const folder = machine.newFolder("bind");
	const zone = machine.write(
		"example.zone",
		"$TTL 60\n@ IN SOA ns hostmaster 1 60 60 60 60\n@ IN NS ns\nns IN A 127.0.0.1\n@ IN A 127.0.0.1\n",
	);
	const config = machine.write(
		"named.conf",
		`options { directory "${folder}"; listen-on port ${dns} { 127.0.0.1; }; listen-on-v6 { none; }; recursion no;
  pid-file "${folder}/pid"; session-keyfile "${folder}/key"; dnssec-validation no; zone-statistics full; };
statistics-channels { inet 127.0.0.1 port ${statistics} allow { 127.0.0.1; }; };
controls {};
zone "example.test" { type master; file "${zone}"; };
`,
	);
	await machine.serve(statistics, "usr/sbin/named", ["-g", "-c", config]);
	return { dns, statistics };
}

export async function startSquid(machine: Machine): Promise<number> {
	const port = await freePort();
	const folder = machine.newFolder("squid");
	chmodSync(folder, 0o777);
	const share = machine.programs.path("usr/share/squid");
	const config = machine.write(
		"squid.conf",
		`http_port 127.0.0.1:${port}
http_access allow all
cache_effective_user nobody
cache_effective_group nogroup
visible_hostname localhost
pid_filename ${folder}/pid
cache_log ${folder}/cache.log
access_log none
coredump_dir ${folder}
mime_table ${share}/mime.conf
icon_directory ${share}/icons
error_directory ${share}/errors/en
pinger_enable off
shutdown_lifetime 0 seconds
unlinkd_program ${machine.programs.path("usr/lib/squid/unlinkd")}
logfile_daemon ${machine.programs.path("usr/lib/squid/log_file_daemon")}
`,
	);
	await machine.serve(port, "usr/sbin/squid", ["-N", "-f", config]);
	return port;
}

/** A Varnish; its instance is the folder that comes back. */
export async function startVarnish(machine: Machine): Promise<string> {
	const port = await freePort();
	const folder = machine.newFolder("varnish");
	const config = machine.write("varnish.vcl", 'vcl 4.1;\nbackend default { .host = "127.0.0.1"; .port = "9"; }\n');
	await machine.serve(port, "usr/sbin/varnishd", ["-F", "-a", `127.0.0.1:${port}`, "-f", config, "-n", folder]);
	return folder;
}

export async function startBird(machine: Machine): Promise<string> {
	const socket = join(machine.folder, "bird.sock");
	// Nothing here touches the routes of the machine: there is no protocol to its kernel.
	const config = machine.write(
		"bird.conf",
		`router id 127.0.0.1;
protocol device {}
protocol direct { ipv4; }
protocol static { ipv4; route 192.0.2.0/24 unreachable; }
protocol bgp peer { local 127.0.0.1 port ${await freePort()} as 64512; neighbor 127.0.0.2 as 64513; ipv4 { import all; export none; }; }
`,
	);
	machine.start("usr/sbin/bird", ["-f", "-c", config, "-s", socket, "-P", join(machine.folder, "bird.pid")]);
	await sleep(1_500);
	return socket;
}

export async function startEtcd(machine: Machine): Promise<number> {
	const [port, peers] = [await freePort(), await freePort()];
	const at = (one: number) => `http://127.0.0.1:${one}`;
	await machine.serve(port, "usr/bin/etcd", [
		...["--data-dir", machine.newFolder("etcd"), "--listen-client-urls", at(port), "--advertise-client-urls", at(port)],
		...["--listen-peer-urls", at(peers), "--initial-advertise-peer-urls", at(peers)],
		...["--initial-cluster", `default=${at(peers)}`, "--metrics", "extensive"],
	]);
	return port;
}

/** A page over HTTP, for probes. */
export function startWebServer(port: number): Promise<Server> {
	return new Promise((resolve) => {
		const server = createServer((_, response) => {
			response.setHeader("Last-Modified", "Sat, 01 Jan 2022 00:00:00 GMT");
			response.end("Welcome\n");
		});
		server.listen(port, "127.0.0.1", () => resolve(server));
	});
}

/** The same over TLS, by a program that makes its own certificate. */
export async function startTlsServer(machine: Machine): Promise<number> {
	const port = await freePort();
	const folder = machine.newFolder("tls");
	const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
	must("openssl", [
		...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"],
		...["-keyout", key, "-out", certificate],
	]);
	machine.start("openssl", ["s_server", "-accept", `127.0.0.1:${port}`, "-key", key, "-cert", certificate, "-www"]);
	await isListening(port);
	return port;
}

export async function startMemcached(machine: Machine): Promise<number> {
	const port = await freePort();
	await machine.serve(port, "usr/bin/memcached", ["-l", "127.0.0.1", "-p", `${port}`, "-u", "root"]);
	return port;
}
