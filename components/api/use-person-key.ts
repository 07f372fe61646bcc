import { useQuery } from "@tanstack/react-query";
import { personKey } from "#contract/people/people.ts";
import { useTRPC } from "./trpc.ts";

/** The `personKey` of whoever is signed in; null until the server has said it. */
export function usePersonKey(): string | null {
  const { data } = useQuery({
    ...useTRPC().account.show.queryOptions(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data === undefined ? null : personKey(data);
}
