import { checkGoTemplate } from "../../documents/embedded/goTemplate/check.ts";
import { defineCheck } from "../check.ts";

/** What Go's template parser would refuse in a label or an annotation. */
export default defineCheck({ id: "template/syntax", language: "gotemplate", run: (text) => checkGoTemplate(text) });
