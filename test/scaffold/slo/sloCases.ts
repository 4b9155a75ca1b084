import { listSloOptions } from "../../support/renderSlo.ts";
import type { ScaffoldCase } from "../scaffoldCase.ts";

export const sloCases: readonly ScaffoldCase[] = listSloOptions().map(([title, answers]) => ({
	id: "slo",
	title,
	answers,
}));
