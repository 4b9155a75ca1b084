import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import type { TlsSettings } from "../../metrics/environment.ts";
import { describeFailure } from "../describeFailure.ts";

/** What an environment's TLS files hold. */
export interface TlsFiles {
	readonly ca?: Buffer;
	readonly cert?: Buffer;
	readonly key?: Buffer;
}

const names = { caFile: "file of authorities", certFile: "client certificate", keyFile: "client key" } as const;

/** Reads the files that an environment names; a sentence for the user where one cannot be read. */
export async function readTlsFiles(
	tls: TlsSettings,
	folder: string | undefined,
): Promise<TlsFiles | { readonly mistake: string }> {
	if ((tls.certFile === undefined) !== (tls.keyFile === undefined)) {
		const [there, missing] =
			tls.certFile === undefined ? ["tls.keyFile", "tls.certFile"] : ["tls.certFile", "tls.keyFile"];
		return {
			mistake: `It has ${there} but no ${missing}: a client certificate is a certificate and its key, so name both.`,
		};
	}
	const files: { ca?: Buffer; cert?: Buffer; key?: Buffer } = {};
	for (const [setting, field] of [
		["caFile", "ca"],
		["certFile", "cert"],
		["keyFile", "key"],
	] as const) {
		const path = tls[setting];
		if (path === undefined) continue;
		const read = await readPem(path, folder);
		if (typeof read === "string")
			return { mistake: `The ${names[setting]} ${path} cannot be used: ${read}. Correct tls.${setting}.` };
		files[field] = read;
	}
	return files;
}

/** A short digest by which a secret is bound to who vouches for the server. */
export function digestOf(...parts: readonly (Buffer | string)[]): string {
	const hash = createHash("sha256");
	for (const part of parts) hash.update(part).update("\0");
	return hash.digest("hex").slice(0, 32);
}

/** The bytes, or why there are none. */
async function readPem(path: string, folder: string | undefined): Promise<Buffer | string> {
	const absolute = locate(path, folder);
	if (absolute === undefined) return "its path is relative, and no folder is open that it could be relative to";
	try {
		const file = await open(absolute, "r");
		try {
			const { size } = await file.stat();
			if (size > largestPem) return "it is too large for a PEM file";
			const bytes = await file.readFile();
			return bytes.includes("-----BEGIN ") ? bytes : "it holds nothing in the PEM format (-----BEGIN …)";
		} finally {
			await file.close();
		}
	} catch (error) {
		return describeFailure(error);
	}
}

function locate(path: string, folder: string | undefined): string | undefined {
	if (path === "~" || path.startsWith("~/")) return join(homedir(), path.slice(1));
	if (isAbsolute(path)) return path;
	return folder === undefined ? undefined : join(folder, path);
}

const largestPem = 4 * 1024 * 1024;
