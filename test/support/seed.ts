/**
 * What random tests begin with: the same at every run, so that a failure is the change's and not the dice's.
 * `TEST_SEED=random npm test` throws new dice, and any number repeats a run.
 */
export const seed = readSeed(process.env["TEST_SEED"]);

function readSeed(text: string | undefined): number {
	if (text === undefined || text === "") return 1;
	const number = text === "random" ? Math.floor(Math.random() * 0x7fff_ffff) : Number(text);
	if (!Number.isSafeInteger(number)) throw new Error(`TEST_SEED is a whole number or "random", not ${text}.`);
	return number;
}
