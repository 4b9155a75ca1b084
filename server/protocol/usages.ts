import { type Location, RequestType } from "vscode-languageserver-protocol";

/** `observability/usages`: the places that a code lens counts, asked for when somebody clicks it. */
export interface UsagesParams {
	readonly subject: "record" | "alert" | "metric";
	/** A metric of code has one for each of its series. */
	readonly names: readonly string[];
}
export const usages = new RequestType<UsagesParams, Location[], void>("observability/usages");
