/**
 * Makes a name of lower-case ASCII letters, digits and single hyphens that begins and ends with a letter or digit, for
 * file names, Kubernetes resources and URLs. At most `longest` characters.
 *
 * Two names that differ in more than case and punctuation get different slugs: where letters are lost (or the name is
 * too long), a short hash of the whole name follows.
 */
export function makeSlug(name: string, longest = 48): string {
	const ascii = name.normalize("NFKD").replaceAll(/\p{M}/gu, "");
	const words = ascii.toLowerCase().match(/[a-z0-9]+/g) ?? [];
	const slug = words.join("-");
	const isWhole = !/[^\p{ASCII}\p{P}\p{S}\p{Z}\p{C}]/u.test(ascii) && slug.length <= longest && slug !== "";
	if (isWhole) return slug;
	const hash = hashText(name);
	const kept = slug.slice(0, longest - hash.length - 1).replace(/-+$/, "");
	return kept === "" ? `x-${hash}` : `${kept}-${hash}`;
}

/** FNV-1a over the UTF-16 code units, 32 bits, in base 36. */
function hashText(text: string): string {
	let hash = 0x811c9dc5;
	for (let index = 0; index < text.length; index++) {
		hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
	}
	return hash.toString(36);
}
