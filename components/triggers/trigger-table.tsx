import { EllipsisVertical } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useMay } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { shortened } from "#components/ui/long-text.tsx";
import { Menu } from "#components/ui/overlays/menu.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { ListedTrigger } from "#contract/triggers.ts";
import { TRIGGER_KINDS } from "#engine/triggers/trigger-kinds.ts";
import { DeliveryStateBadge } from "./shown/delivery-state.tsx";
import { TriggerStateBadge } from "./shown/trigger-state.tsx";
import styles from "./triggers.module.css";
import { STEPS, useStep } from "./use-acts.ts";

export type TriggerAct = "edit" | "remove";

type Props = {
  triggers: readonly ListedTrigger[];
  onAct: (act: TriggerAct, trigger: ListedTrigger) => void;
  /** See `useHeldRows`. */
  of: string | null;
  /** Shown where there are none. */
  empty: ReactNode;
};

/** Triggers, a row each: what it takes, and what became of its last event. */
export function TriggerTable({ triggers, onAct, ...rest }: Props) {
  const may = useMay();
  const step = useStep();
  const actions: Column<ListedTrigger> = {
    id: "actions",
    head: <span className="visually-hidden">Actions</span>,
    align: "right",
    cell: (trigger) => {
      const { name, state, folder } = trigger;
      if (state === "removed") return null;
      const refused = may("launch", folder);
      return (
        <span className={styles.actions}>
          <Button
            size="small"
            refused={refused}
            aria-label={`${STEPS[state].act} ${name}`}
            onClick={() => step.take(trigger)}
          >
            {STEPS[state].act}
          </Button>
          <Menu
            trigger={
              <IconButton size="small" label={`More for ${name}`} icon={<EllipsisVertical aria-hidden />} />
            }
            items={[
              { label: "Edit", refused, onSelect: () => onAct("edit", trigger) },
              { label: "Remove", refused, isDangerous: true, onSelect: () => onAct("remove", trigger) },
            ]}
          />
        </span>
      );
    },
  };
  const columns = [...COLUMNS, actions];
  return <DataTable {...rest} label="Triggers" columns={columns} rows={triggers} keyOf={({ id }) => id} />;
}

const COLUMNS: readonly Column<ListedTrigger>[] = [
  {
    id: "name",
    head: "Trigger",
    cell: ({ name, state, kind, summary, last }) => (
      <div className={styles.name}>
        {/* One that is removed has no page: its name is free for another one. */}
        {state === "removed" ? (
          <bdi>{name}</bdi>
        ) : (
          <Link href={`/triggers/${encodeURIComponent(name)}`}>
            <bdi>{name}</bdi>
          </Link>
        )}
        <span className={styles.quiet}>
          {TRIGGER_KINDS[kind].label}, <bdi>{shortened(summary, 120)}</bdi>
        </span>
        <span className={styles.narrow}>
          <TriggerStateBadge state={state} />
          <LastDelivery last={last} />
        </span>
      </div>
    ),
  },
  {
    id: "state",
    head: "State",
    isWideOnly: true,
    cell: ({ state }) => <TriggerStateBadge state={state} />,
  },
  {
    id: "graph",
    head: "Graph",
    isWideOnly: true,
    cell: ({ graph, revision }) => (
      <span className={styles.graph}>
        <Link href={`/graphs/${encodeURIComponent(graph)}`}>
          <bdi>{graph}</bdi>
        </Link>
        {revision !== null && <span className={styles.quiet}>@{revision}</span>}
      </span>
    ),
  },
  { id: "last", head: "Last event", isWideOnly: true, cell: ({ last }) => <LastDelivery last={last} /> },
];

function LastDelivery({ last }: Pick<ListedTrigger, "last">) {
  if (last === null) return <span className={styles.quiet}>No event yet</span>;
  return (
    <span className={styles.last}>
      <DeliveryStateBadge state={last.state} />
      {last.pipelineId !== null && <Link href={`/pipelines/${last.pipelineId}`}>#{last.pipelineId}</Link>}
      <span className={styles.quiet}>
        <RelativeTime at={last.receivedAt} />
      </span>
    </span>
  );
}
