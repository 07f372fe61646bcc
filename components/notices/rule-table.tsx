import Link from "next/link";
import type { ReactNode } from "react";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Badge } from "#components/ui/states/state-badge.tsx";
import type { NoticeRuleView } from "#contract/notices.ts";
import { folderText } from "#engine/rights/folder-path.ts";
import styles from "./notices.module.css";
import { rulePath } from "./rule-path.ts";
import { CHANNEL_LABELS, KIND_LABELS, NOTICE_STATE_LOOKS } from "./shown/notice-words.ts";

const COLUMNS: readonly Column<NoticeRuleView>[] = [
  {
    id: "name",
    head: "Rule",
    cell: ({ name, isActive }) => (
      <span className={styles.name}>
        <Link href={rulePath(name)}>
          <bdi>{name}</bdi>
        </Link>
        {!isActive && <Badge>Not active</Badge>}
      </span>
    ),
  },
  {
    id: "about",
    head: "About",
    isWideOnly: true,
    cell: ({ graph, folder }) => (
      <bdi className={styles.long}>{graph ?? `${folderText(folder)} and below`}</bdi>
    ),
  },
  {
    id: "on",
    head: "Tells of",
    isWideOnly: true,
    cell: ({ on }) => <span className={styles.quiet}>{on.map((kind) => KIND_LABELS[kind]).join("; ")}</span>,
  },
  { id: "by", head: "By", cell: ({ kind }) => CHANNEL_LABELS[kind] },
  {
    id: "last",
    head: "Last notice",
    cell: ({ last }) =>
      last !== null && (
        <span className={styles.last}>
          <Badge tone={NOTICE_STATE_LOOKS[last.state].tone}>{NOTICE_STATE_LOOKS[last.state].text}</Badge>
          <span className={styles.quiet}>
            <RelativeTime at={last.madeAt} />
          </span>
        </span>
      ),
  },
];

/** Rules of notices, a row each, and what became of the last notice of each. */
export function RuleTable({ rules, empty }: { rules: readonly NoticeRuleView[]; empty: ReactNode }) {
  return <DataTable label="Rules" columns={COLUMNS} rows={rules} keyOf={({ name }) => name} empty={empty} />;
}
