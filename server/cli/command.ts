/** One command of the command line. */
export interface Command {
	/** Answers the exit code; see {@link EXIT}. */
	run(args: readonly string[], surroundings: Surroundings): Promise<number>;
}

/** What a command needs of the process around it. */
export interface Surroundings {
	/** Where the program is. */
	readonly folder: string;
	readonly version: string;
	readonly out: (text: string) => void;
	readonly error: (text: string) => void;
}
