import { ArrowDownToLine, Clock, Copy, Ellipsis, WrapText } from "lucide-react";
import { useRef } from "react";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { Menu } from "#components/ui/overlays/menu.tsx";
import { useWidth } from "#components/ui/use-width.ts";
import { AttemptPicker } from "../attempts/attempt-picker.tsx";
import { ErrorSteps } from "../search/error-steps.tsx";
import { LogSearch } from "../search/log-search.tsx";
import { useSearchKey } from "../search/use-search-key.ts";
import styles from "./log-tools.module.css";
import {
  downloadItems,
  foldItems,
  type LogToolsProps,
  NARROW_PX,
  searchItems,
  switchItems,
} from "./tool-items.tsx";
import { zoneName } from "./use-log-choice.ts";

/** Below it a search takes the place of the errors, too. */
const TIGHT_PX = 440;

/** What can be done with a log. */
export function LogTools(props: LogToolsProps) {
  const { id, vertex, attempt, newest, search, errors, folds, go } = props;
  const searchField = useSearchKey();
  const bar = useRef<HTMLDivElement>(null);
  const width = useWidth(bar);
  const isNarrow = width > 0 && width < NARROW_PX;
  const isTight = isNarrow && width < TIGHT_PX;
  const isSearching = search.query.text !== "";
  const items = [
    ...(isNarrow ? [...switchItems(props), ...searchItems(search)] : []),
    { label: "Copy the whole log", icon: <Copy aria-hidden />, onSelect: props.onCopy },
    ...foldItems(folds),
    ...downloadItems(props),
  ];
  return (
    <div
      ref={bar}
      className={styles.tools}
      data-narrow={isNarrow || undefined}
      role="toolbar"
      aria-label="Log tools"
    >
      {!(isNarrow && isSearching) && (
        <AttemptPicker
          id={id}
          vertex={vertex}
          attempt={attempt}
          newest={newest}
          onAttempt={props.onAttempt}
        />
      )}
      <LogSearch
        search={search}
        field={searchField}
        step={(step) => go(search.next(step))}
        isNarrow={isNarrow}
      />
      {!(isTight && isSearching) && <ErrorSteps errors={errors} go={go} isNarrow={isNarrow} />}
      <span className={styles.switches}>
        {!isNarrow && <Switches {...props} />}
        <Menu
          trigger={<IconButton size="small" label="More for this log" icon={<Ellipsis aria-hidden />} />}
          items={items}
        />
      </span>
    </div>
  );
}

function Switches({ follow, times, wrap }: Pick<LogToolsProps, "follow" | "times" | "wrap">) {
  return (
    <>
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
    </>
  );
}
