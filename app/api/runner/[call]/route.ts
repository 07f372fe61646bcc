import { serveRunnerCall } from "#trpc/serve/routes/serve-runner-call.ts";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ call: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  return serveRunnerCall(request, (await params).call);
}
