import type { ReactNode } from "react";
import { GRAPH_COLUMN, NameCell, useActionsColumn } from "#components/automations/columns.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { shortened } from "#components/ui/long-text.tsx";
import { OnNarrow, Quiet } from "#components/ui/rows/cells.tsx";
import type { ListedSchedule } from "#contract/triggers/schedules.ts";
import { LastFire } from "./last-fire.tsx";
import styles from "./schedule-table.module.css";
import { Moment, NearTime } from "./shown/moment.tsx";
import { ScheduleState } from "./shown/schedule-state.tsx";
import { useStep } from "./use-step.ts";

export type ScheduleAct = "run" | "edit" | "remove";

type Props = {
  schedules: readonly ListedSchedule[];
  onAct: (act: ScheduleAct, schedule: ListedSchedule) => void;
  /** See `useHeldRows`. */
  of: string | null;
  /** Shown where there are none. */
  empty: ReactNode;
};

/** Schedules, a row each: when it is due next, and what became of its last time. */
export function ScheduleTable({ schedules, onAct, ...rest }: Props) {
  const step = useStep();
  const actions = useActionsColumn<ListedSchedule>(
    ({ desired }) => desired,
    step.take,
    (schedule) => [
      { label: "Run now", onSelect: () => onAct("run", schedule) },
      { label: "Edit", onSelect: () => onAct("edit", schedule) },
      { label: "Remove", isDangerous: true, onSelect: () => onAct("remove", schedule) },
    ],
  );
  const columns = [...COLUMNS, actions];
  return <DataTable {...rest} label="Schedules" columns={columns} rows={schedules} keyOf={({ id }) => id} />;
}

const COLUMNS: readonly Column<ListedSchedule>[] = [
  {
    id: "name",
    head: "Schedule",
    cell: (schedule) => {
      const { name, desired, ruleText, zone, error } = schedule;
      return (
        <NameCell name={name} path="/schedules" isRemoved={desired === "removed"}>
          <Quiet>
            <bdi>{shortened(ruleText, 120)}</bdi>, {zone}
          </Quiet>
          <OnNarrow>
            <ScheduleState schedule={schedule} />
            {schedule.dueAt !== null && <NextDue schedule={schedule} />}
          </OnNarrow>
          {error !== null && (
            <span className={styles.error} title={shortened(error, 1_000)}>
              The last try failed: <bdi>{shortened(error, 160)}</bdi>
            </span>
          )}
        </NameCell>
      );
    },
  },
  {
    id: "state",
    head: "State",
    isWideOnly: true,
    cell: (schedule) => <ScheduleState schedule={schedule} />,
  },
  GRAPH_COLUMN,
  { id: "next", head: "Next", isWideOnly: true, cell: (schedule) => <NextDue schedule={schedule} /> },
  {
    id: "last",
    head: "Last",
    isWideOnly: true,
    cell: ({ last, zone }) => <LastFire fire={last} zone={zone} />,
  },
];

function NextDue({ schedule: { dueAt, zone } }: { schedule: ListedSchedule }) {
  if (dueAt === null) return <Quiet>–</Quiet>;
  return (
    <span className={styles.next}>
      <NearTime at={dueAt} zone={zone} isNext />
      <Quiet>
        <Moment at={dueAt} zone={zone} />
      </Quiet>
    </span>
  );
}
