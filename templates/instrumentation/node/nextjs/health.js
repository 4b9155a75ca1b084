//% include "node/healthBase.js" %//

/** `/readyz` answers it: whoever sends requests to the process asks there. */
export async function answerReadiness() /*: Promise<Response> */ {
	const { code, body } = await checkReadiness();
	return Response.json(body, { status: code });
}
