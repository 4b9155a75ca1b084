/**
 * Counts and times a request until its response is closed: "close" comes once after every response, also where the client
 * went away. Such a response was never sent; it counts as 499, as nginx has it.
 */
function startRequest(
	method /*: string | undefined */,
	response /*: ServerResponse */,
	nameRoute /*: () => string */,
) /*: void */ {
	const http_request_method = nameMethod(method);
	const stopTimer = requestDuration.startTimer();
	activeRequests.inc({ http_request_method });
	response.once("close", () => {
		activeRequests.dec({ http_request_method });
		const http_response_status_code = response.writableFinished ? response.statusCode : 499;
		stopTimer({ http_request_method, http_route: nameRoute(), http_response_status_code });
	});
}
