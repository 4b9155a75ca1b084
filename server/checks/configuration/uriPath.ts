import { decodePercent } from "../../base/decodePercent.ts";

/** The folder that a file is in, with its final slash; `undefined` where there is none above it. */
export function folderOf(uri: string): string | undefined {
	const bare = uri.endsWith("/") ? uri.slice(0, -1) : uri;
	const slash = bare.lastIndexOf("/");
	// `file://` and the authority behind it are no folders.
	const root = bare.indexOf("://");
	const first = root === -1 ? 0 : bare.indexOf("/", root + 3);
	return first === -1 || slash < first ? undefined : bare.slice(0, slash + 1);
}

/** The path of `uri` from `folder`, decoded and with slashes; `..` where it leads out of it. */
export function pathFrom(folder: string, uri: string): string {
	if (uri.startsWith(folder)) return decodePercent(uri.slice(folder.length));
	const from = segmentsOf(folder);
	const to = segmentsOf(uri);
	let common = 0;
	while (common < from.length && common < to.length - 1 && from[common] === to[common]) common++;
	return [...from.slice(common).map(() => ".."), ...to.slice(common)].join("/");
}

/** The URI of a path that counts from `folder`; absolute ones begin with a slash. */
export function resolvePath(folder: string, path: string): string {
	const written = path.replaceAll("\\", "/");
	const encoded = written.split("/").map(encodeURIComponent).join("/");
	const parsed = URL.parse(encoded, folder);
	// A folder of no scheme that URLs know is joined by hand.
	return parsed === null ? folder + encoded : parsed.href;
}

/** Decoded segments without the empty one that ends a folder, so that two ways to encode a path are the same. */
function segmentsOf(uri: string): readonly string[] {
	return decodePercent(uri.replace(/\/$/, "")).split("/");
}
