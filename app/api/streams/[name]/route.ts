import { serveStream } from "#trpc/serve/routes/serve-stream.ts";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ name: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  return serveStream(request, (await params).name);
}
