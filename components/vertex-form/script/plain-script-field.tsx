import { type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { historyKey } from "#components/draft/history-key.ts";
import styles from "./script-field.module.css";
import type { ScriptField } from "./script-field.tsx";
import { ScriptFoot } from "./script-foot.tsx";

type Props = Parameters<typeof ScriptField>[0] & { note: ReactNode };

/** A script as plain text, while the code editor cannot be loaded. */
export function PlainScriptField(props: Props) {
  const {
    label,
    hint: hintText,
    isWhole = false,
    startAt = null,
    handle,
    error = null,
    found = null,
  } = props;
  const { note, children, onChange, onLeave, onFound, onUndo, onRedo } = props;
  // A text area has one kind of line break. A text with another one stays as it is until somebody types.
  const value = props.value.replace(/\r\n?/g, "\n");
  // What was refused is in the field only.
  const [typed, setTyped] = useState(value);
  const area = useRef<HTMLTextAreaElement>(null);
  const hint = useId();
  const change = (text: string) => {
    setTyped(text);
    onChange(text);
  };
  useEffect(() => {
    const field = area.current;
    if (field === null) return;
    const place = (cursor: number) => {
      field.setSelectionRange(cursor, cursor);
      return field;
    };
    if (startAt !== null) place(startAt).focus();
    if (handle === undefined) return;
    handle.current = { cursor: () => field.selectionStart, place };
    return () => {
      handle.current = null;
    };
  }, [handle, startAt]);
  const showFound = useEffectEvent(() => {
    const field = area.current;
    if (field === null || found === null || !value.startsWith(found.text, found.from)) return;
    field.setSelectionRange(found.from, found.from + found.text.length);
    if (!found.takesFocus) return;
    field.focus();
    onFound?.();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: It is shown once, however the text changes then.
  useEffect(showFound, [found]);
  return (
    <div className={styles.field} data-whole={isWhole || undefined}>
      <div className={styles.labels}>
        <span className={styles.label} aria-hidden>
          {label}
        </span>
        <span className={styles.tools}>{children}</span>
      </div>
      <div className={styles.plain}>
        {note}
        <textarea
          ref={area}
          className={styles.area}
          aria-label={label}
          aria-describedby={hint}
          spellCheck={false}
          rows={8}
          value={error === null ? value : typed}
          onChange={({ target }) => change(target.value)}
          onBlur={onLeave}
          onKeyDown={(event) => {
            const asked = historyKey(event);
            if (asked === null) return;
            event.preventDefault();
            if (asked === "redo") onRedo();
            // What was refused is no step of the draft: it is taken back first.
            else if (error === null) onUndo();
            else change(value);
          }}
        />
      </div>
      <ScriptFoot id={hint} hint={hintText} isWhole={isWhole} error={error} isPlain />
    </div>
  );
}
