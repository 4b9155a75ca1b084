/** Why a text cannot choose paths, as the end of a sentence that begins with it; `undefined` where it can. */
export function findGlobFault(text: string): string | undefined {
	const pattern = text.replace(/^!/, "");
	if (pattern.trim() === "") return "is empty and chooses nothing";
	if (/^(?:\.\.\/|~)/.test(pattern) || pattern === "..") return "leads out of the folder of the configuration";
	if (/^[A-Za-z]:[\\/]/.test(pattern))
		return "is an absolute path, and patterns count from the folder of the configuration";
	if (/\\[\w.*]/.test(pattern)) return "has backslashes; paths are written with `/` on every system";
	return findOpenBracket(pattern);
}

const closing: Readonly<Record<string, string>> = { "[": "]", "{": "}", "(": ")" };

function findOpenBracket(pattern: string): string | undefined {
	const open: string[] = [];
	for (let at = 0; at < pattern.length; at++) {
		const character = pattern[at] ?? "";
		if (character === "\\") at++;
		else if (open.at(-1) === "]") {
			// Between square brackets only their end means something.
			if (character === "]") open.pop();
		} else if (character in closing) open.push(closing[character] ?? "");
		else if (character === open.at(-1)) open.pop();
	}
	const missing = open.at(-1);
	return missing === undefined ? undefined : `lacks a \`${missing}\``;
}
