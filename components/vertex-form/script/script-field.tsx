"use client";

import { Compartment, EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type ReactNode, type RefObject, useEffect, useEffectEvent, useId, useRef } from "react";
import type { Found } from "#components/draft/draft-store.ts";
import { textChange } from "#components/draft/text/text-change.ts";
import type { InputSpec, Interpreter } from "#engine/model/graph-content.ts";
import { useShownFound } from "./found-mark.ts";
import { extensionsOf } from "./script-extensions.ts";
import styles from "./script-field.module.css";
import { type FlaggedLine, showFlags } from "./script-flags.ts";
import { ScriptFoot } from "./script-foot.tsx";
import { declare } from "./script-inputs.ts";
import { languageOf, scriptSize, wholeLook } from "./script-look.ts";
import { useWrapped } from "./use-wrapped.ts";

/** Where the cursor of a script is, and the way to it: the window of a script begins where its field was left. */
export type ScriptHandle = {
  readonly cursor: () => number;
  /** Puts the cursor there; gives the element that takes the focus. */
  readonly place: (cursor: number) => HTMLElement;
};

type Props = {
  label: "Script" | "Undo script";
  hint: string;
  /** As high as there is room for it, instead of as its text. */
  isWhole?: boolean;
  /** Where the cursor begins; null: the field does not take the focus. */
  startAt?: number | null;
  handle?: RefObject<ScriptHandle | null>;
  /** Names of variables that it finds in its environment, offered behind a dollar. */
  variables?: readonly string[];
  /** Why the text that is shown is not in the draft. */
  error?: string | null;
  /** What was looked for and found in it. */
  found?: Found | null;
  /** Buttons beside the label. */
  children?: ReactNode;
  value: string;
  interpreter: Interpreter;
  inputs: Readonly<Record<string, InputSpec>>;
  /** The lines of the value of which a shell says something, the worst first. */
  flagged?: readonly FlaggedLine[];
  onChange: (script: string) => void;
  /** The focus is elsewhere. */
  onLeave?: () => void;
  /** It has taken the focus for what was found. */
  onFound?: () => void;
  /** Undo and redo are the draft's: one stack for everything. */
  onUndo: () => void;
  onRedo: () => void;
};

const NONE: readonly FlaggedLine[] = [];

const language = new Compartment();
const wrapping = new Compartment();

/** A script, with the colours of its language and the placeholders of declared inputs marked. */
export function ScriptField(props: Props) {
  const { label, hint: hintText, isWhole = false, startAt = null, handle, variables, children } = props;
  const { value, interpreter, inputs, flagged = NONE, error = null, found = null } = props;
  const { onChange, onLeave, onFound, onUndo, onRedo } = props;
  const isWrapped = useWrapped((wrap) => wrap.isWrapped);
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  // The editor has one kind of line break. A text with another one stays as it is until somebody types.
  const shown = value.replace(/\r\n?/g, "\n");
  const hint = useId();
  const startsFocused = startAt !== null;
  const change = useEffectEvent((text: string) => {
    // What was refused is over once the field shows what is in the draft.
    if (text !== shown || error !== null) onChange(text);
  });
  const leave = useEffectEvent(() => onLeave?.());
  const undo = useEffectEvent(() => {
    const editor = view.current;
    const back = editor === null || error === null ? null : textChange(editor.state.doc.toString(), shown);
    // What was refused is no step of the draft: it is taken back first.
    if (editor === null || back === null) onUndo();
    else editor.dispatch({ changes: back });
  });
  const redo = useEffectEvent(onRedo);
  const create = useEffectEvent((parent: HTMLElement) => {
    const extensions = [
      language.of(languageOf(interpreter)),
      wrapping.of(isWrapped ? EditorView.lineWrapping : []),
      extensionsOf(label, hint, { change, undo, redo }),
      isWhole ? wholeLook : scriptSize,
      EditorView.domEventHandlers({ blur: () => leave() }),
    ];
    const selection = { anchor: Math.min(startAt ?? 0, value.length) };
    return new EditorView({ parent, state: EditorState.create({ doc: value, selection, extensions }) });
  });

  useEffect(() => {
    if (host.current === null) return;
    const editor = create(host.current);
    view.current = editor;
    if (handle !== undefined)
      handle.current = {
        cursor: () => editor.state.selection.main.head,
        place: (cursor) => {
          const anchor = Math.min(cursor, editor.state.doc.length);
          editor.dispatch({ selection: { anchor }, scrollIntoView: true });
          return editor.contentDOM;
        },
      };
    if (startsFocused) editor.focus();
    return () => {
      if (handle !== undefined) handle.current = null;
      editor.destroy();
    };
  }, [handle, startsFocused]);
  useEffect(() => {
    view.current?.dispatch({ effects: wrapping.reconfigure(isWrapped ? EditorView.lineWrapping : []) });
  }, [isWrapped]);
  useEffect(() => {
    view.current?.dispatch({
      effects: [
        declare.of({ interpreter, inputs, variables: variables ?? [] }),
        language.reconfigure(languageOf(interpreter)),
      ],
    });
  }, [interpreter, inputs, variables]);
  useEffect(() => {
    const editor = view.current;
    const changes = editor === null ? null : textChange(editor.state.doc.toString(), shown);
    if (changes !== null) editor?.dispatch({ changes });
  }, [shown]);
  useShownFound(view, found, onFound);
  useEffect(() => {
    if (view.current !== null) showFlags(view.current, shown, flagged);
  }, [shown, flagged]);

  return (
    <div className={styles.field} data-whole={isWhole || undefined}>
      <div className={styles.labels}>
        <span className={styles.label} aria-hidden>
          {label}
        </span>
        <span className={styles.tools}>{children}</span>
      </div>
      <div className={styles.frame} ref={host} />
      <ScriptFoot id={hint} hint={hintText} isWhole={isWhole} error={error} />
    </div>
  );
}
