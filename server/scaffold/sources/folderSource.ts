import type { ChoiceSource } from "../scaffoldLogic.ts";
import { offer } from "./offer.ts";

/** Folders of the workspace folder, in order. */
export const chooseFolder: ChoiceSource = async (_answers, { files }) => {
	const { paths, cut } = await files.list();
	const folders = new Map<string, number>();
	for (const path of paths) {
		const parts = path.split("/").slice(0, -1);
		for (let depth = 1; depth <= parts.length; depth++) {
			const folder = parts.slice(0, depth).join("/");
			folders.set(folder, (folders.get(folder) ?? 0) + 1);
		}
	}
	const choices = [...folders].map(([folder, count]) => ({
		value: folder,
		label: folder,
		description: count === 1 ? "1 file" : `${count} files`,
	}));
	return offer(
		choices.sort((one, other) => (one.value < other.value ? -1 : 1)),
		"The workspace folder has no folders yet; type a path.",
		cut ? "Not all folders are listed; type the path of one that is missing." : undefined,
	);
};
