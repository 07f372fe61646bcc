import { folderText } from "#engine/rights/folder-path.ts";
import { refuse } from "../pipeline-session/refused.ts";

/** What is stored now: when it was saved, which is its version, and by whom. */
type Stored = { readonly savedAt: Date; readonly savedBy: string; readonly folder?: string };

/**
 * Keeps a save from replacing what its caller did not see. What was saved at a time has that time, in milliseconds, as its
 * version.
 *
 * @param what as a person names it: `secret "deploy-token"`.
 * @param stored undefined: there is none.
 * @param seen 0: it must be new; undefined: whatever is there is replaced.
 * @throws Refused `conflict`; `not-found` where it was removed since.
 */
export function refuseStale(what: string, stored: Stored | undefined, seen: number | undefined): void {
  if (seen === undefined || seen === (stored?.savedAt.getTime() ?? 0)) return;
  const kept = "Nothing was stored.";
  if (stored === undefined) refuse("not-found", `There is no ${what} any more.`, { kept });
  if (seen > 0)
    refuse("conflict", `${stored.savedBy} changed the ${what} in between.`, {
      kept,
      todo: "Look at it as it is now, then change it again.",
    });
  refuseTaken(what, stored.folder);
}

/** @param folder null: it has none, or it is not known. @throws Refused `conflict`. */
export function refuseTaken(what: string, folder: string | null = null): never {
  const place = folder === null ? "" : `, in ${folderText(folder)}`;
  refuse("conflict", `There is a ${what} already${place}.`, {
    kept: "Nothing was stored.",
    todo: "Change it in its row of the list.",
  });
}
