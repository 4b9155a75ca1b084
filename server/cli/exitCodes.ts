/** What the command line answers to the shell; a documented contract that CI jobs rely on. */
export const EXIT = {
	/** Nothing was found that fails the run. */
	clean: 0,
	/** Problems were found that fail the run. */
	problems: 1,
	/** The command was called in a wrong way, or its configuration has faults: nothing was checked. */
	misused: 2,
	/** Something could not be checked: a file that cannot be read, a server that does not answer. */
	incomplete: 3,
	// Where the user ends it: 128 and the signal's number, as shells give it (check/untilInterrupted.ts).
} as const;
