import { createSecureContext, getCACertificates, type SecureContext } from "node:tls";

/**
 * Trusts what this computer trusts beside Node's own list: a company's authority is in the system's store, where the
 * browser finds it too. `undefined` where Node is too old to read that store.
 */
export function trustSystemAuthorities(): SecureContext | undefined {
	if (typeof getCACertificates !== "function") return undefined;
	try {
		// The default list holds those of NODE_EXTRA_CA_CERTS.
		return createSecureContext({ ca: [...new Set([...getCACertificates("default"), ...getCACertificates("system")])] });
	} catch {
		// One that cannot be read must not take the others away.
		return undefined;
	}
}
