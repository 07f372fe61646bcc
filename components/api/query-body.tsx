"use client";

import { type ReactNode, useSyncExternalStore } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import { ProblemCallout } from "./problem-callout.tsx";

/** What is asked of a query here; every `useQuery` gives it. */
type Asked<Answer> = {
  readonly data: Answer | undefined;
  readonly error: unknown;
  readonly failureReason: unknown;
  readonly refetch: () => unknown;
};

type Props<Answer> = {
  query: Asked<Answer>;
  /** Of the size of what comes. */
  skeleton: ReactNode;
  children: (answer: Answer) => ReactNode;
};

/**
 * The answer of a query, or why there is none. An old answer stays on the screen while the server is away; the line
 * above the page says so.
 */
export function QueryBody<Answer>({ query, skeleton, children }: Props<Answer>) {
  const isHydrated = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  // The server's page has the skeleton even where the answer came with it: times read differently in the browser.
  if (!isHydrated) return skeleton;
  if (query.data !== undefined) return children(query.data);
  const error = query.error ?? query.failureReason;
  if (error === null) return skeleton;
  const again =
    query.error === null ? undefined : (
      <Button size="small" onClick={() => void query.refetch()}>
        Try again
      </Button>
    );
  return (
    <>
      <ProblemCallout error={error} actions={again} isAskedAgain={query.error === null} />
      {query.error === null && skeleton}
    </>
  );
}

/** Whether the page runs in a browser never changes again. */
function never(): () => void {
  return () => undefined;
}
