export async function GET(_request: Request, { params }: { params: Promise<{ shop: string; order: string }> }) {
  const { order } = await params;
  if (order === "bad") throw new Error("the password is secret");
  console.info("order read");
  return Response.json({ order });
}
