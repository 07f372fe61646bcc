import type { Act } from "#engine/rights/acts.ts";
import { ROOT } from "#engine/rights/folder-path.ts";
import { ALL_RIGHTS, type Rights } from "#engine/rights/policy.ts";
import type { Actor } from "#services/rights/actor.ts";

/** A person who has these roles, or else may do everything. They are in a table only where a test put them there. */
export function personWith(
  { id = 2, name = "bob", sessionId = 2 }: { id?: number; name?: string; sessionId?: number },
  rights: Rights = ALL_RIGHTS,
): Extract<Actor, { who: "person" }> {
  return { who: "person", id, name, sessionId, rights };
}

/** A token that has some acts, in a folder and below it, of a person who may do everything. */
export function tokenThatMay(acts: readonly Act[], folder = ROOT, id = 1): Extract<Actor, { who: "token" }> {
  return {
    who: "token",
    id,
    personId: null,
    name: "token t",
    rights: { ...ALL_RIGHTS, limit: { acts, folder } },
  };
}
