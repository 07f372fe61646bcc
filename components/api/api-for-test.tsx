import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, TRPCClientError, type TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { type ReactNode, useState } from "react";
import type { AppRouter } from "#trpc/routers/router.ts";
import { makeApi } from "./make-api.ts";
import { TRPCProvider } from "./trpc.ts";

/** What the server answers in a component test, by procedure: `"prompts.answer": (input) => …`. A rejected answer is an error. */
export type Answers = Readonly<Record<string, (input: unknown) => unknown>>;

type Props = {
  answers: Answers;
  /** From `queriesForTest`, where the test asks again by itself. */
  queries?: QueryClient;
  children: ReactNode;
};

/** The page's own clients before a server that says what `answers` says. Anything else it is asked is an error. */
export function ApiForTest({ answers, queries, children }: Props) {
  const [queryClient] = useState(() => queries ?? queriesForTest());
  const [trpcClient] = useState(() => createTRPCClient<AppRouter>({ links: [answering(answers)] }));
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}

/** The queries of a page. */
export function queriesForTest(): QueryClient {
  return makeApi(
    () => undefined,
    () => undefined,
    () => undefined,
    () => null,
  ).queryClient;
}

function answering(answers: Answers): TRPCLink<AppRouter> {
  return () =>
    ({ op }) =>
      observable((observer) => {
        const answer = answers[op.path];
        if (answer === undefined) {
          observer.error(new TRPCClientError(`The test has no answer to ${op.path}.`));
          return;
        }
        void Promise.resolve(answer(op.input)).then(
          (data) => {
            observer.next({ result: { type: "data", data } });
            observer.complete();
          },
          (error) => observer.error(error),
        );
      });
}
