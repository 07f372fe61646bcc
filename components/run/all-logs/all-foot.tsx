import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Link } from "#components/ui/buttons/link.tsx";
import { lineTime } from "../log/line/line-time.ts";
import { addressOfLine } from "./address-of-line.ts";
import styles from "./all-logs.module.css";
import type { FurtherMatches } from "./use-further-matches.ts";

type Props = {
  count: number;
  isRunning: boolean;
  hasMoreBelow: boolean;
  isMore: boolean;
  onMore: () => void;
  further: FurtherMatches | null;
  onSearchOn: () => void;
  isReadingOn: boolean;
};

/** How many lines are here, and what was found behind them. */
export function AllFoot(props: Props) {
  const { count, isRunning, hasMoreBelow, isMore, onMore, further, onSearchOn, isReadingOn } = props;
  return (
    <>
      {further !== null && further.error !== null && <ProblemCallout error={further.error} />}
      <p className={styles.note} role="status" aria-label="Lines">
        {linesText(count)}
        {isRunning && !isMore && " so far"}
        {hasMoreBelow && (
          <span>There are more child pipelines than are read: the first of them are here.</span>
        )}
        {isReadingOn && <span>Reading up to the next match…</span>}
        {isMore && (
          <Button size="small" onClick={onMore}>
            Load more
          </Button>
        )}
        {further !== null && <Further further={further} onSearchOn={onSearchOn} />}
      </p>
    </>
  );
}

type FurtherProps = { further: FurtherMatches; onSearchOn: () => void };

function Further({ further: { count, first, searchedTo, isEnd, isSearching }, onSearchOn }: FurtherProps) {
  return (
    <>
      {first !== null && (
        <span>
          {linesText(count)} found behind them, the first in{" "}
          <Link href={addressOfLine(first, first.line)}>
            {first.name}, line {first.line.toLocaleString("en")}
          </Link>{" "}
          at <When at={first.at} />.
        </span>
      )}
      {isEnd && first === null && <span>Nothing is found behind them.</span>}
      {!isEnd && searchedTo !== null && (
        <span>
          Searched up to <When at={searchedTo} />: there may be more beyond.
        </span>
      )}
      {!isEnd && (
        <Button size="small" isBusy={isSearching} onClick={onSearchOn}>
          Search on
        </Button>
      )}
    </>
  );
}

function When({ at }: { at: Date }) {
  const { short, long, iso } = lineTime(at, false);
  return (
    <time dateTime={iso} title={long}>
      {short}
    </time>
  );
}

function linesText(count: number): string {
  return count === 1 ? "1 line" : `${count.toLocaleString("en")} lines`;
}
