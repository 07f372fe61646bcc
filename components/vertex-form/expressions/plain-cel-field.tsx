import { type ReactNode, useEffect, useRef } from "react";
import { historyKey } from "#components/draft/history-key.ts";
import field from "../script/script-field.module.css";
import type { CelEditor } from "./cel-editor.tsx";

type Props = Parameters<typeof CelEditor>[0] & { note: ReactNode };

/** An expression as plain text, while its editor cannot be loaded. */
export function PlainCelField(props: Props) {
  const { label, hintId, value, placeholder, fault, handle, onText, onPress, onUndo, onRedo, note } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const text = area.current;
    if (text === null) return;
    handle.current = {
      insert: (more, cursor) => {
        const from = text.selectionStart;
        const rest = text.value.slice(text.selectionEnd);
        onText(text.value.slice(0, from) + more + rest);
        // The cursor is placed in what is shown then.
        requestAnimationFrame(() => {
          text.focus();
          text.setSelectionRange(from + cursor, from + cursor);
        });
      },
      focus: () => text.focus(),
    };
    return () => {
      handle.current = null;
    };
  }, [handle, onText]);
  return (
    <div className={field.plain}>
      <textarea
        ref={area}
        className={field.area}
        aria-label={label}
        aria-describedby={hintId}
        aria-invalid={fault !== null}
        spellCheck={false}
        rows={2}
        placeholder={placeholder}
        value={value.replace(/\r\n?/g, "\n")}
        onChange={({ target }) => onText(target.value)}
        onClick={onPress}
        onKeyDown={(event) => {
          const asked = historyKey(event);
          if (asked === null) return;
          event.preventDefault();
          if (asked === "undo") onUndo();
          else onRedo();
        }}
      />
      {note}
    </div>
  );
}
