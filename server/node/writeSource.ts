import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { describeFailure } from "./describeFailure.ts";

/**
 * Writes a file's new text in place of `before`; answers why not, where it could not. The file is never half-written:
 * the text goes into a file beside it, which then takes its name. One that has changed meanwhile is left as it is.
 */
export function writeSource(path: string, before: string, after: string): string | undefined {
	try {
		const target = realpathSync(path);
		if (readFileSync(target, "utf8") !== before) return "it has changed since it was read";
		const beside = `${target}.${process.pid}.tmp`;
		try {
			writeFileSync(beside, after, { mode: statSync(target).mode, flag: "wx" });
			renameSync(beside, target);
		} catch (error) {
			rmSync(beside, { force: true });
			throw error;
		}
		return undefined;
	} catch (error) {
		return describeFailure(error);
	}
}
