import type { DocumentModel } from "./model.ts";

/**
 * UTF-16 code units up to which a file is read in depth. A rule file of this size has some 100,000 lines, and a first
 * reading of it takes seconds; nobody writes such a file by hand.
 */
export const LARGEST_TEXT = 5 * 1024 * 1024;

export function isTooLarge(text: string): boolean {
	return text.length > LARGEST_TEXT;
}

export const emptyModel: DocumentModel = {
	adapters: [],
	problems: [],
	regions: [],
	groups: [],
	outline: [],
	hostPositionAt: () => undefined,
};

/** The model of a file that is too large to be read: one remark at its beginning, where it could be a rule file. */
export function tooLargeModel(text: string): DocumentModel {
	const firstLine = text.indexOf("\n");
	const head = text.slice(0, 64 * 1024);
	if (!/^\s*groups\s*:|PrometheusRule/m.test(head)) return emptyModel;
	const size = `${Math.round((text.length / 1024 / 1024) * 10) / 10} MB`;
	return {
		...emptyModel,
		problems: [
			{
				code: "file/too-large",
				severity: "information",
				span: { start: 0, end: firstLine === -1 ? text.length : firstLine },
				message: `This file has ${size} and is not checked, so that the editor stays fast: no diagnostics, completion or values here. Split it into files of less than ${LARGEST_TEXT / 1024 / 1024} MB, or check it with promtool.`,
			},
		],
	};
}
