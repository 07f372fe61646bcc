"use client";

import { completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, indentWithTab } from "@codemirror/commands";
import { indentUnit } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view";
import { useEffect, useEffectEvent, useId, useRef } from "react";
import { textChange } from "#components/draft/text/text-change.ts";
import type { InputSpec, Interpreter } from "#engine/model/graph-content.ts";
import { readingOf } from "#engine/placeholders/placeholders.ts";
import styles from "./script-field.module.css";
import { declare, scriptInputs } from "./script-inputs.ts";
import { languageOf, scriptLook } from "./script-look.ts";

type Props = {
  value: string;
  interpreter: Interpreter;
  inputs: Readonly<Record<string, InputSpec>>;
  onChange: (script: string) => void;
  /** Undo and redo are the draft's: one stack for everything. */
  onUndo: () => void;
  onRedo: () => void;
};

const language = new Compartment();

/** A script, with the colours of its language and the placeholders of declared inputs marked. */
export function ScriptField(props: Props) {
  const { value, interpreter, inputs, onChange, onUndo, onRedo } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const hint = useId();
  const change = useEffectEvent((text: string) => {
    if (text !== value) onChange(text);
  });
  const undo = useEffectEvent(onUndo);
  const redo = useEffectEvent(onRedo);
  const create = useEffectEvent((parent: HTMLElement) => {
    const extensions = [language.of(languageOf(interpreter)), extensionsOf(hint, { change, undo, redo })];
    return new EditorView({ parent, state: EditorState.create({ doc: value, extensions }) });
  });

  useEffect(() => {
    if (host.current === null) return;
    const editor = create(host.current);
    view.current = editor;
    return () => editor.destroy();
  }, []);
  useEffect(() => {
    view.current?.dispatch({
      effects: [declare.of({ interpreter, inputs }), language.reconfigure(languageOf(interpreter))],
    });
  }, [interpreter, inputs]);
  useEffect(() => {
    const editor = view.current;
    const changes = editor === null ? null : textChange(editor.state.doc.toString(), value);
    if (changes !== null) editor?.dispatch({ changes });
  }, [value]);

  return (
    <div className={styles.field}>
      <span className={styles.label} aria-hidden>
        Script
      </span>
      <div className={styles.frame} ref={host} />
      <span className={styles.hint} id={hint}>
        {`Write ${readingOf("name", interpreter)} to use an input. Tab indents; Escape, then Tab leaves the editor.`}
      </span>
    </div>
  );
}

type Calls = {
  readonly change: (text: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
};

/** Everything of the editor that stays the same while it is there. */
function extensionsOf(hint: string, { change, undo, redo }: Calls): Extension {
  const done = (call: () => void) => () => {
    call();
    return true;
  };
  return [
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    drawSelection(),
    highlightSelectionMatches(),
    search({ top: true }),
    EditorState.tabSize.of(2),
    indentUnit.of("  "),
    placeholder("echo hello"),
    scriptInputs,
    scriptLook,
    EditorView.contentAttributes.of({ "aria-label": "Script", "aria-describedby": hint }),
    keymap.of([
      { key: "Mod-z", run: done(undo) },
      { key: "Mod-Shift-z", run: done(redo) },
      { key: "Mod-y", run: done(redo) },
      ...completionKeymap,
      ...searchKeymap,
      ...defaultKeymap,
      indentWithTab,
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) change(update.state.doc.toString());
    }),
  ];
}
