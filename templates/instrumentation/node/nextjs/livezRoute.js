export const dynamic = "force-dynamic";

/** Says that the process can answer: whoever restarts it asks here. */
export function GET() /*: Response */ {
	return Response.json({ status: "ok" });
}
