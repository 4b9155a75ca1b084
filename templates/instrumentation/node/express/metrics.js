//% if metricsPort %//
import { createServer } from "node:http";
//% endif %//
import type { ServerResponse } from "node:http";
//% if framework == "nestjs" %//
import type { INestApplication } from "@nestjs/common";
//% endif %//
//% if express %//
import type { << expressTypes >> } from "express";
//% endif %//
import { << clientNames >> } from "<< client >>";

//% include "node/metricsBase.js" %//

/** Measures every request. Call it before anything else is added to the application, so that nothing goes unseen. */
export function addMetrics(app /*: << appType >> */) /*: void */ {
//% unless metricsPort %//
	app.use("<< metricsPath >>", serveMetrics);
//% endunless %//
	app.use(measureRequest);
}

function measureRequest(request /*: Request */, response /*: Response */, next /*: NextFunction */) /*: void */ {
	startRequest(request.method, response, followRoute(request));
	next();
}

//% include "node/startRequest.js" %//

/**
 * Keeps the pattern of the route that is entered, never the path, which has as many values as there are visitors. It is kept
 * at once, because where a handler throws, Express takes the router's `baseUrl` away before the response is sent.
 */
function followRoute(request /*: Request */) /*: () => string */ {
	let route/*~ : unknown */ = request.route;
	let pattern = "unmatched";
	Object.defineProperty(request, "route", {
		configurable: true,
		enumerable: true,
		get: () => route,
		set(entered /*: { path: unknown } | undefined */) {
			route = entered;
			if (entered !== undefined) pattern = namePattern(request, String(entered.path));
		},
	});
	return () => pattern;
}

/** `/tenants/:tenant` + `/orders/:id`: where a router is mounted on a parameter, its value is not part of the name. */
function namePattern(request /*: Request */, path /*: string */) /*: string */ {
	let base = request.baseUrl;
	for (const [name, value] of Object.entries(request.params)) {
		if (typeof value !== "string" || path.includes(`:${name}`)) continue;
		base = base
			.split("/")
			.map((part) => (part === encodeURIComponent(value) || part === value ? `:${name}` : part))
			.join("/");
	}
	return path === "/" && base !== "" ? base : base + path;
}
//% if metricsPort %//

//% include "node/metricsServer.js" %//
//% else %//

function serveMetrics(_request /*: Request */, response /*: Response */, next /*: NextFunction */) /*: void */ {
	register.metrics().then((text) => response.set("Content-Type", register.contentType).end(text), next);
}
//% endif %//
