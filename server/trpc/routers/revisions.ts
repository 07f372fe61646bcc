import { namedByInput } from "#contract/graphs/named-by.ts";
import {
  childGraphsInput,
  listRevisionsInput,
  retireRevisionInput,
  revisionParamsInput,
  unretireRevisionInput,
} from "#contract/graphs/revisions.ts";
import { childGraphsOf, paramsOfRevision } from "#services/graphs/revisions/child-graphs.ts";
import { listRevisions } from "#services/graphs/revisions/list-revisions.ts";
import { namedByOf } from "#services/graphs/revisions/named-by.ts";
import { retireRevision, unretireRevision } from "#services/graphs/revisions/retire-revision.ts";
import { GRAPH } from "../about.ts";
import { change, query, router } from "../init.ts";

export const revisionsRouter = router({
  list: query("read", listRevisionsInput, GRAPH).query(({ ctx, input }) =>
    listRevisions(ctx.database.queries, input),
  ),
  /** The graphs that the draft of one runs, as far as whoever asks may see them. */
  children: query("read", childGraphsInput, GRAPH).query(async ({ ctx, input }) =>
    childGraphsOf(ctx.database.queries, input.name, await ctx.readable()),
  ),
  params: query("read", revisionParamsInput, GRAPH).query(({ ctx, input }) =>
    paramsOfRevision(ctx.database.queries, input.name, input.revision),
  ),
  /** What names a revision, as far as whoever asks may see it. */
  namedBy: query("read", namedByInput, GRAPH).query(async ({ ctx, input }) =>
    namedByOf(ctx.database.queries, input, await ctx.readable()),
  ),
  retire: change("design", retireRevisionInput, GRAPH).mutation(({ ctx, input }) =>
    retireRevision(ctx.database, input, ctx.actor),
  ),
  unretire: change("design", unretireRevisionInput, GRAPH).mutation(({ ctx, input }) =>
    unretireRevision(ctx.database, input, ctx.actor),
  ),
});
