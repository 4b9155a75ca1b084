import type { EmbeddedRegion, Mask } from "../documents/embedded/region.ts";
import { touches } from "../text/span.ts";

/** The mask that `offset`, in the region's text, is in or touches; of two, the one that begins there. */
export function maskAt({ masks }: Pick<EmbeddedRegion, "masks">, offset: number): Mask | undefined {
	return masks?.findLast(({ span }) => touches(span, offset));
}
