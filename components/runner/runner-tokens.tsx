import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { RelativeTime, TimeUntil } from "#components/ui/relative-time.tsx";
import { Clamped } from "#components/ui/rows/cells.tsx";
import { Badge } from "#components/ui/states/state-badge.tsx";
import type { Tone } from "#components/ui/states/state-look.ts";
import type { RunnerTokenView } from "#contract/runners/runner-tokens.ts";
import { RevokeRunnerDialog } from "./revoke-runner-dialog.tsx";

const LOOKS: Readonly<Record<RunnerTokenView["state"], { tone: Tone; text: string }>> = {
  waiting: { tone: "warn", text: "Waits for its runner" },
  "code-over": { tone: "still", text: "Nobody came in time" },
  enrolled: { tone: "good", text: "Enrolled" },
  over: { tone: "still", text: "Expired" },
  revoked: { tone: "still", text: "Revoked" },
};

/** The machines that may execute tracks through this server; nothing where there are none. */
export function RunnerTokens() {
  const trpc = useTRPC();
  const list = useQuery({ ...trpc.runners.tokens.queryOptions(), ...LIVE });
  const [revoked, setRevoked] = useState<RunnerTokenView | null>(null);
  const columns: readonly Column<RunnerTokenView>[] = [
    {
      id: "state",
      head: "State",
      cell: ({ state }) => <Badge tone={LOOKS[state].tone}>{LOOKS[state].text}</Badge>,
    },
    { id: "name", isLong: true, head: "For", cell: ({ name }) => <Clamped text={name} /> },
    {
      id: "may",
      isLong: true,
      head: "Graphs of",
      cell: ({ folders }) => (
        <Clamped text={folders.map((path) => (path === "" ? "all folders" : path)).join(", ")} />
      ),
    },
    {
      id: "labels",
      isLong: true,
      head: "Labels",
      isWideOnly: true,
      cell: ({ labels }) => <Clamped text={labels.join(", ") || "–"} />,
    },
    {
      id: "used",
      head: "Last used",
      isWideOnly: true,
      cell: ({ usedAt }) => (usedAt === null ? "never" : <RelativeTime at={usedAt} />),
    },
    {
      id: "ends",
      head: "Ends",
      isWideOnly: true,
      cell: ({ expiresAt }) => (expiresAt === null ? "never" : <TimeUntil at={expiresAt} before="" />),
    },
    {
      id: "by",
      isLong: true,
      head: "By",
      isWideOnly: true,
      cell: ({ createdBy }) => <Clamped text={createdBy} />,
    },
    {
      id: "actions",
      head: <span className="visually-hidden">Actions</span>,
      align: "right",
      cell: (runner) =>
        runner.state !== "revoked" && (
          <Button size="small" aria-label={`Revoke ${runner.name}`} onClick={() => setRevoked(runner)}>
            Revoke
          </Button>
        ),
    },
  ];
  if (list.data === undefined || list.data.length === 0) return null;
  return (
    <section aria-labelledby="runner-tokens">
      <h2 id="runner-tokens">Added runners</h2>
      <DataTable label="Added runners" columns={columns} rows={list.data} keyOf={({ id }) => id} />
      {revoked !== null && <RevokeRunnerDialog runner={revoked} onClose={() => setRevoked(null)} />}
    </section>
  );
}
