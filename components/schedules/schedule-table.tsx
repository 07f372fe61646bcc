import { EllipsisVertical } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useMay } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { shortened } from "#components/ui/long-text.tsx";
import { Menu } from "#components/ui/overlays/menu.tsx";
import type { ListedSchedule } from "#contract/schedules.ts";
import { LastFire } from "./last-fire.tsx";
import styles from "./schedules.module.css";
import { Moment, NearTime } from "./shown/moment.tsx";
import { ScheduleState } from "./shown/schedule-state.tsx";
import { STEPS, useStep } from "./use-acts.ts";

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
  const may = useMay();
  const step = useStep();
  const actions: Column<ListedSchedule> = {
    id: "actions",
    head: <span className="visually-hidden">Actions</span>,
    align: "right",
    cell: (schedule) => {
      const { name, desired, folder } = schedule;
      if (desired === "removed") return null;
      const refused = may("launch", folder);
      return (
        <span className={styles.actions}>
          <Button
            size="small"
            refused={refused}
            aria-label={`${STEPS[desired].act} ${name}`}
            onClick={() => step.take(schedule)}
          >
            {STEPS[desired].act}
          </Button>
          <Menu
            trigger={
              <IconButton size="small" label={`More for ${name}`} icon={<EllipsisVertical aria-hidden />} />
            }
            items={[
              { label: "Run now", refused, onSelect: () => onAct("run", schedule) },
              { label: "Edit", refused, onSelect: () => onAct("edit", schedule) },
              { label: "Remove", refused, isDangerous: true, onSelect: () => onAct("remove", schedule) },
            ]}
          />
        </span>
      );
    },
  };
  return (
    <DataTable
      {...rest}
      label="Schedules"
      columns={[...COLUMNS, actions]}
      rows={schedules}
      keyOf={({ id }) => id}
    />
  );
}

const COLUMNS: readonly Column<ListedSchedule>[] = [
  {
    id: "name",
    head: "Schedule",
    cell: (schedule) => {
      const { name, desired, ruleText, zone, error } = schedule;
      return (
        <div className={styles.name}>
          {/* One that is removed has no page: its name is free for another one. */}
          {desired === "removed" ? (
            <bdi>{name}</bdi>
          ) : (
            <Link href={`/schedules/${encodeURIComponent(name)}`}>
              <bdi>{name}</bdi>
            </Link>
          )}
          <span className={styles.quiet}>
            <bdi>{shortened(ruleText, 120)}</bdi>, {zone}
          </span>
          <span className={styles.narrow}>
            <ScheduleState schedule={schedule} />
            {schedule.dueAt !== null && <NextDue schedule={schedule} />}
          </span>
          {error !== null && (
            <span className={styles.error} title={shortened(error, 1_000)}>
              The last try failed: <bdi>{shortened(error, 160)}</bdi>
            </span>
          )}
        </div>
      );
    },
  },
  {
    id: "state",
    head: "State",
    isWideOnly: true,
    cell: (schedule) => <ScheduleState schedule={schedule} />,
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
  { id: "next", head: "Next", isWideOnly: true, cell: (schedule) => <NextDue schedule={schedule} /> },
  {
    id: "last",
    head: "Last",
    isWideOnly: true,
    cell: ({ last, zone }) => <LastFire fire={last} zone={zone} />,
  },
];

function NextDue({ schedule: { dueAt, zone } }: { schedule: ListedSchedule }) {
  if (dueAt === null) return <span className={styles.quiet}>–</span>;
  return (
    <span className={styles.next}>
      <NearTime at={dueAt} zone={zone} isNext />
      <span className={styles.quiet}>
        <Moment at={dueAt} zone={zone} />
      </span>
    </span>
  );
}
