import { decodePercent } from "../../base/decodePercent.ts";

/** How files are named by other files: URIs, paths relative to a file, and URLs of a site or a repository. */

/** A URI as others are compared with: its path decoded, without a fragment or a query, the drive in small letters. */
export function canonicalUri(uri: string): string {
	const end = uri.search(/[?#]/);
	const bare = end === -1 ? uri : uri.slice(0, end);
	return bare.includes("%") || /^file:\/\/\/[A-Z]:/.test(bare) ? lowerDrive(decodePercent(bare)) : bare;
}

/** Editors write the drives of Windows in small letters, and Node does not. */
function lowerDrive(uri: string): string {
	return uri.replace(/^file:\/\/\/[A-Z]:/, (start) => start.toLowerCase());
}

/**
 * The URI that `path`, with a fragment or without, leads to from the file; `undefined` where that has no path. Of a
 * pattern the file's own folder is made to match itself alone.
 */
export function resolvePath(fileUri: string, path: string, pattern = false): string | undefined {
	const parts = /^([a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?)(\/[^?#]*)/i.exec(fileUri);
	if (parts === null) return undefined;
	const [, origin = "", filePath = ""] = parts;
	const hash = path.indexOf("#");
	const [plain, fragment] = hash === -1 ? [path, ""] : [path.slice(0, hash), path.slice(hash)];
	const folder = filePath.slice(0, filePath.lastIndexOf("/"));
	const own = pattern ? folder.replace(/[*?[\\]/g, "\\$&") : folder;
	return `${origin}${normalise(plain.startsWith("/") ? encode(plain) : `${own}/${encode(plain)}`)}${fragment}`;
}

/** As editors write paths in URIs; `*`, `?` and brackets of patterns are left for those who match. */
function encode(path: string): string {
	return path.replace(/[^\w\-.~/!$&'()*+,;=@%[\]?]/g, (character) => encodeURIComponent(character));
}

/** Without `.` and `..`. */
function normalise(path: string): string {
	const parts: string[] = [];
	for (const part of path.split("/")) {
		if (part === "..") parts.pop();
		else if (part !== "." && part !== "") parts.push(part);
	}
	return `/${parts.join("/")}`;
}

/** The segments of a URI's or a URL's path from its last to its first, in small letters and without a page's ending. */
export function pathSegments(uri: string): readonly string[] {
	const path = canonicalUri(uri).replace(/^[a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?/i, "");
	const segments = path
		.toLowerCase()
		.split("/")
		.filter((segment) => segment !== "");
	const last = segments.pop()?.replace(/\.(?:md|markdown|html?)$/, "");
	// A folder's own page.
	if (last !== undefined && !/^(?:readme|_?index)$/.test(last)) segments.push(last);
	return segments.reverse();
}
