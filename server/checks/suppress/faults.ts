import type { FaultTable } from "../../text/fault.ts";

const rule = (comment: string): string => `groups:
  - name: api
    rules:
      ${comment}
      - record: job:up:sum
        expr: sum by (job) (up)
`;

const clean = `groups:
  - name: api
    rules:
      - record: job:up:sum
        expr: sum by (job) (up)
`;

/** What comments that turn checks off can have against them. */
export const suppressionFaults: FaultTable = {
	"suppression/malformed": {
		title: "Comment that turns nothing off",
		severity: "warning",
		why: "Who wrote `observability:` in a comment wanted to say something to the checks. What stands here is not understood, so everything is still reported.",
		fix: "Write `# observability:disable promql/some-check -- why it is right here` above the rule or key or at its end, or `observability:disable-file` for the whole file.",
		example: { language: "yaml", bad: rule("# observability:ignore everything"), good: clean },
	},
	"suppression/unknown-check": {
		title: "Comment about a check that does not exist",
		severity: "warning",
		why: "No check has that name, or it is none that can be turned off: what Prometheus itself would refuse is always reported. The comment does nothing.",
		fix: "Take the name from the diagnostic, or remove the comment.",
		example: { language: "yaml", bad: rule("# observability:disable promql/no-such-check -- a slip"), good: clean },
	},
	"suppression/unused": {
		title: "Comment that is not needed any more",
		severity: "information",
		why: "The check that is turned off here has nothing to report. A comment that stays behind hides the next fault, which nobody has looked at.",
		fix: "Remove the comment.",
		example: {
			language: "yaml",
			bad: rule("# observability:disable promql/constant-comparison -- it was, once"),
			good: clean,
		},
	},
};
