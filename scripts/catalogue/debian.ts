import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Programs out of Debian's packages, unpacked into a folder: nothing is installed and no service is started.
 */
export class DebianPrograms {
	readonly root: string;
	readonly #archives: string;
	readonly #versions = new Map<string, string>();

	constructor(folder: string) {
		this.root = join(folder, "root");
		this.#archives = join(folder, "archives");
		mkdirSync(join(this.#archives, "partial"), { recursive: true });
		mkdirSync(this.root, { recursive: true });
	}

	/** Fetches the packages, and what they need that this machine has not. */
	fetch(packages: readonly string[]): void {
		const options = ["-q", "-y", "-o", `Dir::Cache::archives=${this.#archives}`, "-o", "Debug::NoLocking=1"];
		const installed = packages.filter(
			(name) => call("dpkg-query", ["-W", "-f", "${db:Status-Status}", name]) === "installed",
		);
		must("apt-get", [...options, "install", "--download-only", "--no-install-recommends", ...packages]);
		// What the machine has already is not fetched as a dependency, and might be of another version.
		if (installed.length > 0) must("apt-get", ["-q", "download", ...installed], this.#archives);
		for (const file of readdirSync(this.#archives).filter((name) => name.endsWith(".deb"))) {
			const path = join(this.#archives, file);
			must("dpkg-deb", ["-x", path, this.root]);
			const [name = "", version = ""] = must("dpkg-deb", ["-f", path, "Package", "Version"])
				.split("\n")
				.map((line) => line.replace(/^\w+:\s*/, ""));
			this.#versions.set(name, version);
			rmSync(path);
		}
	}

	/** The version of the program itself, without what Debian adds to it. */
	versionOf(name: string): string {
		const version = this.#versions.get(name) ?? "";
		return version
			.replace(/^\d+:/, "")
			.replace(/-[^-]*$/, "")
			.replace(/[+~].*$/, "");
	}

	/** Under which licence the program itself is, by the copyright file of its package. */
	licenceOf(name: string): string {
		const file = readFileSync(this.path(`usr/share/doc/${name}/copyright`), "utf8");
		return /^Files:\s*\*(?:.|\n(?!\n))*?\nLicense: *(.+)/m.exec(file)?.[1]?.trim() ?? "licence unknown";
	}

	path(name: string): string {
		return join(this.root, name);
	}

	/** So that programs find the libraries that were unpacked beside them. */
	environment(): NodeJS.ProcessEnv {
		const folders = ["usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu", "usr/lib/aarch64-linux-gnu", "usr/lib"];
		const python = this.path("usr/lib/python3/dist-packages");
		return {
			...process.env,
			LD_LIBRARY_PATH: folders.map((folder) => this.path(folder)).join(":"),
			PYTHONPATH: python,
			PATH: `${this.path("usr/bin")}:${this.path("usr/sbin")}:${process.env["PATH"] ?? ""}`,
		};
	}
}

function call(command: string, args: readonly string[], cwd?: string): string | undefined {
	const { status, stdout } = spawnSync(command, args, { encoding: "utf8", ...(cwd === undefined ? {} : { cwd }) });
	return status === 0 ? stdout : undefined;
}

/** Runs a program to its end and answers what it printed. */
export function must(command: string, args: readonly string[], cwd?: string): string {
	const { status, stdout, stderr, error } = spawnSync(command, args, {
		encoding: "utf8",
		maxBuffer: 64 * 1024 * 1024,
		...(cwd === undefined ? {} : { cwd }),
	});
	if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed:\n${error?.message ?? stderr}`);
	return stdout;
}
