/** As long as a suggestion may wait for a server: people go on with what is usual instead. */
export function toleratedWait(): AbortSignal {
	return AbortSignal.timeout(milliseconds);
}

const milliseconds = 4000;
