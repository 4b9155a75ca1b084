import { type QuickInputButton, QuickInputButtons, ThemeIcon } from "vscode";
import { canGoBack, type StepPosition } from "./steps.ts";

/** Takes what is offered, here and from here on, up to what nothing is offered for. */
export const restButton: QuickInputButton = {
	iconPath: new ThemeIcon("run-all"),
	tooltip: "Take what is suggested, here and for the rest",
};

export function listButtons(position: StepPosition, offersRest: boolean): QuickInputButton[] {
	return [...(canGoBack(position) ? [QuickInputButtons.Back] : []), ...(offersRest ? [restButton] : [])];
}
