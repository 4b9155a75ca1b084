/** The part of `node:path` that is asked, so that another system's paths can be tested. */
export interface PathStyle {
	readonly sep: string;
	relative(from: string, to: string): string;
	resolve(...paths: string[]): string;
	isAbsolute(path: string): boolean;
}

/** A path as the user would write it: from the current folder where it is in it, and with slashes. */
export function displayPath(path: string, current: string, style: PathStyle): string {
	const whole = style.resolve(current, path);
	const inside = style.relative(current, whole);
	// On Windows there is no way from one drive to another.
	const leads = inside === ".." || inside.startsWith(`..${style.sep}`) || style.isAbsolute(inside);
	const shown = leads ? whole : inside === "" ? "." : inside;
	return shown.split(style.sep).join("/");
}

/** The URI reference of a path as {@link displayPath} gives it: relative where the path is. */
export function uriOfPath(path: string): string {
	const absolute = /^(?:[A-Za-z]:)?\//.test(path);
	const encoded = path.split("/").map(encodeURIComponent).join("/");
	if (!absolute) return encoded;
	return path.startsWith("/") ? `file://${encoded}` : `file:///${encoded.replace("%3A", ":")}`;
}
