import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "./trpc.ts";

/** A text that tells whoever is signed in from others in the same browser; null until the server has said it. */
export function usePersonKey(): string | null {
  const { data } = useQuery({
    ...useTRPC().account.show.queryOptions(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data === undefined ? null : `${data.who} ${data.personId ?? ""}`;
}
