import { serveAudit } from "#trpc/serve/routes/serve-audit.ts";

export const dynamic = "force-dynamic";

export async function GET(request: Request): Promise<Response> {
  return serveAudit(request);
}
