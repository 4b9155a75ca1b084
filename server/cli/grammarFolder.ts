import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where the parsers of source code are: beside the bundle, or where a build of the project has put them. */
export function grammarsFor(program: string): string {
	const beside = join(program, "..", "grammars");
	return existsSync(beside) ? beside : join(program, "..", "..", "dist", "grammars");
}
