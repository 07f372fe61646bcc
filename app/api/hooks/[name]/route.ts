import { serveHook } from "#trpc/serve/routes/serve-hook.ts";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ name: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  return serveHook(request, (await params).name);
}
