import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { findProgram, lastLines, run, say } from "./project.mjs";

/** The programs that are not on npm: what they are for, the names they go by, and the Debian package that has them. */
const programs = {
	prometheus: {
		names: ["prometheus"],
		debian: "prometheus",
		why: "a real Prometheus to ask for values",
	},
	promtool: {
		names: ["promtool"],
		debian: "prometheus",
		why: "Prometheus's own judgement on rule files",
	},
	amtool: {
		names: ["amtool"],
		debian: "prometheus-alertmanager",
		why: "Alertmanager's own judgement on its configuration",
	},
	nodeExporter: {
		names: ["prometheus-node-exporter", "node_exporter"],
		debian: "prometheus-node-exporter",
		why: "metrics of this machine for that Prometheus",
	},
	alertmanager: {
		names: ["prometheus-alertmanager", "alertmanager"],
		debian: "prometheus-alertmanager",
		why: "a server that is not Prometheus, to be told apart",
	},
	victoriaMetrics: {
		names: ["victoria-metrics", "victoria-metrics-prod"],
		debian: "victoria-metrics",
		why: "a relative of Prometheus that lacks some of it",
	},
	neovim: {
		names: ["nvim"],
		debian: "neovim",
		why: "an editor that speaks the language server's protocol and is not VS Code",
	},
	curl: {
		names: ["curl"],
		debian: "curl",
		why: "runs the commands that the query panel copies",
	},
	pythonEnvironments: {
		names: ["python3"],
		debian: "python3-venv",
		why: "environments for the applications of Python that are instrumented and run",
		// Debian has Python without what makes an environment.
		proof: ["-c", "import venv, ensurepip"],
	},
	chromium: {
		names: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
		debian: "chromium",
		why: "a browser that shows VS Code to the tests",
	},
};

/** The keys of all of them. */
export const programKeys = Object.keys(programs);

/**
 * Makes sure of the programs named by `wanted` (keys of `programs`), with apt-get where some are missing.
 * Answers the keys that could not be had; the reason was said, and the caller knows what does not work without them.
 */
export async function providePrograms(wanted) {
	const missing = wanted.filter((key) => !isThere(key));
	if (missing.length === 0) return [];
	const packages = [...new Set(missing.map((key) => programs[key].debian))];
	const reasons = [...new Set(missing.map((key) => `${programs[key].names[0]} (${programs[key].why})`))].join(", ");
	const command = `apt-get install --no-install-recommends ${packages.join(" ")}`;
	if (findProgram("apt-get") === undefined) {
		say(`Missing: ${reasons}. This machine has no apt-get: install them by hand so that they are on the PATH.`);
		return missing;
	}
	const asRoot = await findWayToRoot();
	if (asRoot === undefined) {
		const typed = findProgram("sudo") === undefined ? `as root, ${command}` : `sudo ${command}`;
		say(`Missing: ${reasons}. Installing needs root, which this script cannot become. Type:\n    ${typed}`);
		return missing;
	}
	say(`Installing the Debian packages ${packages.join(", ")}: ${reasons} ...`);
	let output = await install(asRoot, packages);
	// Of several that are asked for together, apt-get installs none where it lacks one.
	if (packages.length > 1 && missing.some((key) => !isThere(key))) {
		for (const name of packages) output += `\n${await install(asRoot, [name])}`;
	}
	const stillMissing = wanted.filter((key) => !isThere(key));
	if (stillMissing.length > 0) {
		say(
			`apt-get could not install ${stillMissing.map((key) => programs[key].debian).join(", ")}:\n${lastLines(output)}`,
		);
		say(`Check the network and the package sources, or type it yourself: ${command}`);
	}
	return stillMissing;
}

function isThere(key) {
	const { names, proof } = programs[key];
	const path = findProgram(...names);
	if (path === undefined) return false;
	return proof === undefined || spawnSync(path, proof, { stdio: "ignore" }).status === 0;
}

/** What stands before a command that needs root: nothing, or `sudo -n`; `undefined` where a password would be asked for. */
async function findWayToRoot() {
	if (process.getuid?.() === 0) return [];
	if (findProgram("sudo") === undefined) return undefined;
	return (await run("sudo", ["-n", "true"])).code === 0 ? ["sudo", "-n"] : undefined;
}

/**
 * Debian's packages start their services when they are installed and at each boot. We want the programs alone: for the
 * time of the install a policy forbids starting, and what we brought is disabled after it.
 */
const installScript = `
set -u
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
	trap 'rm -f "$policy"' EXIT
	trap 'exit 130' INT TERM HUP
	printf '#!/bin/sh\\nexit 101\\n' > "$policy" && chmod 755 "$policy"
fi
[ "$1" = fresh ] || apt-get -q update
shift
apt-get -q -y --no-install-recommends install "$@" || exit 1
if command -v systemctl >/dev/null 2>&1; then
	for name in "$@"; do systemctl disable "$name" >/dev/null 2>&1 || true; done
fi
`;

async function install(asRoot, packages) {
	const attempt = async (lists) => {
		const words = [
			...asRoot,
			"env",
			"DEBIAN_FRONTEND=noninteractive",
			"sh",
			"-c",
			installScript,
			"install",
			lists,
			...packages,
		];
		return run(words[0], words.slice(1));
	};
	if (hasPackageLists()) {
		const first = await attempt("fresh");
		if (first.code === 0) return first.output;
	}
	// The lists are missing, or so old that they name files that the mirror has no more.
	return (await attempt("update")).output;
}

function hasPackageLists() {
	const folder = "/var/lib/apt/lists";
	return (
		existsSync(folder) &&
		readdirSync(folder).some((name) => name.endsWith("_Packages") || name.endsWith("_Packages.lz4"))
	);
}
