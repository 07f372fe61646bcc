import { useQuery } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { RemovableCount, RetentionPreview } from "#contract/retention.ts";
import type { RetentionPolicy } from "#engine/retention/retention-policy.ts";
import { bytesText } from "#engine/text/bytes-text.ts";
import styles from "./retention.module.css";

type Row = RemovableCount & { readonly what: string; readonly bytes?: number };

const COLUMNS: readonly Column<Row>[] = [
  { id: "what", head: "What", cell: ({ what }) => what },
  { id: "count", head: "Would go", cell: ({ count }) => count.toLocaleString("en") },
  { id: "bytes", head: "Logs", cell: ({ bytes }) => (bytes === undefined ? "" : bytesText(bytes)) },
  {
    id: "span",
    head: "From, to",
    isWideOnly: true,
    cell: ({ oldest, newest }) =>
      oldest === null || newest === null ? (
        ""
      ) : (
        <>
          <RelativeTime at={oldest} /> to <RelativeTime at={newest} />
        </>
      ),
  },
];

/** What would go now, if this policy were set. */
export function PreviewTable({
  about,
  policy,
}: {
  about: { readonly graph?: string };
  policy: RetentionPolicy;
}) {
  const { data, error } = useQuery({
    ...useTRPC().retention.preview.queryOptions({ ...about, policy }),
    staleTime: 0,
    retry: false,
  });
  if (error !== null) return <ProblemCallout error={error} />;
  if (data === undefined) return <SkeletonLines count={3} label="Counting" />;
  return (
    <div className={styles.preview}>
      <DataTable label="What would go now" columns={COLUMNS} rows={rowsOf(data)} keyOf={({ what }) => what} />
      {data.hasMore && <p>There is more: only so much was counted.</p>}
    </div>
  );
}

function rowsOf({ pipelines, logs, fires, deliveries, notices }: RetentionPreview): readonly Row[] {
  return [
    { what: "Pipelines", ...pipelines },
    { what: "Logs of those that are kept", ...logs },
    { what: "Fires", ...fires },
    { what: "Deliveries", ...deliveries },
    { what: "Notices", ...notices },
  ];
}
