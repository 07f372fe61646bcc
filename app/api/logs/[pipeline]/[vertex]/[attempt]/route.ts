import { serveRawLog } from "#trpc/serve/routes/serve-raw-log.ts";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ pipeline: string; vertex: string; attempt: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  return serveRawLog(request, await params);
}
