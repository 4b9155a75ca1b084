import { execFile } from "node:child_process";

/** Runs a program to its end and answers what it printed; rejects, with all of it, where it fails. */
export function runProgram(
	program: string,
	args: readonly string[],
	cwd: string,
	{ input = "", seconds = 500 }: { readonly input?: string; readonly seconds?: number } = {},
): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = execFile(
			program,
			args,
			{ cwd, timeout: seconds * 1000, maxBuffer: 50_000_000 },
			(error, out, err) => {
				if (error === null) resolve(out);
				else reject(new Error(`${program} ${args.join(" ")}\n${out}${err}${error.message}`));
			},
		);
		child.stdin?.end(input);
	});
}
