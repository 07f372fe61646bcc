import { useEffect, useEffectEvent, useId, useMemo, useRef, useState } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import type { ExpressionPlace } from "#engine/check/readable/expression-place.ts";
import { readableAt, upstreamOf } from "#engine/check/readable/readable-at.ts";
import styles from "./expressions.module.css";
import { useLastRun } from "./last-run.tsx";
import { seenOutputs } from "./last-value.ts";
import { PickerList } from "./picker-list.tsx";
import { MAX_ROWS, pickerRows, searchedRows } from "./picker-rows.ts";

type Props = {
  place: ExpressionPlace;
  /** The field was clicked: it keeps the focus, and its keys. Else the list has the focus. */
  isOffered: boolean;
  onPick: (text: string, cursor: number) => void;
  onClose: () => void;
  /** Ends it without giving the focus back. */
  onLeave: () => void;
};

/**
 * What an expression can read, as a list to search in. While it is open, a click on a vertex of the canvas shows the outputs
 * of that vertex here; Escape ends that.
 */
export function ExpressionPicker({ place, isOffered, onPick, onClose, onLeave }: Props) {
  const store = useDraftStore();
  const { run } = useLastRun();
  const listId = useId();
  const root = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState("");
  const [vertex, setVertex] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [at, setAt] = useState(0);
  // The draft does not change while somebody chooses.
  const [content] = useState(() => store.getState().draft.file.content);
  const [here] = useState(place);
  const rows = useMemo(
    () => pickerRows(content, here, readableAt(content, here, seenOutputs(run)), run),
    [content, here, run],
  );
  const found = useMemo(() => searchedRows(rows, query, vertex), [rows, query, vertex]);
  const shown = found.slice(0, MAX_ROWS);
  const active = Math.min(at, shown.length - 1);
  const offer = useEffectEvent((name: string) => {
    if (isOffered && name === vertex) {
      store.getState().ask(null);
      onLeave();
      store.getState().select({ vertices: new Set([name]), edges: new Set() });
      return;
    }
    setAt(0);
    setQuery("");
    search.current?.focus();
    const isUpstream = upstreamOf(content, here).includes(name);
    setVertex(isUpstream ? name : null);
    if (isUpstream) setNote(isOffered ? `A second click selects ${name}.` : "");
    else setNote(`${name} is not upstream of here: it has no outputs yet when this is read.`);
  });
  const close = useEffectEvent(onClose);
  const startsFocused = useEffectEvent(() => !isOffered);
  useEffect(() => {
    const listens = startsFocused();
    if (listens) search.current?.focus();
    const asks = (name: string) => offer(name);
    store.getState().ask(asks);
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (pressedKey(event) !== "Escape" || event.defaultPrevented) return;
      if (isAbove(event.target, root.current)) return;
      event.preventDefault();
      event.stopPropagation();
      close();
    };
    if (listens) window.addEventListener("keydown", onKey, true);
    return () => {
      window.removeEventListener("keydown", onKey, true);
      // Another field may ask by now.
      if (store.getState().asking === asks) store.getState().ask(null);
    };
  }, [store]);
  const pick = (place: number) => {
    const row = shown[place];
    if (row !== undefined) onPick(row.text, row.cursor);
  };
  return (
    <div ref={root} className={styles.picker}>
      <input
        ref={search}
        type="search"
        role="combobox"
        aria-label="Find what it reads"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={active < 0 ? undefined : `${listId}-${active}`}
        placeholder="Find, or click a vertex on the canvas"
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={({ target }) => {
          setQuery(target.value);
          setVertex(null);
          setNote("");
          setAt(0);
        }}
        onKeyDown={(event) => {
          const key = pressedKey(event);
          if (key !== "ArrowDown" && key !== "ArrowUp" && key !== "Enter") return;
          event.preventDefault();
          if (key === "Enter") pick(active);
          else setAt(Math.max(0, Math.min(active + (key === "ArrowDown" ? 1 : -1), shown.length - 1)));
        }}
      />
      <p role="status" className={styles.note}>
        {note || (found.length === 0 ? nothing(vertex) : "")}
        {found.length > MAX_ROWS && `${found.length - MAX_ROWS} more: type to find them.`}
      </p>
      <PickerList id={listId} label="What it can read" rows={shown} active={active} onPick={pick} />
    </div>
  );
}

/** Whether a key was pressed in something that is open above the picker, such as the command list: it closes that. */
function isAbove(target: EventTarget | null, picker: HTMLElement | null): boolean {
  const open = target instanceof Element ? target.closest("[role='dialog'], [role='menu']") : null;
  return open !== null && !open.contains(picker);
}

function nothing(vertex: string | null): string {
  return vertex === null
    ? "Nothing here has these words."
    : `${vertex} declares no outputs, and gave none in the last run.`;
}
