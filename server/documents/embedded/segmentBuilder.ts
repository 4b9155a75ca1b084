import type { Segment } from "../../text/segmentMap.ts";

/** Collects decoded text together with the segments that say where it came from. */
export class SegmentBuilder {
	text = "";
	readonly segments: Segment[] = [];
	readonly #raw: string;

	constructor(raw: string) {
		this.#raw = raw;
	}

	/** Takes over `raw` from `start` to `end` as it is. */
	copy(start: number, end: number): void {
		if (end <= start) return;
		const length = end - start;
		const last = this.segments.at(-1);
		if (last?.literal === true && last.host + last.hostLength === start) {
			this.segments.pop();
			this.segments.push({
				...last,
				embeddedLength: last.embeddedLength + length,
				hostLength: last.hostLength + length,
			});
		} else {
			this.segments.push({
				embedded: this.text.length,
				embeddedLength: length,
				host: start,
				hostLength: length,
				literal: true,
			});
		}
		this.text += this.#raw.slice(start, end);
	}

	/** Adds `text`, which `length` characters of `raw` from `start` stand for as one; returns `length`. */
	unit(text: string, start: number, length: number): number {
		if (text === this.#raw.slice(start, start + length)) this.copy(start, start + length);
		else {
			this.segments.push({
				embedded: this.text.length,
				embeddedLength: text.length,
				host: start,
				hostLength: length,
				literal: false,
			});
			this.text += text;
		}
		return length;
	}
}
