import type { Span } from "../../text/span.ts";
import type { TextEdit } from "../../text/textEdit.ts";
import { nestRegion } from "../embedded/nestedRegion.ts";
import type { EmbeddedRegion, HostText } from "../embedded/region.ts";

/**
 * Leads what was read of a text to the file that the text stands in: every span through the text's map, every region
 * through both, every edit as the file wants it written. It walks whatever it is given, so that nobody can forget a
 * member of the model; what is known twice stays the same object.
 */
export class SpanMapper {
	readonly #outer: HostText;
	readonly #mapped = new Map<object, unknown>();

	constructor(outer: HostText) {
		this.#outer = outer;
	}

	/** Of the type that it was given: only offsets differ. */
	map<T>(value: T): T {
		return this.#mapValue(value) as T;
	}

	#mapValue(value: unknown): unknown {
		if (typeof value !== "object" || value === null) return value;
		if (isSpan(value)) return this.#outer.map.toHostSpan(value);
		const known = this.#mapped.get(value);
		if (known !== undefined) return known;
		const mapped = this.#mapObject(value);
		this.#mapped.set(value, mapped);
		return mapped;
	}

	#mapObject(value: object): unknown {
		if (Array.isArray(value)) return value.map((item) => this.#mapValue(item));
		if (isRegion(value)) return nestRegion(value, this.#outer);
		const mapped: Record<string, unknown> = {};
		for (const [key, member] of Object.entries(value)) {
			if (key !== "fix") {
				mapped[key] = this.#mapValue(member);
				continue;
			}
			const fix = this.#mapFix(member);
			if (fix !== undefined) mapped[key] = fix;
		}
		return mapped;
	}

	/** A fix that the file cannot hold is none. */
	#mapFix(fix: { readonly title: string; readonly edits: readonly TextEdit[] }): object | undefined {
		const edits = fix.edits.map((edit) => this.#outer.encodeEdit(edit));
		return edits.includes(undefined) ? undefined : { ...fix, edits };
	}
}

function isSpan(value: object): value is Span {
	if (!("start" in value) || !("end" in value)) return false;
	return typeof value.start === "number" && typeof value.end === "number" && Object.keys(value).length === 2;
}

function isRegion(value: object): value is EmbeddedRegion {
	return "encodeEdit" in value && typeof value.encodeEdit === "function";
}
