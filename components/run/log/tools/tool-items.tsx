import {
  ArrowDownToLine,
  CaseSensitive,
  Clock,
  Download,
  FoldVertical,
  ListFilter,
  Regex,
  UnfoldVertical,
  WrapText,
} from "lucide-react";
import type { ReactNode } from "react";
import type { MenuItem } from "#components/ui/overlays/menu.tsx";
import type { Folds } from "../folds/use-folds.ts";
import { ONLY_MATCHES, type ShownSearch } from "../search/log-search.tsx";
import type { useLogSearch } from "../search/use-log-search.ts";

/** Below it the tools have one row, and the menu has the rest. */
export const NARROW_PX = 560;

type Switch = { readonly isOn: boolean; readonly set: (isOn: boolean) => void };

/** What the tools of a log are given. */
export type LogToolsProps = {
  id: number;
  vertex: string;
  attempt: number;
  newest: number;
  onAttempt: (number: number) => void;
  search: ReturnType<typeof useLogSearch>;
  errors: readonly number[];
  folds: Folds;
  follow: Switch;
  times: Switch;
  wrap: Switch;
  /** Brings a line into view, and makes the address name it. */
  go: (line: number | null) => void;
  onCopy: () => void;
};

/** What is switched on or off in a menu, where there is no room for checkboxes. */
export function switchItems({ follow, times, wrap }: LogToolsProps): MenuItem[] {
  const item = (label: string, icon: ReactNode, { isOn, set }: Switch) => ({
    label,
    icon,
    isOn,
    onSelect: () => set(!isOn),
  });
  return [
    item("Follow", <ArrowDownToLine aria-hidden />, follow),
    item("Times", <Clock aria-hidden />, times),
    item("Wrap", <WrapText aria-hidden />, wrap),
  ];
}

/** How is searched. */
export function searchItems({
  query,
  setQuery,
  only,
}: Pick<ShownSearch, "query" | "setQuery" | "only">): MenuItem[] {
  return [
    {
      label: "Match case",
      icon: <CaseSensitive aria-hidden />,
      isOn: query.isCaseExact,
      onSelect: () => setQuery({ isCaseExact: !query.isCaseExact }),
    },
    {
      label: "Search by pattern",
      icon: <Regex aria-hidden />,
      isOn: query.isPattern,
      onSelect: () => setQuery({ isPattern: !query.isPattern }),
    },
    ...(only === undefined
      ? []
      : [
          {
            label: ONLY_MATCHES,
            icon: <ListFilter aria-hidden />,
            isOn: only.isOn,
            onSelect: () => only.set(!only.isOn),
          },
        ]),
  ];
}

/** What can be done with all folds. */
export function foldItems(folds: Folds): MenuItem[] {
  if (folds.count === 0) return [];
  return [
    { label: "Open all folds", icon: <UnfoldVertical aria-hidden />, onSelect: () => folds.setAll(true) },
    { label: "Close all folds", icon: <FoldVertical aria-hidden />, onSelect: () => folds.setAll(false) },
  ];
}

/** The downloads of a log. */
export function downloadItems({ id, vertex, attempt, newest }: LogToolsProps): MenuItem[] {
  const place = `/api/logs/${id}/${encodeURIComponent(vertex)}`;
  const item = (label: string, which: number | "all") => ({
    label,
    icon: <Download aria-hidden />,
    onSelect: () => window.location.assign(`${place}/${which}`),
  });
  if (newest <= 1) return [item("Download", attempt)];
  return [item(`Download attempt ${attempt}`, attempt), item(`Download all ${newest} attempts`, "all")];
}
