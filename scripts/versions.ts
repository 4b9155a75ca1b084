import { execFile } from "node:child_process";
import { type PinnedVersion, VERSIONS } from "../server/scaffold/versions.ts";

/**
 * `npm run versions` tells which of the versions that scaffolds pin are behind: it asks each registry by its own client, one
 * after the other, and changes nothing. What has no client here is listed with where to look. Fails where something is
 * behind. `npm run versions -- npm pypi` asks those registries alone.
 */
const clients: Readonly<Record<string, (name: string, pinned: string) => Promise<string | undefined>>> = {
	npm: async (name) => (await run("npm", ["view", name, "version"]))?.trim(),
	async pypi(name, pinned) {
		const beta = /[abr]/.test(pinned) ? ["--pre"] : [];
		const told = await run("python3", ["-m", "pip", "index", "versions", ...beta, name]);
		return /\(([^)]+)\)/.exec(told ?? "")?.[1];
	},
	async go(name) {
		const told = await run("go", ["list", "-m", "-f", "{{.Version}}", `${name}@latest`], { GOFLAGS: "-mod=mod" });
		return told?.trim().replace(/^v/, "");
	},
	async crates(name) {
		const told = await run("cargo", ["search", "--limit", "1", name]);
		return new RegExp(`^${name} = "([^"]+)"`, "m").exec(told ?? "")?.[1];
	},
	async gem(name) {
		const told = await run("gem", ["list", "--remote", "--exact", name]);
		return /\(([^),\s]+)/.exec(told ?? "")?.[1];
	},
};

const wanted = new Set(process.argv.slice(2));
const behind: string[] = [];
const unasked: string[] = [];
for (const [name, { version, date, source }] of Object.entries<PinnedVersion>(VERSIONS)) {
	const [registry = "", ...rest] = source.split(":");
	if (wanted.size > 0 && !wanted.has(registry)) continue;
	const newest = await clients[registry]?.(rest.join(":"), version);
	const line = `${name.padEnd(24)} ${version.padEnd(14)} ${date}  ${source}`;
	if (newest === undefined) unasked.push(line);
	else if (newest !== version) behind.push(`${line}  has ${newest}`);
	else console.log(`${line}  newest`);
}
for (const line of behind) console.log(`${line}  BEHIND`);
if (unasked.length > 0) console.log(`\nNot asked here, or not answered; look them up by hand:\n${unasked.join("\n")}`);
console.log(`\n${behind.length} behind, ${unasked.length} not asked.`);
if (behind.length > 0) process.exitCode = 1;

/** What the program printed; `undefined` where it is not there or failed. */
function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string | undefined> {
	return new Promise((resolve) => {
		execFile(program, args, { env: { ...process.env, ...env }, timeout: 60_000 }, (error, out) => {
			resolve(error === null ? out : undefined);
		});
	});
}
