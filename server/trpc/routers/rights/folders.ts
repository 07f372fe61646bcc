import { noFields } from "#contract/fields.ts";
import { createFolderInput, folderInput, moveFolderInput, renameFolderInput } from "#contract/folders.ts";
import {
  createFolder,
  deleteFolder,
  listFolderAdmins,
  listFolders,
  moveFolder,
  renameFolder,
} from "#services/rights/folders.ts";
import { FOLDER, MANY, PARENT_FOLDER } from "../../about.ts";
import { change, query, router } from "../../init.ts";

/** A folder is made, renamed, moved and deleted by an admin of the folder that holds it. */
export const foldersRouter = router({
  list: query("read", noFields, MANY).query(({ ctx }) => listFolders(ctx.database.queries, ctx.actor)),
  admins: query("read", noFields, MANY).query(({ ctx }) => listFolderAdmins(ctx.database.queries, ctx.actor)),
  create: change("administer", createFolderInput, FOLDER).mutation(({ ctx, input }) =>
    createFolder(ctx.database, input, ctx.actor),
  ),
  rename: change("administer", renameFolderInput, PARENT_FOLDER).mutation(({ ctx, input }) =>
    renameFolder(ctx.database, input, ctx.actor),
  ),
  move: change("administer", moveFolderInput, PARENT_FOLDER).mutation(async ({ ctx, input }) => {
    await ctx.judge("administer", { kind: "folder", path: input.to });
    return moveFolder(ctx.database, input, ctx.actor);
  }),
  delete: change("administer", folderInput, PARENT_FOLDER).mutation(({ ctx, input }) =>
    deleteFolder(ctx.database, input.folder, ctx.actor),
  ),
});
