"use client";

import { closeCompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap } from "@codemirror/commands";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder as placeholderText } from "@codemirror/view";
import { type RefObject, useEffect, useEffectEvent, useRef } from "react";
import { textChange } from "#components/draft/text/text-change.ts";
import type { PlacedFault } from "#engine/check/readable/expression-fault-at.ts";
import type { Readable } from "#engine/check/readable/readable-at.ts";
import { keepCursor } from "../script/keep-cursor.ts";
import { codeLook } from "../script/script-look.ts";
import { celCompletion } from "./cel-completion.ts";
import { celFault, showFault } from "./cel-fault.ts";
import { celLanguage, celSurface } from "./cel-look.ts";

/** What the field asks of its editor. */
export type CelHandle = {
  /** Writes at the cursor, instead of what is selected, and goes on there. */
  readonly insert: (text: string, cursor: number) => void;
  readonly focus: () => void;
};

type Props = {
  label: string;
  hintId: string;
  value: string;
  placeholder: string;
  fault: PlacedFault | null;
  handle: RefObject<CelHandle | null>;
  readables: () => readonly Readable[];
  onText: (text: string) => void;
  /** The text was clicked. */
  onPress: () => void;
  onUndo: () => void;
  onRedo: () => void;
};

/** An expression, with the colours of CEL, completion and its fault marked. */
export function CelEditor(props: Props) {
  const { label, hintId, value, placeholder, fault, handle, readables, onText, onPress, onUndo, onRedo } =
    props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  // The editor has one kind of line break. A text with another one stays as it is until somebody types.
  const shown = value.replace(/\r\n?/g, "\n");
  const change = useEffectEvent((text: string) => {
    if (text !== shown) onText(text);
  });
  const offered = useEffectEvent(readables);
  const press = useEffectEvent(onPress);
  const undo = useEffectEvent(onUndo);
  const redo = useEffectEvent(onRedo);
  const create = useEffectEvent((parent: HTMLElement) => {
    const extensions = extensionsOf({ label, hintId, placeholder }, { change, offered, press, undo, redo });
    return new EditorView({ parent, state: EditorState.create({ doc: value, extensions }) });
  });
  useEffect(() => {
    if (host.current === null) return;
    const editor = create(host.current);
    view.current = editor;
    handle.current = {
      insert: (text, cursor) => {
        const { from, to } = editor.state.selection.main;
        editor.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + cursor } });
        editor.focus();
      },
      focus: () => editor.focus(),
    };
    return () => {
      handle.current = null;
      editor.destroy();
    };
  }, [handle]);
  useEffect(() => {
    const editor = view.current;
    const changes = editor === null ? null : textChange(editor.state.doc.toString(), shown);
    if (changes !== null) editor?.dispatch({ changes });
  }, [shown]);
  useEffect(() => {
    const editor = view.current;
    if (editor === null) return;
    editor.dispatch({ effects: showFault.of(fault) });
    keepCursor(editor);
    editor.contentDOM.setAttribute("aria-invalid", String(fault !== null));
  }, [fault]);
  return <div ref={host} />;
}

type Words = { readonly label: string; readonly hintId: string; readonly placeholder: string };
type Calls = {
  readonly change: (text: string) => void;
  readonly offered: () => readonly Readable[];
  readonly press: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
};

function extensionsOf({ label, hintId, placeholder }: Words, calls: Calls): Extension {
  const done = (call: () => void) => () => {
    call();
    return true;
  };
  return [
    drawSelection(),
    EditorView.lineWrapping,
    placeholderText(placeholder),
    celLanguage,
    codeLook,
    celSurface,
    celFault,
    celCompletion(() => calls.offered()),
    EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": hintId }),
    keymap.of([
      { key: "Mod-z", run: done(calls.undo) },
      { key: "Mod-Shift-z", run: done(calls.redo) },
      { key: "Mod-y", run: done(calls.redo) },
      ...completionKeymap,
      ...defaultKeymap,
    ]),
    EditorView.domEventHandlers({
      blur: (_event, editor) => void closeCompletion(editor),
      click: () => calls.press(),
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) calls.change(update.state.doc.toString());
    }),
  ];
}
