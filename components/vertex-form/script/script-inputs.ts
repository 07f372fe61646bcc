import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { type EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import type { InputSpec, Interpreter } from "#engine/model/graph-content.ts";
import { placeholdersIn, readingOf } from "#engine/placeholders/placeholders.ts";

export type Declared = {
  readonly interpreter: Interpreter;
  readonly inputs: Readonly<Record<string, InputSpec>>;
  /** Names of variables of the environment, offered behind a dollar. */
  readonly variables: readonly string[];
};

/** Tells the editor what the vertex declares now. */
export const declare = StateEffect.define<Declared>();

type Marked = { readonly declared: Declared; readonly marks: DecorationSet };

/** Placeholders of declared inputs, marked where the engine would put a value: not in comments, not `${HOME}`. */
const marked = StateField.define<Marked>({
  create: (state) => markedIn(state, { interpreter: "bash", inputs: {}, variables: [] }),
  update: (old, change) => {
    const said = change.effects.find((effect) => effect.is(declare));
    if (said === undefined && !change.docChanged) return old;
    return markedIn(change.state, said?.value ?? old.declared);
  },
  provide: (field) => EditorView.decorations.from(field, ({ marks }) => marks),
});

function markedIn(state: EditorState, declared: Declared): Marked {
  const places = placeholdersIn({ ...declared, script: state.doc.toString() });
  const marks = places.map(({ name, from, to }) =>
    Decoration.mark({ class: "cm-input", attributes: { title: `Uses the input ${name}` } }).range(from, to),
  );
  return { declared, marks: Decoration.set(marks, true) };
}

/** Offers the declared inputs behind a brace that opens. */
function completeInput(context: CompletionContext): CompletionResult | null {
  const before = context.matchBefore(/\{\w*$/);
  if (before === null) return null;
  const { inputs, interpreter } = context.state.field(marked).declared;
  const options = Object.entries(inputs).map(([name, { type, description }]) => ({
    label: readingOf(name, interpreter),
    detail: type,
    type: "variable",
    ...(description !== undefined && { info: description }),
  }));
  // A brace that closes already is written over.
  const isClosed = context.state.sliceDoc(context.pos, context.pos + 1) === "}";
  return { from: before.from, to: context.pos + (isClosed ? 1 : 0), options, filter: false };
}

/** Offers the variables of the environment behind a dollar, with or without a brace. */
function completeVariable(context: CompletionContext): CompletionResult | null {
  const before = context.matchBefore(/\$\{?\w*$/);
  if (before === null) return null;
  const { variables } = context.state.field(marked).declared;
  const start = before.text.startsWith("${") ? 2 : 1;
  const options = variables.map((label) => ({ label, type: "variable" }));
  return { from: before.from + start, options, validFor: /^\w*$/ };
}

export const scriptInputs: Extension = [
  marked,
  autocompletion({ override: [completeInput, completeVariable], icons: false, activateOnTyping: true }),
];
