import { useQuery } from "@tanstack/react-query";
import { personKey } from "#contract/people/people.ts";
import { useOpenedBy } from "./connection/opened-by.ts";
import { useTRPC } from "./trpc.ts";

/** The `personKey` of who opened the page, also once somebody else has signed in; null until the server has said it. */
export function usePersonKey(): string | null {
  const openedBy = useOpenedBy(({ person }) => person);
  const { data } = useQuery({
    ...useTRPC().account.show.queryOptions(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return openedBy ?? (data === undefined ? null : personKey(data));
}
