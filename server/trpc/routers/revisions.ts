import { listRevisionsInput, retireRevisionInput, unretireRevisionInput } from "#contract/revisions.ts";
import { listRevisions } from "#services/graphs/revisions/list-revisions.ts";
import { retireRevision, unretireRevision } from "#services/graphs/revisions/retire-revision.ts";
import { GRAPH } from "../about.ts";
import { change, query, router } from "../init.ts";

export const revisionsRouter = router({
  list: query("read", listRevisionsInput, GRAPH).query(({ ctx, input }) =>
    listRevisions(ctx.database.queries, input),
  ),
  retire: change("design", retireRevisionInput, GRAPH).mutation(({ ctx, input }) =>
    retireRevision(ctx.database, input, ctx.actor),
  ),
  unretire: change("design", unretireRevisionInput, GRAPH).mutation(({ ctx, input }) =>
    unretireRevision(ctx.database, input, ctx.actor),
  ),
});
