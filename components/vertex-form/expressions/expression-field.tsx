"use client";

import { ListTree } from "lucide-react";
import { type KeyboardEvent, useCallback, useId, useMemo, useRef, useState } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import { CodeText } from "#components/ui/messages/code-text.tsx";
import type { ExpressionPlace, WantedValue } from "#engine/check/readable/expression-place.ts";
import { readableAt, upstreamOf } from "#engine/check/readable/readable-at.ts";
import field from "../script/script-field.module.css";
import type { CelHandle } from "./cel-editor.tsx";
import { ExpressionPicker } from "./expression-picker.tsx";
import styles from "./expressions.module.css";
import { useLastRun } from "./last-run.tsx";
import { seenOutputs } from "./last-value.ts";
import { LastValueLine } from "./last-value-line.tsx";
import { LazyCelEditor } from "./lazy-cel-editor.tsx";
import { useExpressionFault } from "./use-expression-fault.ts";
import { useLeaving } from "./use-leaving.ts";

type Props = {
  label: string;
  hint: string;
  placeholder?: string;
  /** Where the expression is, and so what it may read. */
  place: ExpressionPlace;
  wanted: WantedValue;
  /** The rest comes from `useDraftText`. */
  value: string;
  error: string | null;
  onChange: (event: { target: { value: string } }) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onBlur: () => void;
};

/** A CEL expression: completed and judged as it is typed, with its value in the last run, and a list of what it can read. */
export function ExpressionField(props: Props) {
  const { label, hint, placeholder = "", place, wanted, value, error, onChange, onKeyDown, onBlur } = props;
  const store = useDraftStore();
  const hintId = useId();
  const editor = useRef<CelHandle | null>(null);
  const whole = useRef<HTMLFieldSetElement>(null);
  // Offered: the field was clicked, and may be typed in. Chosen: the list was asked for, and has the focus.
  const [picking, setPicking] = useState<"no" | "offered" | "chosen">("no");
  const { run, ask } = useLastRun();
  const fault = useExpressionFault(place, value, wanted);
  const seen = useMemo(() => seenOutputs(run), [run]);
  const readables = () => readableAt(store.getState().draft.file.content, place, seen);
  const endPicking = useCallback(() => {
    setPicking("no");
    editor.current?.focus();
  }, []);
  useLeaving(whole, picking === "offered", {
    isKept: (to) => isUpstreamCard(to, upstreamOf(store.getState().draft.file.content, place)),
    release: () => store.getState().ask(null),
    leave: () => setPicking("no"),
  });
  return (
    <fieldset
      ref={whole}
      className={styles.whole}
      onFocus={ask}
      onBlur={onBlur}
      onKeyDownCapture={onKeyDown}
      onKeyDown={(event) => {
        // What is open in the editor was closed before.
        if (picking !== "offered" || event.defaultPrevented || pressedKey(event) !== "Escape") return;
        event.preventDefault();
        endPicking();
      }}
    >
      <div className={styles.labels}>
        <span className={field.label} aria-hidden>
          {label}
        </span>
        <Button
          size="small"
          look="quiet"
          icon={<ListTree aria-hidden />}
          aria-expanded={picking === "chosen"}
          onClick={() => setPicking((now) => (now === "chosen" ? "no" : "chosen"))}
        >
          Choose what it reads
        </Button>
      </div>
      <div className={field.frame}>
        <LazyCelEditor
          label={label}
          hintId={hintId}
          value={value}
          placeholder={placeholder}
          fault={fault}
          handle={editor}
          readables={readables}
          onText={(text) => onChange({ target: { value: text } })}
          onPress={() => setPicking((now) => (now === "no" ? "offered" : now))}
          onUndo={store.getState().undo}
          onRedo={store.getState().redo}
        />
      </div>
      <div id={hintId} className={field.hint}>
        {error !== null || fault !== null ? (
          <span className={styles.fault}>
            <bdi>
              <CodeText>{error ?? fault?.problem}</CodeText>
            </bdi>
          </span>
        ) : (
          hint
        )}
      </div>
      {error === null && fault === null && <LastValueLine place={place} text={value} />}
      {picking !== "no" && (
        <ExpressionPicker
          key={picking}
          place={place}
          isOffered={picking === "offered"}
          onPick={(text, cursor) => {
            setPicking("no");
            editor.current?.insert(text, cursor);
          }}
          onClose={endPicking}
          onLeave={() => setPicking("no")}
        />
      )}
    </fieldset>
  );
}

/** Whether something is a card of the canvas whose outputs can be read here. */
function isUpstreamCard(element: Element, upstream: readonly string[]): boolean {
  const name = element.closest<HTMLElement>(".react-flow__node")?.dataset["id"];
  return name !== undefined && upstream.includes(name);
}
