import { reportGithub } from "./reporters/github.ts";
import { reportGitlab } from "./reporters/gitlab.ts";
import { reportJson } from "./reporters/json.ts";
import { reportJunit } from "./reporters/junit.ts";
import type { Reporter } from "./reporters/reporter.ts";
import { reportSarif } from "./reporters/sarif.ts";
import { reportText } from "./reporters/text.ts";

/** Every format that a report can be written in; adding one is a row here. */
export const REPORTERS: Readonly<Record<string, Reporter>> = {
	text: reportText,
	json: reportJson,
	sarif: reportSarif,
	junit: reportJunit,
	github: reportGithub,
	gitlab: reportGitlab,
};
