import { X } from "lucide-react";
import { Button } from "#components/ui/buttons/button.tsx";
import { shownCounts } from "#components/ui/states/track-counts.ts";
import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";
import { asLabel, wordAmongStates } from "#engine/model/state-words.ts";
import type { TrackFilter } from "./track-filter.ts";
import styles from "./track-tools.module.css";

type Props = {
  /** How many tracks are in each state, without the filter. */
  counts: PipelineSummary["counts"];
  filter: TrackFilter;
  onFilter: (filter: TrackFilter) => void;
  /** How many tracks the list shows. */
  shown: number;
};

/** What finds a track among many: a part of its name, its state, the stack of the canvas that it is in. */
export function TrackTools({ counts, filter, onFilter, shown }: Props) {
  const { text, state, stack } = filter;
  const states = [...new Set(shownCounts(counts, 0).map((each) => each.state))];
  if (state !== null && !states.includes(state)) states.push(state);
  return (
    <div className={styles.tools}>
      <input
        type="search"
        className={styles.search}
        aria-label="Find tracks"
        placeholder="Find tracks"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={({ target }) => onFilter({ ...filter, text: target.value })}
      />
      <fieldset className={styles.states} aria-label="States">
        {states.map((each) => (
          <button
            key={each}
            type="button"
            className={styles.state}
            aria-pressed={state === each}
            onClick={() => onFilter({ ...filter, state: state === each ? null : each })}
          >
            {asLabel(wordAmongStates(each))} {(counts[each] ?? 0).toLocaleString("en-US")}
          </button>
        ))}
      </fieldset>
      {stack !== null && (
        <Button size="small" icon={<X aria-hidden />} onClick={() => onFilter({ ...filter, stack: null })}>
          Only {stack.name}
        </Button>
      )}
      <span role="status" className={styles.count}>
        {shown.toLocaleString("en-US")} {shown === 1 ? "track" : "tracks"}
      </span>
    </div>
  );
}
