/**
 * Checks a path that a file is to be written to: relative to the workspace folder, with `/`, and never out of it.
 * Answers a message for the user, or `undefined` where it will do.
 */
export function checkTargetPath(path: string): string | undefined {
	if (/^([/\\]|[A-Za-z]:)/.test(path))
		return `"${path}" is not below the workspace folder; give a path relative to it.`;
	if (path.includes("\\")) return `Write "${path}" with "/" between folders, also on Windows.`;
	const parts = path.split("/");
	if (parts.includes("..")) return `"${path}" leads out of the workspace folder; leave out "..".`;
	if (parts.some((part) => part === "" || part === "."))
		return `"${path}" has an empty part; write it like "slo/rules".`;
	const odd = parts.find((part) => unwritable.test(part));
	if (odd !== undefined)
		return `"${odd}" cannot be a file name on every system; leave out control characters and <>:"|?*.`;
	return undefined;
}

/** Characters and endings that Windows does not allow in a file name. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const unwritable = /[\x00-\x1f<>:"|?*]|[. ]$/;
