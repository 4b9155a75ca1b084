//% if framework == "nestjs" %//
import type { INestApplication } from "@nestjs/common";
//% endif %//
//% if express %//
import type { << expressTypes >> } from "express";
//% endif %//

//% include "node/healthBase.js" %//

/**
 * `/livez` says that the process can answer: whoever restarts it asks there. `/readyz` says that it can do its work: whoever
 * sends it requests asks there.
 */
export function addHealthChecks(app /*: << appType >> */) /*: void */ {
	app.use("/livez", (_request /*: Request */, response /*: Response */) => {
		response.json({ status: "ok" });
	});
	app.use("/readyz", (_request /*: Request */, response /*: Response */, next /*: NextFunction */) => {
		checkReadiness().then(({ code, body }) => response.status(code).json(body), next);
	});
}
