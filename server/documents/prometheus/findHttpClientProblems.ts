import type { Problem } from "../../text/problem.ts";
import type { Fields } from "../structure/fields.ts";
import { isSet } from "../structure/findTreeProblems.ts";
import type { MappingType } from "../structure/structure.ts";
import { httpClientKeys, tlsStructure } from "./httpClientStructure.ts";

/** Tells a fault of a value or of how values go together, at a key that is there. */
export type TellAt = (fields: Fields, key: string, message: string) => Problem;

/** What the tables cannot say of how requests are sent; Prometheus and Alertmanager read it alike. */
export function findHttpClientProblems(type: MappingType, fields: Fields, tell: TellAt): readonly Problem[] {
	const problems: Problem[] = [];
	if (type === tlsStructure) {
		const certificate = ["cert", "cert_file", "cert_ref"].find((key) => isSet(fields.get(key)));
		const key = ["key", "key_file", "key_ref"].find((name) => isSet(fields.get(name)));
		if (certificate !== undefined && key === undefined) {
			problems.push(tell(fields, certificate, "A client's certificate needs its key. Add `key_file`."));
		} else if (key !== undefined && certificate === undefined) {
			problems.push(tell(fields, key, "A client's key needs its certificate. Add `cert_file`."));
		}
	}
	if (type.keys["basic_auth"] === httpClientKeys["basic_auth"]) {
		const authorization = fields.mapping("authorization");
		if (authorization?.text("type")?.value.trim().toLowerCase() === "basic") {
			problems.push(tell(authorization, "type", "The type cannot be `basic`. Use `basic_auth` instead."));
		}
	}
	if (type.keys["no_proxy"] === httpClientKeys["no_proxy"]) {
		const rival = ["proxy_url", "no_proxy"].find((key) => isSet(fields.get(key)));
		if (fields.isTrue("proxy_from_environment") && rival !== undefined) {
			problems.push(
				tell(fields, rival, `\`${rival}\` cannot stand beside \`proxy_from_environment\`. Remove one of them.`),
			);
		} else if (isSet(fields.get("no_proxy")) && fields.get("proxy_url")?.value === undefined) {
			problems.push(tell(fields, "no_proxy", "`no_proxy` needs a proxy to make exceptions from. Add `proxy_url`."));
		}
	}
	return problems;
}
