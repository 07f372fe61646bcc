import { useEffect, useRef } from "react";
import styles from "./expressions.module.css";
import type { PickerRow } from "./picker-rows.ts";

type Props = {
  id: string;
  label: string;
  rows: readonly PickerRow[];
  /** The place of the row that Enter chooses. */
  active: number;
  onPick: (place: number) => void;
};

/** The rows of the picker, in groups. */
export function PickerList({ id, label, rows, active, onPick }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[id="${id}-${active}"]`)?.scrollIntoView({ block: "nearest" });
  }, [id, active]);
  const groups = [...new Set(rows.map(({ group }) => group))];
  return (
    <div ref={list} id={id} role="listbox" aria-label={label} className={styles.list}>
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: groups of a listbox
        <div key={group} role="group" aria-label={group}>
          <div className={styles.group} aria-hidden>
            <bdi>{group}</bdi>
          </div>
          {rows.map((row, place) =>
            row.group !== group ? null : (
              // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the search, which names the active option
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the search
              <div
                key={row.id}
                id={`${id}-${place}`}
                role="option"
                aria-selected={place === active}
                className={styles.option}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onPick(place)}
              >
                <code>
                  <bdi>{row.label}</bdi>
                </code>
                {row.last !== null && (
                  <code className={styles.value}>
                    = <bdi>{row.last}</bdi>
                  </code>
                )}
                <span className={styles.detail}>
                  <bdi>{row.detail}</bdi>
                </span>
              </div>
            ),
          )}
        </div>
      ))}
    </div>
  );
}
