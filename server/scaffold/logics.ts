import { documentLogics } from "./documents/documentLogics.ts";
import type { ScaffoldLogic } from "./scaffoldLogic.ts";
import { sloScaffold } from "./slo/sloScaffold.ts";

/** Every scaffold that the extension brings; adding one is a row here and a folder in `templates/`. */
export const LOGICS: readonly ScaffoldLogic[] = [sloScaffold, ...documentLogics];
