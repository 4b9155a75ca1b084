import type { Span } from "../../text/span.ts";
import type { TextEdit } from "../../text/textEdit.ts";
import { nestRegion } from "../embedded/nestedRegion.ts";
import type { EmbeddedRegion, HostText } from "../embedded/region.ts";

/**
 * Leads what was read of a text to the file that the text stands in: every span through the text's map, every region
 * through both, every edit as the file wants it written. It walks whatever it is given, so that nobody can forget a
 * member of the model; a region that is known twice stays the same object.
 */
export class SpanMapper {
	readonly #outer: HostText;
	readonly #regions = new Map<EmbeddedRegion, EmbeddedRegion>();

	constructor(outer: HostText) {
		this.#outer = outer;
	}

	/** Of the type that it was given: only offsets differ. */
	map<T>(value: T): T {
		return this.#mapValue(value) as T;
	}

	#mapValue(value: unknown): unknown {
		if (typeof value !== "object" || value === null) return value;
		if (Array.isArray(value)) return value.map((item) => this.#mapValue(item));
		if (isSpan(value)) return this.#outer.map.toHostSpan(value);
		return isRegion(value) ? this.#mapRegion(value) : this.#mapMembers(value);
	}

	#mapRegion(region: EmbeddedRegion): EmbeddedRegion {
		const known = this.#regions.get(region);
		if (known !== undefined) return known;
		const mapped = nestRegion(region, this.#outer);
		this.#regions.set(region, mapped);
		return mapped;
	}

	#mapMembers(value: object): object {
		// A copy with the same members in the same order, so that engines take all of them for one shape.
		const mapped: Record<string, unknown> = { ...value };
		for (const key in mapped) {
			const member = mapped[key];
			// What a rule was read from says that it is the same; nobody looks into it.
			if (typeof member !== "object" || member === null || key === "origin") continue;
			if (key !== "fix") {
				mapped[key] = this.#mapValue(member);
				continue;
			}
			const fix = this.#mapFix(member as Fix);
			if (fix === undefined) delete mapped["fix"];
			else mapped["fix"] = fix;
		}
		return mapped;
	}

	/** A fix that the file cannot hold is none. */
	#mapFix(fix: Fix): Fix | undefined {
		const edits = fix.edits.map((edit) => this.#outer.encodeEdit(edit)).filter((edit) => edit !== undefined);
		return edits.length < fix.edits.length ? undefined : { ...fix, edits };
	}
}

interface Fix {
	readonly title: string;
	readonly edits: readonly TextEdit[];
}

function isSpan(value: object): value is Span {
	if (!("start" in value) || !("end" in value)) return false;
	if (typeof value.start !== "number" || typeof value.end !== "number") return false;
	let members = 0;
	for (const _ in value) members++;
	return members === 2;
}

function isRegion(value: object): value is EmbeddedRegion {
	return "encodeEdit" in value && typeof value.encodeEdit === "function";
}
