import { ArrowDownToLine, CircleAlert, Clock, Download } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import { Button } from "#components/ui/buttons/button.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import { AttemptPicker } from "./attempts/attempt-picker.tsx";
import { NewerAttempt, NoSuchAttempt } from "./attempts/newer-attempt.tsx";
import type { ShownAttempt } from "./attempts/use-shown-attempt.ts";
import { lineAddress, lineInHash } from "./line-address.ts";
import styles from "./log-panel.module.css";
import { LogRows } from "./log-rows.tsx";
import type { LogStore } from "./log-store.ts";
import { useLogSearch } from "./use-log-search.ts";
import { useSearchKey } from "./use-search-key.ts";
import { useShownTimes, zoneName } from "./use-shown-times.ts";

type Props = {
  id: number;
  vertex: string;
  log: LogStore | null;
  shown: ShownAttempt;
  /** Shows the log of another attempt. */
  onAttempt: (number: number) => void;
};

/** The log of an attempt of a track, live. */
export function LogPanel(props: Props) {
  const { vertex, log, shown } = props;
  if (shown.problem !== null) return <NoSuchAttempt {...props} />;
  if (log === null) return <p className={styles.note}>{vertex} has not started yet, so there is no log.</p>;
  return <OpenLog key={`${shown.number} ${vertex}`} {...props} log={log} />;
}

function OpenLog({ id, vertex, log, shown, onAttempt }: Props & { log: LogStore }) {
  const version = useStore(log, (state) => state.version);
  const isLoaded = useStore(log, (state) => state.isLoaded);
  const { attempt, log: lines } = log.getState();
  const [linked] = useState(() => lineInHash());
  const [isFollowing, setIsFollowing] = useState(linked === null);
  const [target, setTarget] = useState<{ readonly line: number } | null>(
    linked === null ? null : { line: linked },
  );
  const search = useLogSearch(lines, version);
  const searchField = useSearchKey();
  const [hasTimes, setHasTimes] = useShownTimes();
  const go = (line: number | null) => {
    if (line === null) return;
    setIsFollowing(false);
    setTarget({ line });
    window.history.replaceState(null, "", lineAddress({ vertex, attempt }, line));
  };
  // Only a script with `output: split` has such lines.
  const firstError = lines.firstError;
  return (
    <section aria-label={`Log panel of ${vertex}`} className={styles.panel}>
      <div className={styles.tools} role="toolbar" aria-label="Log tools">
        <AttemptPicker
          id={id}
          vertex={vertex}
          attempt={attempt}
          newest={shown.newest}
          onAttempt={onAttempt}
        />
        <input
          ref={searchField}
          type="search"
          className={styles.search}
          placeholder="Search"
          aria-label="Search the log"
          value={search.query}
          onChange={({ target: field }) => search.setQuery(field.value)}
          onKeyDown={(event) => pressedKey(event) === "Enter" && go(search.next(event.shiftKey ? -1 : 1))}
        />
        {search.query !== "" && (
          <span role="status" className={styles.count}>
            {search.found.length === 0 ? "not found" : `${search.place + 1} of ${search.found.length}`}
          </span>
        )}
        {firstError !== null && (
          <Button size="small" look="quiet" icon={<CircleAlert aria-hidden />} onClick={() => go(firstError)}>
            First error
          </Button>
        )}
        <Checkbox
          label={
            <>
              <ArrowDownToLine aria-hidden /> Follow
            </>
          }
          checked={isFollowing}
          onCheckedChange={(isChecked) => setIsFollowing(isChecked)}
        />
        <Checkbox
          label={
            <>
              <Clock aria-hidden /> <span title={`In your time zone, ${zoneName()}`}>Times</span>
            </>
          }
          checked={hasTimes}
          onCheckedChange={setHasTimes}
        />
        <a
          className={styles.download}
          href={`/api/logs/${id}/${encodeURIComponent(vertex)}/${attempt}`}
          download
        >
          <Download aria-hidden /> Download
        </a>
      </div>
      <NewerAttempt vertex={vertex} shown={shown} onAttempt={onAttempt} />
      <LogRows
        label={`Log of ${vertex}`}
        lines={lines}
        version={version}
        isFollowing={isFollowing}
        onLeave={() => setIsFollowing(false)}
        target={target}
        hasTimes={hasTimes}
        found={search.query === "" ? null : search.query}
        addressOf={(line) => lineAddress({ vertex, attempt }, line)}
        onLink={go}
      />
      {lines.lines.length === 0 && (
        <p className={styles.note}>{isLoaded ? "No output yet." : "Loading the log…"}</p>
      )}
      {lines.dropped > 0 && (
        <p className={styles.note}>
          The first {lines.dropped.toLocaleString("en")} lines are not shown here; the download has all of
          them.
        </p>
      )}
    </section>
  );
}
