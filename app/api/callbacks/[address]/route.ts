import { serveCallback } from "#trpc/serve/serve-callback.ts";

export const dynamic = "force-dynamic";

type Place = { params: Promise<{ address: string }> };

export async function POST(request: Request, { params }: Place): Promise<Response> {
  return serveCallback(request, (await params).address);
}
