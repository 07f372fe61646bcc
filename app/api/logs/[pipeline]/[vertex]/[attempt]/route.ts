import { serveRawLog } from "#trpc/serve/serve-raw-log.ts";

export const dynamic = "force-dynamic";

type Place = { params: Promise<{ pipeline: string; vertex: string; attempt: string }> };

export async function GET(request: Request, { params }: Place): Promise<Response> {
  return serveRawLog(request, await params);
}
