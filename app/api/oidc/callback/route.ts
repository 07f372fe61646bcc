import { serveProviderCallback } from "#trpc/serve/routes/serve-provider-callback.ts";

export const dynamic = "force-dynamic";

export { serveProviderCallback as GET };
