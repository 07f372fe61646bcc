import { useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { ACTS, type Act } from "#engine/rights/acts.ts";
import { folderText, ROOT } from "#engine/rights/folder-path.ts";
import { foldersFor, mayAnywhere, mayIn } from "#engine/rights/policy.ts";
import { roleFor } from "#engine/rights/roles.ts";
import { askForRole, giversIn } from "#engine/rights/who-can-give.ts";
import { useTRPC } from "./trpc.ts";

/** A role that was given meanwhile counts without a new sign-in: after so long, or once the reader comes back to the page. */
const LOOK_MS = 30_000;
/** It is not asked again for each part of a page that is shown within so long. */
const FRESH_MS = 15_000;

/** Those who can give roles change seldom. */
const LOOK_FOR_ADMINS_MS = 60_000;

/** Why nothing may be done in this part of a page, whatever the rights are; null where they decide. */
export const NoActsContext = createContext<string | null>(null);

/**
 * Says why whoever is signed in may not do something in a folder, and whom to ask; null where they may, and while it is not
 * known. The server judges each call in any case.
 */
export function useMay(): (act: Act, folder: string) => string | null {
  const noActs = useContext(NoActsContext);
  const rights = useRights();
  const isAdmin = rights === undefined || mayIn(rights, "administer", ROOT);
  // One question for all buttons of a page, and none for who may do everything.
  const { data: admins } = useQuery({
    ...useTRPC().folders.admins.queryOptions(),
    staleTime: LOOK_FOR_ADMINS_MS,
    enabled: !isAdmin,
  });
  return (act, folder) => {
    if (noActs !== null && act !== "read") return noActs;
    if (rights === undefined || mayIn(rights, act, folder)) return null;
    const ask = admins === undefined ? "An admin there can give it." : askForRole(giversIn(folder, admins));
    return `This needs the role ${roleFor(act)} in ${folderText(folder)}. ${ask}`;
  };
}

/** Says what whoever is signed in may do in a folder or somewhere below it; undefined while it is not known. */
export function useActsWithin(): (folder: string) => readonly Act[] | undefined {
  const rights = useRights();
  return (folder) =>
    rights && ACTS.filter((act) => mayAnywhere({ ...rights, limit: { acts: ACTS, folder } }, act));
}

/** Whether it is known what whoever is signed in may do; also where it cannot be found out now. */
export function useIsRightsKnown(): boolean {
  const { data, isError } = useRightsQuery();
  return data !== undefined || isError;
}

/** The topmost folders in which something may be done; undefined while it is not known. */
export function useFoldersFor(act: Act): readonly string[] | undefined {
  const rights = useRights();
  return rights === undefined ? undefined : foldersFor(rights, act);
}

function useRights() {
  return useRightsQuery().data?.rights;
}

function useRightsQuery() {
  return useQuery({
    ...useTRPC().account.show.queryOptions(),
    staleTime: FRESH_MS,
    refetchInterval: LOOK_MS,
  });
}
