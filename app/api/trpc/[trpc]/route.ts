import { serveApi } from "#trpc/serve/routes/serve-api.ts";

export const dynamic = "force-dynamic";

export { serveApi as GET, serveApi as POST };
