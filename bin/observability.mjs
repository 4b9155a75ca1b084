#!/usr/bin/env node
// Older versions cannot even load the program, and would say so in words of their own.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
	process.stderr.write(`observability: it needs Node 22.19 or newer, and this is Node ${process.versions.node}.\n`);
	process.exitCode = 2;
} else await import("../dist/cli/observability.mjs");
