import type { IncomingMessage, ServerResponse } from "node:http";

//% include "node/healthBase.js" %//

/**
 * `/livez` says that the process can answer: whoever restarts it asks there. `/readyz` says that it can do its work: whoever
 * sends it requests asks there. Answers whether the request was one of them; call it first in the server's handler:
 * `if (answerHealthCheck(request, response)) return;`
 */
export function answerHealthCheck(request /*: IncomingMessage */, response /*: ServerResponse */) /*: boolean */ {
	const path = request.url?.split("?")[0];
	if (path === "/livez") send(response, 200, { status: "ok" });
	else if (path === "/readyz") checkReadiness().then(({ code, body }) => send(response, code, body));
	else return false;
	return true;
}

function send(response /*: ServerResponse */, code /*: number */, body /*: unknown */) /*: void */ {
	response.writeHead(code, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}
