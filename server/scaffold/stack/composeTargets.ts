import { parseDocument } from "yaml";
import { componentOfImage } from "../evidence/components.ts";
import { isMap } from "../merge/tree.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";

/** The names that Docker Compose reads by itself, the first of them that is there. */
const composeFiles = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];

/**
 * The services of the workspace's Compose file that are no part of a monitoring stack and say on which port they listen, as
 * `name=name:port`. Which of their ports has metrics the file does not say: the first one is taken.
 */
export async function composeTargets({ files }: Pick<ScaffoldContext, "files">): Promise<readonly string[]> {
	for (const path of composeFiles) {
		const text = await files.read(path);
		if (text === undefined) continue;
		const document = parseDocument(text);
		if (document.errors.length > 0) return [];
		return targetsOf(document.toJS({ maxAliasCount: 100 }));
	}
	return [];
}

function targetsOf(compose: unknown): readonly string[] {
	if (!isMap(compose) || !isMap(compose["services"])) return [];
	return Object.entries(compose["services"]).flatMap(([name, service]) => {
		if (!isMap(service) || !/^[\w.-]+$/.test(name)) return [];
		const image = service["image"];
		if (typeof image === "string" && (componentOfImage(image) !== undefined || isDatabase(image))) return [];
		const port = [...portsOf(service["ports"]), ...portsOf(service["expose"])][0];
		return port === undefined ? [] : [`${name}=${name}:${port}`];
	});
}

/** The ports inside of the container: of `127.0.0.1:8080:80/tcp` 80. */
function portsOf(ports: unknown): readonly string[] {
	if (!Array.isArray(ports)) return [];
	return ports.flatMap((port: unknown) => {
		if (isMap(port)) return typeof port["target"] === "number" ? [String(port["target"])] : [];
		const inside = /(\d+)(?:\/tcp)?$/.exec(String(port))?.[1];
		return inside === undefined ? [] : [inside];
	});
}

/** These speak no HTTP; an exporter tells of them. */
function isDatabase(image: string): boolean {
	return /(?:^|\/)(?:postgres|mysql|mariadb|redis|valkey|memcached|mongo|rabbitmq|kafka|nats|zookeeper)(?::|@|$)/.test(
		image,
	);
}
