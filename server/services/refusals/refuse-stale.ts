import { folderText } from "#engine/rights/folder-path.ts";
import { refuse } from "./refused.ts";

/** What is stored now: its version, and who saved it. */
type Stored = { readonly version: number; readonly savedBy: string; readonly folder?: string };

/** What a refusal says besides what was found. */
type Words = { readonly kept?: string; readonly todo?: string };

const KEPT = "Nothing was written.";
const LOOK = "Look at it as it is now, then change it again.";
/** What is said where a removal is refused. */
const REMOVAL = { kept: "Nothing was removed.", todo: "Look at it as it is now, then remove it." };

/**
 * Keeps a save from replacing what its caller did not see. What has no number of its own has the time at which it was saved,
 * in milliseconds, as its version.
 *
 * @param what as a person names it: `secret "deploy-token"`.
 * @param stored undefined: there is none.
 * @param seen 0: it must be new; undefined: whatever is there is replaced.
 * @param words what `refuseChanged` says; `taken`: what to do where it must be new.
 * @throws Refused `conflict`; `not-found` where it was removed since.
 */
export function refuseStale(
  what: string,
  stored: Stored | undefined,
  seen: number | undefined,
  { taken, ...words }: Words & { readonly taken?: string } = {},
): void {
  if (seen === undefined || seen === (stored?.version ?? 0)) return;
  if (stored === undefined)
    refuse("not-found", `There is no ${what} any more.`, { kept: KEPT, todo: "Make it as a new one." });
  if (seen > 0) refuseChanged(what, stored.savedBy, words);
  refuseTaken(what, stored.folder, taken);
}

/**
 * The same for what has a number of its own: a schedule, a trigger.
 *
 * @param row null: there is none.
 * @throws Refused `conflict`; `not-found` where it was removed since.
 */
export function refuseUnseen(
  kind: "schedule" | "trigger",
  row: { readonly version: number; readonly changedBy: string } | null,
  { name, version }: { readonly name: string; readonly version?: number | undefined },
  words?: Words,
): void {
  const stored = row === null ? undefined : { version: row.version, savedBy: row.changedBy };
  refuseStale(`${kind} "${name}"`, stored, version, words);
}

/**
 * The same before what is stored is removed.
 *
 * @throws Refused `conflict`.
 */
export function refuseUnseenRemoval(what: string, stored: Stored, seen: number | undefined): void {
  if (seen !== undefined && seen !== stored.version) refuseChanged(what, stored.savedBy, REMOVAL);
}

/** @param by who changed it, where that is known. @throws Refused `conflict`. */
export function refuseChanged(
  what: string,
  by = "Somebody",
  { kept = KEPT, todo = LOOK }: Words = {},
): never {
  return refuse("conflict", `${by} changed the ${what} in between.`, { kept, todo });
}

/** @param folder where it is; undefined: it has none, or it is not known. @throws Refused `conflict`. */
export function refuseTaken(
  what: string,
  folder?: string,
  todo = "Choose another name, or change that one.",
): never {
  const place = folder === undefined ? "" : `, in ${folderText(folder)}`;
  return refuse("conflict", `There is a ${what} already${place}.`, { kept: KEPT, todo });
}
