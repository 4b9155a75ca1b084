import { checkGoTemplate } from "../../documents/embedded/goTemplate/check.ts";
import { defineTextCheck } from "../textCheck.ts";

/** What Go's template parser would refuse in a label or an annotation. */
export default defineTextCheck({ id: "template/syntax", language: "gotemplate", run: (text) => checkGoTemplate(text) });
