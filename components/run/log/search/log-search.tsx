import { CaseSensitive, ChevronDown, ChevronUp, Regex } from "lucide-react";
import type { RefObject } from "react";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import styles from "./log-search.module.css";
import type { useLogSearch } from "./use-log-search.ts";

type Props = {
  search: ReturnType<typeof useLogSearch>;
  field: RefObject<HTMLInputElement | null>;
  go: (line: number | null) => void;
  /** One row, without the switches that a menu has then. */
  isNarrow: boolean;
};

/** The search of a log: a text or a pattern, how often it is there, and the way to the next one. */
export function LogSearch({ search, field, go, isNarrow }: Props) {
  const { query, setQuery, found, place, problem, next } = search;
  return (
    <div className={styles.search} data-narrow={isNarrow || undefined}>
      <div className={styles.box} data-wrong={problem !== null || undefined}>
        <input
          ref={field}
          type="search"
          className={styles.field}
          placeholder={query.isPattern ? "Search by pattern" : "Search"}
          aria-label="Search the log"
          aria-invalid={problem !== null}
          value={query.text}
          onChange={({ target }) => setQuery({ text: target.value })}
          onKeyDown={(event) => pressedKey(event) === "Enter" && go(next(event.shiftKey ? -1 : 1))}
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
            disabled={found.length === 0}
            onClick={() => go(next(-1))}
          />
          <IconButton
            size="small"
            label="Next match"
            keys="Enter"
            icon={<ChevronDown aria-hidden />}
            disabled={found.length === 0}
            onClick={() => go(next(1))}
          />
        </>
      )}
      <span role="status" aria-label="Matches" className={problem === null ? styles.count : styles.problem}>
        {query.text === "" ? "" : (problem ?? countText(place, found.length))}
      </span>
    </div>
  );
}

function countText(place: number, count: number): string {
  if (count === 0) return "not found";
  const all = count.toLocaleString("en");
  if (place > 0) return `${place.toLocaleString("en")} of ${all}`;
  return count === 1 ? "1 line" : `${all} lines`;
}
