/**
 * Checks a path that a file is to be written to: relative to the workspace folder, with `/`, never out of it, and never
 * into Git's own folder, where files name commands that Git runs. Answers a message for the user, or `undefined` where it
 * will do.
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
	const device = parts.find((part) => deviceName.test(part));
	if (device !== undefined)
		return `"${device}" cannot be a file name on every system: Windows keeps the name for a device.`;
	if (parts.some((part) => isGitFolder(part))) return `"${path}" is in Git's own folder; choose another.`;
	return undefined;
}

/** Claims that a folder is Git's own, also as systems that know no capitals or only short names call it. */
export function isGitFolder(name: string): boolean {
	return /^(?:\.git|git~1)$/i.test(name);
}

const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Characters and endings that Windows does not allow in a file name. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const unwritable = /[\x00-\x1f<>:"|?*]|[. ]$/;
