import { checkGoTemplate } from "../../documents/embedded/goTemplate/check.ts";
import { defineTextCheck } from "../textCheck.ts";

/** What Go's template parser would refuse in a label or an annotation. */
export default defineTextCheck({
	id: "template/syntax",
	language: "gotemplate",
	// Texts of notifications are judged with the configuration that holds them.
	run: (text, { role }) => (role === "notification" ? [] : checkGoTemplate(text)),
});
