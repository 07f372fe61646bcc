import { noFields } from "#contract/fields.ts";
import { addGrantInput, folderInput, removeGrantInput } from "#contract/folders.ts";
import { addGrant, listCandidates, listGrants, removeGrant } from "#services/rights/grants.ts";
import { FOLDER, MANY } from "../../about.ts";
import { change, query, router } from "../../init.ts";

/** Who has which role in a folder. An admin of the folder says so. */
export const grantsRouter = router({
  list: query("administer", folderInput, FOLDER).query(({ ctx, input }) =>
    listGrants(ctx.database.queries, input.folder),
  ),
  /** Whoever may give a role somewhere sees the names of those to whom one can be given. */
  candidates: query("administer", noFields, MANY).query(({ ctx }) => listCandidates(ctx.database.queries)),
  add: change("administer", addGrantInput, FOLDER).mutation(({ ctx, input }) =>
    addGrant(ctx.database, input, ctx.actor),
  ),
  remove: change("administer", removeGrantInput, FOLDER).mutation(({ ctx, input }) =>
    removeGrant(ctx.database, input, ctx.actor),
  ),
});
