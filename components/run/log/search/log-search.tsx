import { CaseSensitive, ChevronDown, ChevronUp, ListFilter, Regex } from "lucide-react";
import type { RefObject } from "react";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import type { LogQuery } from "#engine/log/log-matcher.ts";
import styles from "./log-search.module.css";

/** What is searched for, and what was found. */
export type ShownSearch = {
  readonly query: LogQuery;
  readonly setQuery: (next: Partial<LogQuery>) => void;
  /** Why the pattern cannot be used; null where it can. */
  readonly problem: string | null;
  /** How many lines were found. */
  readonly count: number;
  /** The place of the line that was gone to, from 1; 0 before the first. */
  readonly place: number;
  /** Whether there may be more in what is not here: it is being searched, or was searched in part. None: all was searched. */
  readonly rest?: "none" | "searching" | "open";
  /** Whether only lines that were found are shown; left out where that cannot be chosen. */
  readonly only?: { readonly isOn: boolean; readonly set: (isOn: boolean) => void };
};

type Props = {
  search: ShownSearch;
  field: RefObject<HTMLInputElement | null>;
  /** Goes to the next line that was found, or to the one before. */
  step: (step: 1 | -1) => void;
  /** One row, without the switches that a menu has then. */
  isNarrow: boolean;
  label?: string;
};

/** The search of a log: a text or a pattern, how often it is there, and the way to the next one. */
export function LogSearch({ search, field, step, isNarrow, label = "Search the log" }: Props) {
  const { query, setQuery, count, place, problem, rest = "none", only } = search;
  const canStep = problem === null && count > 0;
  return (
    <div className={styles.search} data-narrow={isNarrow || undefined}>
      <div className={styles.box} data-wrong={problem !== null || undefined}>
        <input
          ref={field}
          type="search"
          className={styles.field}
          placeholder={query.isPattern ? "Search by pattern" : "Search"}
          aria-label={label}
          aria-invalid={problem !== null}
          value={query.text}
          onChange={({ target }) => setQuery({ text: target.value })}
          onKeyDown={(event) => pressedKey(event) === "Enter" && step(event.shiftKey ? -1 : 1)}
        />
        {!isNarrow && (
          <>
            <IconButton
              size="small"
              label="Match case"
              icon={<CaseSensitive aria-hidden />}
              aria-pressed={query.isCaseExact}
              onClick={() => setQuery({ isCaseExact: !query.isCaseExact })}
            />
            <IconButton
              size="small"
              label="Search by pattern (RE2), such as err(or)?s"
              icon={<Regex aria-hidden />}
              aria-pressed={query.isPattern}
              onClick={() => setQuery({ isPattern: !query.isPattern })}
            />
            {only !== undefined && (
              <IconButton
                size="small"
                label={ONLY_MATCHES}
                icon={<ListFilter aria-hidden />}
                aria-pressed={only.isOn}
                onClick={() => only.set(!only.isOn)}
              />
            )}
          </>
        )}
      </div>
      {query.text !== "" && (
        <>
          <IconButton
            size="small"
            label="Previous match"
            keys="Shift Enter"
            icon={<ChevronUp aria-hidden />}
            disabled={!canStep}
            onClick={() => step(-1)}
          />
          <IconButton
            size="small"
            label="Next match"
            keys="Enter"
            icon={<ChevronDown aria-hidden />}
            disabled={!canStep}
            onClick={() => step(1)}
          />
        </>
      )}
      <span role="status" aria-label="Matches" className={problem === null ? styles.count : styles.problem}>
        {query.text === "" ? "" : (problem ?? countText(place, count, rest))}
      </span>
    </div>
  );
}

/** The switch that leaves out what does not match, as `logs --grep` does. */
export const ONLY_MATCHES = "Only lines that match";

const NOT_FOUND = { none: "not found", searching: "searching…", open: "not found yet" };

function countText(place: number, count: number, rest: keyof typeof NOT_FOUND): string {
  if (count === 0) return NOT_FOUND[rest];
  const all = `${count.toLocaleString("en")}${rest === "none" ? "" : "+"}`;
  if (place > 0) return `${place.toLocaleString("en")} of ${all}`;
  return all === "1" ? "1 line" : `${all} lines`;
}
