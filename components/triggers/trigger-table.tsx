import type { ReactNode } from "react";
import { AutomationStateBadge } from "#components/automations/automation-state.tsx";
import { GRAPH_COLUMN, NameCell, useActionsColumn } from "#components/automations/columns.tsx";
import { Link } from "#components/ui/buttons/link.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { shortened } from "#components/ui/long-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { CellLine, OnNarrow, Quiet } from "#components/ui/rows/cells.tsx";
import type { ListedTrigger } from "#contract/triggers/triggers.ts";
import { TRIGGER_KINDS } from "#engine/triggers/trigger-kinds.ts";
import { DeliveryStateBadge } from "./shown/delivery-state.tsx";
import { useStep } from "./use-step.ts";

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
  const step = useStep();
  const actions = useActionsColumn<ListedTrigger>(
    ({ state }) => state,
    step.take,
    (trigger) => [
      { label: "Edit", onSelect: () => onAct("edit", trigger) },
      { label: "Remove", isDangerous: true, onSelect: () => onAct("remove", trigger) },
    ],
  );
  const columns = [...COLUMNS, actions];
  return <DataTable {...rest} label="Triggers" columns={columns} rows={triggers} keyOf={({ id }) => id} />;
}

const COLUMNS: readonly Column<ListedTrigger>[] = [
  {
    id: "name",
    head: "Trigger",
    cell: ({ name, state, kind, summary, last }) => (
      <NameCell name={name} path="/triggers" isRemoved={state === "removed"}>
        <Quiet>
          {TRIGGER_KINDS[kind].label}, <bdi>{shortened(summary, 120)}</bdi>
        </Quiet>
        <OnNarrow>
          <AutomationStateBadge state={state} />
          <LastDelivery last={last} />
        </OnNarrow>
      </NameCell>
    ),
  },
  {
    id: "state",
    head: "State",
    isWideOnly: true,
    cell: ({ state }) => <AutomationStateBadge state={state} />,
  },
  GRAPH_COLUMN,
  { id: "last", head: "Last event", isWideOnly: true, cell: ({ last }) => <LastDelivery last={last} /> },
];

function LastDelivery({ last }: Pick<ListedTrigger, "last">) {
  if (last === null) return <Quiet>No event yet</Quiet>;
  return (
    <CellLine>
      <DeliveryStateBadge state={last.state} />
      {last.pipelineId !== null && <Link href={`/pipelines/${last.pipelineId}`}>#{last.pipelineId}</Link>}
      <Quiet>
        <RelativeTime at={last.receivedAt} />
      </Quiet>
    </CellLine>
  );
}
