import { metricsRegistry } from "<< metricsImport >>";

export const dynamic = "force-dynamic";

export async function GET() /*: Promise<Response> */ {
	const registry = metricsRegistry();
	return new Response(await registry.metrics(), { headers: { "Content-Type": registry.contentType } });
}
