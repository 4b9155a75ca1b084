import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { << clientNames >> } from "<< client >>";

//% include "node/metricsBase.js" %//

const routes = new WeakMap/*~ <IncomingMessage, string> */();

/** Measures every request of the server. */
export function addMetrics(server /*: Server */) /*: void */ {
	server.prependListener("request", (request /*: IncomingMessage */, response /*: ServerResponse */) => {
		startRequest(request.method, response, () => routes.get(request) ?? "unmatched");
	});
}

/**
 * Says which route a request is answered by, such as `/orders/:id`; without it the request counts as unmatched. Never pass
 * the request's path: it has as many values as there are visitors.
 */
export function nameRoute(request /*: IncomingMessage */, route /*: string */) /*: void */ {
	routes.set(request, route);
}

//% include "node/startRequest.js" %//

//% include "node/metricsServer.js" %//
