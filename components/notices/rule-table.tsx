import type { ReactNode } from "react";
import { Link } from "#components/ui/buttons/link.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { CellLine, Clamped, Quiet } from "#components/ui/rows/cells.tsx";
import { Badge } from "#components/ui/states/state-badge.tsx";
import type { NoticeRuleView } from "#contract/triggers/notices.ts";
import { folderText } from "#engine/rights/folder-path.ts";
import { rulePath } from "./rule-path.ts";
import { NoticeBadge } from "./shown/notice-badge.tsx";
import { CHANNEL_LABELS, KIND_LABELS } from "./shown/notice-words.ts";

const COLUMNS: readonly Column<NoticeRuleView>[] = [
  {
    id: "name",
    isLong: true,
    head: "Rule",
    cell: ({ name, isActive, isGraphDeleted }) => (
      <CellLine>
        <Link href={rulePath(name)}>
          <Clamped text={name} />
        </Link>
        {!isActive && <Badge>Not active</Badge>}
        {isGraphDeleted && <Badge>Graph deleted</Badge>}
      </CellLine>
    ),
  },
  {
    id: "about",
    isLong: true,
    head: "About",
    isWideOnly: true,
    cell: ({ graph, folder }) => <Clamped text={graph ?? `${folderText(folder)} and below`} />,
  },
  {
    id: "on",
    head: "Tells of",
    isWideOnly: true,
    cell: ({ on }) => <Quiet>{on.map((kind) => KIND_LABELS[kind]).join("; ")}</Quiet>,
  },
  { id: "by", head: "By", cell: ({ kind }) => CHANNEL_LABELS[kind] },
  {
    id: "last",
    head: "Last notice",
    cell: ({ last }) =>
      last !== null && (
        <CellLine>
          <NoticeBadge state={last.state} isRetried={last.isRetried} />
          <Quiet>
            <RelativeTime at={last.madeAt} />
          </Quiet>
        </CellLine>
      ),
  },
];

/** Rules of notices, a row each, and what became of the last notice of each. */
export function RuleTable({ rules, empty }: { rules: readonly NoticeRuleView[]; empty: ReactNode }) {
  return <DataTable label="Rules" columns={COLUMNS} rows={rules} keyOf={({ name }) => name} empty={empty} />;
}
