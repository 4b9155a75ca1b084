import {
	accessSync,
	chownSync,
	constants,
	readFileSync,
	realpathSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { describeFailure } from "./describeFailure.ts";

/** Permission to write, for anybody at all: a file without it was made read-only by intent. */
const ANY_WRITER = 0o222;

/**
 * Writes a file's new text in place of `before`; answers why not, where it could not. The file is never half-written:
 * the text goes into a file beside it, which then takes its name, its permissions and its owner. One that is read-only,
 * that has changed meanwhile, or whose bytes the text cannot stand for, is left as it is.
 */
export function writeSource(path: string, before: string, after: string): string | undefined {
	try {
		const target = realpathSync(path);
		const { mode, uid, gid } = statSync(target);
		// To rename over a file asks nobody whether it may be written.
		if ((mode & ANY_WRITER) === 0) return "it is read-only";
		accessSync(target, constants.W_OK);
		const bytes = readFileSync(target);
		if (bytes.toString("utf8") !== before) return "it has changed since it was read";
		// What is no UTF-8 was read as U+FFFD, and would be written as that.
		if (!bytes.equals(Buffer.from(before, "utf8"))) return "it is not in UTF-8";
		const beside = `${target}.${process.pid}.tmp`;
		try {
			writeFileSync(beside, after, { mode, flag: "wx" });
			const made = statSync(beside);
			if (made.uid !== uid || made.gid !== gid) chownSync(beside, uid, gid);
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
