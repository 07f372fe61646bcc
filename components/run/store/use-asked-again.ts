import { useEffect } from "react";

/** Asks a query again whenever the stream said that what it is about has changed. The old answer stands meanwhile. */
export function useAskedAgain({ refetch }: { readonly refetch: () => unknown }, rev: number): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rev is what the answer depends on
  useEffect(() => void refetch(), [refetch, rev]);
}
