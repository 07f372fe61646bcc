import { serveApi } from "#trpc/serve/serve-api.ts";

export const dynamic = "force-dynamic";

export { serveApi as GET, serveApi as POST };
