import type { ReactNode } from "react";
import { PIPELINE_COLUMN } from "#components/automations/columns.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { durationWords } from "#components/ui/duration-words.ts";
import { LongText } from "#components/ui/long-text.tsx";
import { CellLines, OnNarrow, Quiet } from "#components/ui/rows/cells.tsx";
import type { FireView } from "#contract/triggers/schedules.ts";
import { FireStateBadge } from "../shown/fire-state.tsx";
import { Moment, NearTime } from "../shown/moment.tsx";
import { haveSeconds } from "../shown/zone-text.ts";

type Props = {
  fires: readonly FireView[];
  zone: string;
  /** See `useHeldRows`. */
  of: string | null;
  empty: ReactNode;
};

/** Due times, a row each: what became of it, and why. */
export function FireTable({ fires, zone, ...rest }: Props) {
  const seconds = haveSeconds(fires.map(({ dueAt }) => dueAt));
  const columns: readonly Column<FireView>[] = [
    { id: "state", head: "State", cell: ({ state }) => <FireStateBadge state={state} /> },
    {
      id: "due",
      head: "Due",
      cell: (fire) => (
        <CellLines>
          <Moment at={fire.dueAt} zone={zone} hasSeconds={seconds} />
          <Quiet>
            <NearTime at={fire.dueAt} zone={zone} />
            {causeText(fire)}
            {fire.cause === "person" && fire.by !== null && <bdi>{fire.by}</bdi>}
          </Quiet>
          {/* A narrow screen has no column for it. */}
          <OnNarrow>
            <FireReason fire={fire} />
          </OnNarrow>
        </CellLines>
      ),
    },
    PIPELINE_COLUMN,
    {
      id: "reason",
      head: "Reason",
      isWideOnly: true,
      cell: (fire) => <FireReason fire={fire} />,
    },
    {
      id: "late",
      head: "Late by",
      align: "right",
      isWideOnly: true,
      cell: ({ lateMs, cause }) => (cause === "person" ? null : <Quiet>{durationWords(lateMs)}</Quiet>),
    },
  ];
  return (
    <DataTable {...rest} isStacked label="History" columns={columns} rows={fires} keyOf={({ id }) => id} />
  );
}

function FireReason({ fire: { reason, times } }: { fire: FireView }) {
  return (
    <Quiet>
      {reason !== null && <LongText text={reason} title="Reason" />}
      {times > 1 && ` Stands for ${times.toLocaleString("en")} times.`}
    </Quiet>
  );
}

function causeText({ cause }: FireView): string {
  if (cause === "clock") return "";
  return cause === "person" ? ", run now by " : ", caught up";
}
