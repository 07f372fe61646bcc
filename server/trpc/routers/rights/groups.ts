import { noFields } from "#contract/fields.ts";
import { addGroupInput, groupInput, memberInput, renameGroupInput } from "#contract/folders.ts";
import {
  addGroup,
  addMember,
  listGroups,
  removeGroup,
  removeMember,
  renameGroup,
} from "#services/rights/groups.ts";
import { SERVER } from "../../about.ts";
import { change, query, router } from "../../init.ts";

export const groupsRouter = router({
  list: query("administer", noFields, SERVER).query(({ ctx }) => listGroups(ctx.database.queries)),
  add: change("administer", addGroupInput, SERVER).mutation(({ ctx, input }) =>
    addGroup(ctx.database.queries, input.name, ctx.actor),
  ),
  rename: change("administer", renameGroupInput, SERVER).mutation(({ ctx, input }) =>
    renameGroup(ctx.database.queries, input.id, input.name, ctx.actor),
  ),
  remove: change("administer", groupInput, SERVER).mutation(({ ctx, input }) =>
    removeGroup(ctx.database, input.id, ctx.actor),
  ),
  addMember: change("administer", memberInput, SERVER).mutation(({ ctx, input }) =>
    addMember(ctx.database, input, ctx.actor),
  ),
  removeMember: change("administer", memberInput, SERVER).mutation(({ ctx, input }) =>
    removeMember(ctx.database, input, ctx.actor),
  ),
});
