import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";

/** A certificate with its key, in PEM. */
export interface Certificate {
	readonly cert: string;
	readonly key: string;
}

export interface CertificateOptions {
	/** What the certificate is for; 127.0.0.1 and localhost where it is left out. */
	readonly host?: string;
	/** Who vouches for it; it vouches for itself where it is left out. */
	readonly authority?: Certificate;
	readonly expired?: true;
	readonly passphrase?: string;
	readonly role?: "authority" | "server" | "client";
}

export async function makeCertificate(options: CertificateOptions = {}): Promise<Certificate> {
	const { host, authority, role = "server", passphrase } = options;
	const day = 86_400_000;
	const now = Date.now();
	const names =
		host === undefined
			? [
					{ type: 7 as const, ip: "127.0.0.1" },
					{ type: 2 as const, value: "localhost" },
				]
			: [{ type: 2 as const, value: host }];
	const made = await generate(
		[{ name: "commonName", value: role === "authority" ? "Test authority" : (host ?? role) }],
		{
			keyType: "ec",
			algorithm: "sha256",
			notBeforeDate: new Date(now - 3 * day),
			notAfterDate: new Date(options.expired === true ? now - day : now + 30 * day),
			extensions: [
				{ name: "basicConstraints", cA: role === "authority", critical: true },
				role === "authority"
					? { name: "keyUsage", keyCertSign: true, digitalSignature: true, critical: true }
					: { name: "keyUsage", digitalSignature: true, critical: true },
				...(role === "authority" ? [] : [{ name: "extKeyUsage" as const, serverAuth: true, clientAuth: true }]),
				{ name: "subjectAltName", altNames: names },
			],
			...(authority === undefined ? {} : { ca: authority }),
			...(passphrase === undefined ? {} : { passphrase }),
		},
	);
	return { cert: made.cert, key: made.private };
}

/** A folder of files that is gone after `remove`. */
export function writeFiles(files: Readonly<Record<string, string>>): { readonly folder: string; remove(): void } {
	const folder = mkdtempSync(join(tmpdir(), "observability-certificates-"));
	for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
	return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
