import { canonicalUri, pathSegments } from "./fileNames.ts";

/**
 * Finds the page of the workspace that a URL, or a path from another folder than its file's, leads to. Where a site or a
 * forge shows a repository, its URLs end in the paths of the repository's files, so the page is the one that has most of
 * the path in common. A file's name alone is not enough, but for the whole path of a file.
 */
export class PageFinder {
	/** The folders of the workspace, as URIs with a slash at the end. */
	roots: readonly string[] = [];
	readonly #pages = new ByLastSegment();
	readonly #names = new ByLastSegment();

	addPage(uri: string): void {
		this.#pages.add(uri);
	}

	deletePage(uri: string): void {
		this.#pages.delete(uri);
	}

	/** Takes a name that files use, which may lead to a page. */
	addName(name: string): void {
		this.#names.add(name);
	}

	deleteName(name: string): void {
		this.#names.delete(name);
	}

	/** In order; several where nothing tells which is meant. */
	find(name: string): readonly string[] {
		const wanted = pathSegments(name);
		let most = 1;
		let found: string[] = [];
		for (const uri of this.#pages.like(name)) {
			const segments = pathSegments(uri);
			let common = 0;
			while (common < segments.length && segments[common] === wanted[common]) common++;
			if (common < 2 && common < this.#lengthBelowRoot(uri, segments.length)) continue;
			if (common > most) found = [];
			if (common >= most || found.length === 0) found.push(uri);
			most = Math.max(most, common);
		}
		return found.sort();
	}

	/** The names that are used and lead to the page, where no file is called so. */
	namesOf(uri: string): readonly string[] {
		return [...this.#names.like(uri)].filter((name) => this.find(name).includes(uri));
	}

	#lengthBelowRoot(uri: string, whole: number): number {
		const page = canonicalUri(uri);
		const root = this.roots.map(canonicalUri).find((one) => page.startsWith(one));
		return root === undefined ? whole : pathSegments(page.slice(root.length - 1)).length;
	}
}

class ByLastSegment {
	readonly #names = new Map<string, Set<string>>();

	add(name: string): void {
		const last = lastSegment(name);
		const same = this.#names.get(last);
		if (same === undefined) this.#names.set(last, new Set([name]));
		else same.add(name);
	}

	delete(name: string): void {
		const last = lastSegment(name);
		const same = this.#names.get(last);
		if (same?.delete(name) === true && same.size === 0) this.#names.delete(last);
	}

	like(name: string): Iterable<string> {
		return this.#names.get(lastSegment(name)) ?? [];
	}
}

function lastSegment(name: string): string {
	return pathSegments(name)[0] ?? "";
}
