import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { deviceWords } from "#components/account-fields/device-words.ts";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { shortened } from "#components/ui/long-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { SessionView } from "#contract/people/people.ts";
import styles from "./account.module.css";

/** What a browser calls itself may be long, and it is no name that anybody reads whole. */
const MAX_DEVICE = 80;

/** Where the person is signed in, with a way to end each of them. */
export function SessionList() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const list = useQuery(trpc.account.sessions.queryOptions());
  const end = useMutation(
    trpc.account.endSession.mutationOptions({
      // The rows keep their places: the second click of a double click ends no other session.
      onSettled: () => queries.invalidateQueries(trpc.account.sessions.queryFilter()),
    }),
  );
  const columns: readonly Column<SessionView>[] = [
    {
      id: "device",
      isLong: true,
      head: "Browser",
      cell: ({ device, isThis }) => (
        <>
          <bdi title={device}>{shortened(deviceWords(device), MAX_DEVICE)}</bdi>
          {isThis && " (this one)"}
        </>
      ),
    },
    { id: "address", head: "From", isWideOnly: true, cell: ({ address }) => address },
    {
      id: "began",
      head: "Signed in",
      isWideOnly: true,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    },
    { id: "used", isNamed: true, head: "Last used", cell: ({ usedAt }) => <RelativeTime at={usedAt} /> },
    {
      id: "acts",
      head: "Actions",
      align: "right",
      cell: ({ id, isThis, device }) =>
        isThis ? null : (
          <Button
            size="small"
            look="quiet"
            isBusy={end.isPending && end.variables.id === id}
            aria-label={`End the session of ${deviceWords(device)}`}
            onClick={() => end.mutate({ id })}
          >
            End
          </Button>
        ),
    },
  ];
  return (
    <section className={styles.part} aria-labelledby="sessions-title">
      <h2 id="sessions-title">Sessions</h2>
      {end.error !== null && <ProblemCallout error={end.error} />}
      <QueryBody query={list} skeleton={<SkeletonLines count={2} label="Loading your sessions" />}>
        {(sessions) => (
          <DataTable isStacked label="Sessions" columns={columns} rows={sessions} keyOf={({ id }) => id} />
        )}
      </QueryBody>
    </section>
  );
}
