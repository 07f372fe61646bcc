import { noFields } from "#contract/fields.ts";
import { connectionInput, removeConnectionInput, saveConnectionInput } from "#contract/flow/connections.ts";
import {
  deleteConnection,
  listConnections,
  saveConnection,
  showConnection,
} from "#services/connections/connections.ts";
import { tryConnection } from "#services/connections/try-connection.ts";
import { CONNECTION, INSIDE, MANY } from "../../about.ts";
import { change, query, router } from "../../init.ts";

export const connectionsRouter = router({
  list: query("read", noFields, MANY).query(({ ctx }) => listConnections(ctx.database.queries, ctx.actor)),
  show: query("read", connectionInput, CONNECTION).query(({ ctx, input }) =>
    showConnection(ctx.database.queries, input.name),
  ),
  save: change("administer", saveConnectionInput, INSIDE).mutation(({ ctx, input }) =>
    saveConnection(ctx.database.queries, input, ctx.actor),
  ),
  delete: change("administer", removeConnectionInput, CONNECTION).mutation(({ ctx, input }) =>
    deleteConnection(ctx.database.queries, input, ctx.actor),
  ),
  test: query("administer", connectionInput, CONNECTION).query(async ({ ctx, input }) =>
    tryConnection(ctx.database.queries, await ctx.secrets(), input.name, ctx.httpAllow ?? []),
  ),
});
