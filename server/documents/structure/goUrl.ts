// Source: net/url of Go 1.25: what `url.Parse` refuses.

/** Why Go cannot read the text as a URL, as the end of a sentence; `undefined` where it can. */
export function findUrlFault(text: string): string | undefined {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what Go refuses.
	if (/[\x00-\x1f\x7f]/.test(text)) return "has a control character, which no URL has";
	const withoutFragment = text.split("#", 1)[0] ?? "";
	if (withoutFragment.startsWith(":")) return "begins with a colon; a URL begins with a scheme such as `http`";
	const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(withoutFragment)?.[1];
	const rest =
		(scheme === undefined ? withoutFragment : withoutFragment.slice(scheme.length + 1)).split("?", 1)[0] ?? "";
	if (!rest.startsWith("/")) {
		if (scheme !== undefined) return undefined;
		if ((rest.split("/", 1)[0] ?? "").includes(":"))
			return "is no URL: write the scheme, such as `http://`, before the host";
	}
	if (rest.startsWith("//")) {
		const authority = rest.slice(2).split("/", 1)[0] ?? "";
		const host = authority.slice(authority.lastIndexOf("@") + 1);
		const fault = findHostFault(host);
		if (fault !== undefined) return fault;
	}
	return findEscapeFault(rest.startsWith("//") ? rest.slice(2).replace(/^[^/]*/, "") : rest);
}

function findHostFault(host: string): string | undefined {
	if (host.startsWith("[")) {
		const close = host.lastIndexOf("]");
		if (close === -1) return "has a bracket before its host that is not closed";
		return isPort(host.slice(close + 1)) ? undefined : "has no valid port behind its host";
	}
	const colon = host.lastIndexOf(":");
	if (colon !== -1 && !isPort(host.slice(colon))) return "has a port that is no number";
	const wrong = /[^\w.~!$&'()*+,;=:[\]<>"%\u0080-\uffff-]/.exec(host)?.[0];
	return wrong === undefined ? undefined : `has \`${wrong}\` in its host, which no host has`;
}

function isPort(text: string): boolean {
	return text === "" || /^:\d*$/.test(text);
}

function findEscapeFault(path: string): string | undefined {
	const wrong = /%(?![\da-fA-F]{2})/.test(path);
	return wrong ? "has a `%` that is not followed by two hexadecimal digits" : undefined;
}

/** As {@link findUrlFault}, but it must also be absolute and of http or https, with a host. */
export function findHttpUrlFault(text: string): string | undefined {
	const fault = findUrlFault(text);
	if (fault !== undefined) return fault;
	const match = /^([a-zA-Z][a-zA-Z0-9+.-]*):(.*)$/s.exec(text);
	const scheme = match?.[1]?.toLowerCase();
	if (scheme !== "http" && scheme !== "https") return "does not begin with `http://` or `https://`";
	return /^\/\/(?:[^/?#]*@)?[^/?#@]/.test(match?.[2] ?? "") ? undefined : "has no host behind its scheme";
}
