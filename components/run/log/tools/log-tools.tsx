import {
  ArrowDownToLine,
  Clock,
  Copy,
  Download,
  Ellipsis,
  FoldVertical,
  UnfoldVertical,
  WrapText,
} from "lucide-react";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { Menu, type MenuItem } from "#components/ui/overlays/menu.tsx";
import { AttemptPicker } from "../attempts/attempt-picker.tsx";
import type { Folds } from "../folds/use-folds.ts";
import { ErrorSteps } from "../search/error-steps.tsx";
import { LogSearch } from "../search/log-search.tsx";
import type { useLogSearch } from "../search/use-log-search.ts";
import { useSearchKey } from "../search/use-search-key.ts";
import styles from "./log-tools.module.css";
import { zoneName } from "./use-log-choice.ts";

type Switch = { readonly isOn: boolean; readonly set: (isOn: boolean) => void };

type Props = {
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
  /** Null as long as not all of the log is here. */
  onCopy: (() => void) | null;
};

/** What can be done with a log. */
export function LogTools(props: Props) {
  const { id, vertex, attempt, newest, search, errors, folds, follow, times, wrap, go } = props;
  const searchField = useSearchKey();
  const place = `/api/logs/${id}/${encodeURIComponent(vertex)}`;
  const items: MenuItem[] = [
    {
      label: "Copy the whole log",
      icon: <Copy aria-hidden />,
      refused: props.onCopy === null ? "The log is not loaded yet." : null,
      onSelect: () => props.onCopy?.(),
    },
    ...(folds.count === 0
      ? []
      : [
          {
            label: "Open all folds",
            icon: <UnfoldVertical aria-hidden />,
            onSelect: () => folds.setAll(true),
          },
          {
            label: "Close all folds",
            icon: <FoldVertical aria-hidden />,
            onSelect: () => folds.setAll(false),
          },
        ]),
    {
      label: newest > 1 ? `Download attempt ${attempt}` : "Download",
      icon: <Download aria-hidden />,
      onSelect: () => window.location.assign(`${place}/${attempt}`),
    },
    ...(newest > 1
      ? [
          {
            label: `Download all ${newest} attempts`,
            icon: <Download aria-hidden />,
            onSelect: () => window.location.assign(`${place}/all`),
          },
        ]
      : []),
  ];
  return (
    <div className={styles.tools} role="toolbar" aria-label="Log tools">
      <AttemptPicker id={id} vertex={vertex} attempt={attempt} newest={newest} onAttempt={props.onAttempt} />
      <LogSearch search={search} field={searchField} go={go} />
      <ErrorSteps errors={errors} go={go} />
      <span className={styles.switches}>
        <Checkbox
          label={
            <>
              <ArrowDownToLine aria-hidden /> Follow
            </>
          }
          checked={follow.isOn}
          onCheckedChange={follow.set}
        />
        <Checkbox
          label={
            <>
              <Clock aria-hidden /> <span title={`In your time zone, ${zoneName()}`}>Times</span>
            </>
          }
          checked={times.isOn}
          onCheckedChange={times.set}
        />
        <Checkbox
          label={
            <>
              <WrapText aria-hidden /> Wrap
            </>
          }
          checked={wrap.isOn}
          onCheckedChange={wrap.set}
        />
        <Menu
          trigger={<IconButton size="small" label="More for this log" icon={<Ellipsis aria-hidden />} />}
          items={items}
        />
      </span>
    </div>
  );
}
