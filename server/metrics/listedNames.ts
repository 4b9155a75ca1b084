import type { Listing } from "./port.ts";

/** Looks names up in a list that is the same one for many questions. */
export class ListedNames {
	#listing: Listing | undefined;
	#names: ReadonlySet<string> = new Set();

	/** `undefined` where there is no list, or where it lacks the name and is not complete. */
	has(listing: Listing | undefined, name: string): boolean | undefined {
		if (listing === undefined) return undefined;
		if (listing !== this.#listing) {
			this.#listing = listing;
			this.#names = new Set(listing.values);
		}
		return this.#names.has(name) || (listing.complete ? false : undefined);
	}
}
