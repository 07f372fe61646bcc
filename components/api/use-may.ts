import { useQuery } from "@tanstack/react-query";
import type { Act } from "#engine/rights/acts.ts";
import { folderText } from "#engine/rights/folder-path.ts";
import { foldersFor, mayIn } from "#engine/rights/policy.ts";
import { roleFor } from "#engine/rights/roles.ts";
import { useTRPC } from "./trpc.ts";

/** A role that was given meanwhile counts without a new sign-in. */
const LOOK_MS = 15_000;

/**
 * Says why whoever is signed in may not do something in a folder; null where they may, and while it is not known. The
 * server judges each call in any case.
 */
export function useMay(): (act: Act, folder: string) => string | null {
  const rights = useRights();
  return (act, folder) =>
    rights === undefined || mayIn(rights, act, folder)
      ? null
      : `This needs the role ${roleFor(act)} in ${folderText(folder)}. An admin there can give it.`;
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
    staleTime: LOOK_MS,
    refetchInterval: LOOK_MS,
  });
}
