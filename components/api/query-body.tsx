"use client";

import { type ReactNode, useSyncExternalStore } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import { ProblemCallout } from "./problem-callout.tsx";
import { isMissing, isToldAbovePage } from "./shown-problem.ts";

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
  /** What stands around the problem where the answer is the whole page: its heading. */
  around?: (problem: ReactNode) => ReactNode;
  /** Offered where what is asked for does not exist: asking again finds it no more. */
  elsewhere?: ReactNode;
  children: (answer: Answer) => ReactNode;
};

/**
 * The answer of a query, or why there is none. An old answer stays on the screen while the server is away or nobody is
 * signed in any more, which the line above the page says. Where it was refused when it was asked again, that stands above it.
 */
export function QueryBody<Answer>({ query, skeleton, around = alone, elsewhere, children }: Props<Answer>) {
  const isHydrated = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  // The server's page has the skeleton even where the answer came with it: times read differently in the browser.
  if (!isHydrated) return skeleton;
  if (query.data !== undefined)
    return (
      <>
        {query.error !== null && !isToldAbovePage(query.error) && <ProblemCallout error={query.error} />}
        {children(query.data)}
      </>
    );
  const error = query.error ?? query.failureReason;
  if (error === null) return skeleton;
  const isGone = elsewhere !== undefined && isMissing(error);
  const again = (
    <Button size="small" onClick={() => void query.refetch()}>
      Try again
    </Button>
  );
  const actions = isGone ? elsewhere : query.error === null ? undefined : again;
  return (
    <>
      {around(<ProblemCallout error={error} actions={actions} isAskedAgain={query.error === null} />)}
      {query.error === null && skeleton}
    </>
  );
}

function alone(problem: ReactNode): ReactNode {
  return problem;
}

/** Whether the page runs in a browser never changes again. */
function never(): () => void {
  return () => undefined;
}
