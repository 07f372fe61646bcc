import { serveEvents } from "#trpc/serve/routes/serve-events.ts";

export const dynamic = "force-dynamic";

export async function GET(request: Request): Promise<Response> {
  return serveEvents(request);
}
