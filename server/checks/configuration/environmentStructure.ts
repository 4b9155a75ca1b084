import { choice, httpUrl, listOf, mapping, number, text, texts } from "../../documents/structure/keyTypes.ts";
import type { MappingType } from "../../documents/structure/structure.ts";
import { authKinds } from "../../metrics/environment.ts";

/**
 * One of `environments`. What stands in a file that many share has no place for secrets: no headers, which often are, and
 * no proxy, which would see what is sent.
 */
export const environmentStructure: MappingType = {
	name: "environment",
	keys: {
		name: text("What it is called, such as `staging`. A server in the editor's settings of that name goes before it.", {
			required: true,
		}),
		url: httpUrl("Its address, with a path prefix where it has one.", { required: true }),
		auth: choice("How the server knows who asks. Secrets stand nowhere here: the editor asks each person.", authKinds),
		username: text("The user name for `basic`, where all share one."),
		tenant: text("The tenant of Mimir, Cortex or Thanos, sent as `X-Scope-OrgID`."),
		timeout: number("Seconds until a request is given up; 10 where it is left out."),
		tls: mapping("Certificates, as paths of PEM files from the workspace folder.", {
			name: "TLS settings",
			keys: {
				caFile: text("The authorities that the server's certificate may come from."),
				certFile: text("The client certificate; mostly of each person, such as `~/certificates/me.pem`."),
				keyFile: text("The key of the client certificate. A passphrase is asked for."),
				serverName: text("The name that the server's certificate is for, where it is not the host of the URL."),
			},
		}),
		oauth2: mapping("Who gives out tokens, for `oauth2`. The client secret is asked for and goes there alone.", {
			name: "OAuth 2 settings",
			keys: {
				tokenUrl: httpUrl("The address that gives out tokens.", { required: true }),
				clientId: text("The client's id.", { required: true }),
				scopes: texts("The scopes to ask for."),
				audience: text("Whom the token is for, where the identity provider wants to know."),
				clientAuth: choice("Where the client secret stands in the request for a token.", ["header", "body"]),
			},
		}),
		sigv4: mapping("The AWS signature, for `sigv4`.", {
			name: "SigV4 settings",
			keys: {
				region: text("The AWS region, such as `eu-central-1`.", { required: true }),
				service: text("The service that is signed for; `aps` where it is left out."),
				accessKeyId: text("The id of the access key; AWS_ACCESS_KEY_ID where it is left out."),
			},
		}),
	},
};

export const environmentsKey = listOf(
	"The servers that live values can come from, for all who work here. The editor contacts them where the workspace is trusted; `observability.prometheus.servers` of the settings goes before them.",
	{ kind: "mapping", of: environmentStructure },
);
