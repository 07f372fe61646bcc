import type { ReactNode } from "react";
import { PIPELINE_COLUMN } from "#components/automations/columns.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { LongText, shortened } from "#components/ui/long-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { CellLines, OnNarrow, Quiet } from "#components/ui/rows/cells.tsx";
import type { DeliveryView } from "#contract/triggers/triggers.ts";
import { DeliveryStateBadge } from "../shown/delivery-state.tsx";

type Props = {
  deliveries: readonly DeliveryView[];
  onShow: (id: number) => void;
  /** See `useHeldRows`. */
  of: string | null;
  empty: ReactNode;
};

/** Events, a row each: what became of it, and why. */
export function DeliveryTable({ deliveries, onShow, ...rest }: Props) {
  const columns: readonly Column<DeliveryView>[] = [
    { id: "state", head: "State", cell: ({ state }) => <DeliveryStateBadge state={state} /> },
    {
      id: "event",
      head: "Event",
      cell: (delivery) => (
        <CellLines>
          <RelativeTime at={delivery.receivedAt} />
          <Quiet>
            <bdi title={delivery.eventKey}>{shortened(delivery.eventKey, 60)}</bdi>
            {delivery.tries > 1 && `, judged ${delivery.tries.toLocaleString("en")} times`}
          </Quiet>
          {/* A narrow screen has no column for it. */}
          <OnNarrow>
            <Reason delivery={delivery} />
          </OnNarrow>
        </CellLines>
      ),
    },
    PIPELINE_COLUMN,
    { id: "reason", head: "Reason", isWideOnly: true, cell: (delivery) => <Reason delivery={delivery} /> },
    {
      id: "actions",
      head: <span className="visually-hidden">Actions</span>,
      align: "right",
      cell: ({ id }) => (
        <Button size="small" aria-label={`What came in with delivery ${id}`} onClick={() => onShow(id)}>
          Show
        </Button>
      ),
    },
  ];
  return (
    <DataTable
      {...rest}
      isStacked
      label="Deliveries"
      columns={columns}
      rows={deliveries}
      keyOf={({ id }) => id}
    />
  );
}

function Reason({ delivery: { reason } }: { delivery: DeliveryView }) {
  return <Quiet>{reason !== null && <LongText text={reason} title="Reason" />}</Quiet>;
}
