import { type Segment, SegmentMap } from "../../text/segmentMap.ts";
import type { Span } from "../../text/span.ts";
import type { EmbeddedRegion } from "../embedded/region.ts";

/** A part of a region as a region of its own. */
export function subRegion(region: EmbeddedRegion, part: Span): EmbeddedRegion {
	const hostSpan = region.map.toHostSpan(part);
	return {
		language: region.language,
		context: region.context,
		text: region.text.slice(part.start, part.end),
		hostSpan,
		map: cutMap(region, part, hostSpan.start),
		encodeEdit: ({ span, newText }) =>
			region.encodeEdit({
				span: { start: span.start + part.start, end: span.end + part.start },
				newText,
			}),
	};
}

function cutMap({ map }: EmbeddedRegion, part: Span, hostStart: number): SegmentMap {
	const segments = map.segments.flatMap((segment): Segment[] => {
		const start = Math.max(segment.embedded, part.start);
		const end = Math.min(segment.embedded + segment.embeddedLength, part.end);
		if (start >= end) return [];
		const host = map.toHost(start);
		const hostEnd = map.toHost(end, "end");
		return [
			{ ...segment, embedded: start - part.start, embeddedLength: end - start, host, hostLength: hostEnd - host },
		];
	});
	return new SegmentMap(segments, hostStart);
}
