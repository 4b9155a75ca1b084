import { checkGoTemplate } from "../../documents/embedded/goTemplate/check.ts";
import { defineCheck } from "../check.ts";

/** What Go's template parser would refuse in a label or an annotation. */
export default defineCheck({
	id: "template/syntax",
	language: "gotemplate",
	// Text without an action is a template that cannot fail; most labels are such.
	run: (text) => (text.includes("{{") ? checkGoTemplate(text) : []),
});
