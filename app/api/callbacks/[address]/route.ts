import { serveCallback } from "#trpc/serve/routes/serve-callback.ts";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ address: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  return serveCallback(request, (await params).address);
}
