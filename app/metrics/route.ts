import { serveMetrics } from "#trpc/serve/routes/serve-metrics.ts";

export const dynamic = "force-dynamic";

export async function GET(request: Request): Promise<Response> {
  return serveMetrics(request);
}
