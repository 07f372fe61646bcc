import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import { keysOf } from "#components/commands/command-table.ts";
import { useDraft } from "#components/draft/draft-context.ts";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import styles from "./find-panel.module.css";
import { statusOf } from "./find-status.ts";
import { HitRow } from "./hit-row.tsx";
import { useHits } from "./use-hits.ts";
import { useSearch } from "./use-search.ts";

/** What the keys of the page do with the open panel. */
export type FindHandle = { readonly step: (by: 1 | -1) => void; readonly focus: () => void };

type Props = {
  handle: RefObject<FindHandle | null>;
  /** Shows the inspector. */
  onInspect: () => void;
  onClose: () => void;
};

const ROW_HEIGHT = 46;
const OVERSCAN = 6;
/** What is looked for again when the panel is opened the next time. */
let lastQuery = "";

/** Whether the focus is in the panel. */
export function isInFind(): boolean {
  return document.activeElement?.closest("[data-find]") != null;
}

/** Finds a text anywhere in the draft: the hits with what stands around them, gone through by Enter or F3. */
export function FindPanel({ handle, onInspect, onClose }: Props) {
  const [query, setQuery] = useState(lastQuery);
  const file = useDraft(({ draft }) => draft.file);
  const search = useSearch(file, query);
  const { hits } = search;
  const { at, go, step, back, stay } = useHits(search, query, onInspect, onClose);
  const field = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useId();
  const rows = useVirtualizer({
    count: hits.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
  useEffect(() => {
    lastQuery = query;
  }, [query]);
  useEffect(() => field.current?.select(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtual rows are another value each time
  useEffect(() => {
    if (hits.length > 0) rows.scrollToIndex(at ?? 0, { align: "auto" });
  }, [at, hits]);
  useImperativeHandle(handle, () => ({ step, focus: () => field.current?.select() }));
  const onKeyDown = (event: KeyboardEvent) => {
    const key = pressedKey(event);
    const isField = event.target === field.current;
    if (key === "Escape") back();
    else if (key === "Enter" && isField && (event.ctrlKey || event.metaKey)) stay();
    else if (key === "Enter" && isField) step(event.shiftKey ? -1 : 1);
    else if (key === "ArrowDown" && isField) step(1);
    else if (key === "ArrowUp" && isField) step(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search className={styles.panel} aria-label="Find in the graph" data-find onKeyDown={onKeyDown}>
      <div className={styles.head}>
        <input
          ref={field}
          className={styles.field}
          role="combobox"
          aria-label="Find in the graph"
          aria-expanded={hits.length > 0}
          aria-controls={list}
          aria-activedescendant={at === null ? undefined : `${list}-${at}`}
          aria-autocomplete="list"
          placeholder="Names, scripts, inputs, conditions, notes"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={query}
          onChange={({ target }) => setQuery(target.value)}
        />
        <IconButton
          size="small"
          label="Hit before"
          keys={keysOf("find-previous")}
          icon={<ArrowUp aria-hidden />}
          disabled={hits.length === 0}
          onClick={() => step(-1)}
        />
        <IconButton
          size="small"
          label="Next hit"
          keys={keysOf("find-next")}
          icon={<ArrowDown aria-hidden />}
          disabled={hits.length === 0}
          onClick={() => step(1)}
        />
        <IconButton size="small" label="Close, and stay here" icon={<X aria-hidden />} onClick={stay} />
      </div>
      <p role="status" className={styles.status}>
        {statusOf(query, search.isOld ? 0 : hits.length, at, search.isWhole && !search.isOld)}
      </p>
      <div
        ref={scroller}
        id={list}
        role="listbox"
        aria-label="Hits"
        // The focus stays in the field: the list is walked through from there.
        tabIndex={-1}
        className={styles.list}
        hidden={hits.length === 0}
      >
        <div className={styles.rows} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const hit = hits[index];
            return (
              hit !== undefined && (
                <HitRow
                  key={index}
                  id={`${list}-${index}`}
                  hit={hit}
                  place={{ at: index, of: hits.length, top: start }}
                  isChosen={index === at}
                  onChoose={() => go(index)}
                />
              )
            );
          })}
        </div>
      </div>
    </search>
  );
}
