/** Where an action can be: everywhere, or in a part of the product. */
export type Place =
  | "everywhere"
  | "home"
  | "graphs"
  | "editor"
  | "canvas"
  | "pipelines"
  | "run"
  | "log"
  | "inbox";

/** What stands above the actions of a place. */
export const PLACE_NAMES: Readonly<Record<Place, string>> = {
  everywhere: "Everywhere",
  home: "Home",
  graphs: "Graphs",
  editor: "Graph",
  canvas: "Canvas",
  pipelines: "Pipelines",
  run: "Pipeline",
  log: "Log",
  inbox: "Inbox",
};

/** One action that people do from the command list, by a key or from a menu. */
export type Command = {
  readonly label: string;
  readonly place: Place;
  /** Each is enough: `Ctrl Shift Z`, `F2`, `c`. The first one is shown. On a Mac, Cmd is as good as Ctrl. */
  readonly keys?: readonly string[];
  /** Its keys also count while a person types in a field. */
  readonly whileTyping?: boolean;
  /** A key that is held does it once. */
  readonly once?: boolean;
  /** Its keys are listened to elsewhere: by an event of the browser, as of Ctrl C, or where they mean it, as Enter on a card. */
  readonly byBrowser?: boolean;
  /** Other words that find it. */
  readonly words?: string;
};

/**
 * Every action that has a key or is in the command list. It is the one source: the keys that are listened to, the command
 * list, the list of keys, the menus and the tooltips read it here.
 */
const TABLE = {
  "command-list": {
    label: "Find an action or a page",
    place: "everywhere",
    keys: ["Ctrl K"],
    whileTyping: true,
  },
  "key-list": { label: "Keys of this page", place: "everywhere", keys: ["?"], words: "shortcuts help" },
  "next-region": { label: "Next region of the page", place: "everywhere", keys: ["F6"], whileTyping: true },
  "previous-region": {
    label: "Previous region of the page",
    place: "everywhere",
    keys: ["Shift F6"],
    whileTyping: true,
  },
  "fold-navigation": { label: "Fold or unfold the navigation", place: "everywhere", keys: ["Ctrl B"] },
  "change-theme": { label: "Change between light and dark", place: "everywhere", words: "theme" },

  "answer-prompt": {
    label: "Answer the next prompt",
    place: "everywhere",
    words: "inbox question approve open",
  },

  "open-failure": { label: "Open the newest failure", place: "home", words: "failed pipeline log" },

  "new-graph": { label: "New graph", place: "graphs", words: "create" },
  "graph-from-template": {
    label: "New graph from a template",
    place: "graphs",
    words: "create gallery",
  },

  seal: { label: "Seal", place: "editor", words: "revision publish" },
  launch: { label: "Launch", place: "editor", words: "run start" },
  "confirm-dialog": {
    label: "Press the main button of the open dialog",
    place: "editor",
    keys: ["Ctrl Enter"],
    byBrowser: true,
  },
  "export-file": { label: "Export file", place: "editor", words: "download yaml" },
  "copy-text": { label: "Copy text", place: "editor", words: "yaml file" },
  picture: { label: "Picture…", place: "editor", words: "svg png image" },
  "replace-by-file": { label: "Replace by file…", place: "editor", words: "upload import" },
  "move-graph": { label: "Move to folder…", place: "editor" },
  "update-child-graphs": {
    label: "Update child graphs…",
    place: "editor",
    words: "newer revision pin upgrade retired",
  },
  inspector: { label: "Show the inspector", place: "editor" },
  outline: { label: "Show the outline", place: "editor", words: "list" },

  undo: { label: "Undo", place: "canvas", keys: ["Ctrl Z"] },
  redo: { label: "Redo", place: "canvas", keys: ["Ctrl Shift Z", "Ctrl Y"] },
  find: {
    label: "Find",
    place: "canvas",
    keys: ["Ctrl F"],
    whileTyping: true,
    words: "search vertex script text note condition",
  },
  "find-next": {
    label: "Next hit of Find",
    place: "canvas",
    keys: ["F3"],
    whileTyping: true,
    words: "search",
  },
  "find-previous": {
    label: "Previous hit of Find",
    place: "canvas",
    keys: ["Shift F3"],
    whileTyping: true,
    words: "search",
  },
  add: { label: "Add a vertex…", place: "canvas", keys: ["a"], words: "new insert after" },
  "add-after-click": {
    label: "Add a vertex, after a click on the canvas",
    place: "canvas",
    keys: ["Tab"],
    words: "new insert after",
  },
  connect: { label: "Connect to…", place: "canvas", keys: ["c"], words: "edge" },
  edit: {
    label: "Edit what is selected",
    place: "canvas",
    keys: ["Enter"],
    byBrowser: true,
    words: "inspector script form",
  },
  rename: { label: "Rename", place: "canvas", keys: ["F2"], words: "edit title text" },
  copy: { label: "Copy", place: "canvas", keys: ["Ctrl C"], byBrowser: true },
  cut: { label: "Cut", place: "canvas", keys: ["Ctrl X"], byBrowser: true },
  paste: { label: "Paste", place: "canvas", keys: ["Ctrl V"], byBrowser: true },
  duplicate: { label: "Duplicate", place: "canvas", keys: ["Ctrl D"] },
  remove: { label: "Remove", place: "canvas", keys: ["Delete", "Backspace"], words: "delete" },
  "select-all": { label: "Select all", place: "canvas", keys: ["Ctrl A"] },
  "select-before": {
    label: "Select everything before it",
    place: "canvas",
    keys: ["["],
    words: "upstream",
  },
  "select-behind": {
    label: "Select everything behind it",
    place: "canvas",
    keys: ["]"],
    words: "downstream",
  },
  frame: { label: "Put into a frame", place: "canvas", keys: ["Ctrl G"], words: "group" },
  "group-vertices": {
    label: "Group into a child graph…",
    place: "canvas",
    keys: ["Ctrl Shift G"],
    words: "extract subgraph workflow",
  },
  "ungroup-vertex": {
    label: "Ungroup the child graph…",
    place: "canvas",
    words: "inline expand subgraph",
  },
  "copy-link": { label: "Copy link to vertex", place: "canvas", words: "share url address" },
  "tidy-right": { label: "Tidy from left to right", place: "canvas", words: "layout arrange" },
  "tidy-down": { label: "Tidy from top to bottom", place: "canvas", words: "layout arrange" },
  "fold-palette": { label: "Fold or unfold the palette", place: "canvas", words: "kinds add bar" },
  "fit-all": { label: "Show the whole graph", place: "canvas", keys: ["1"], words: "zoom fit" },
  "fit-selected": { label: "Show what is selected", place: "canvas", keys: ["2"], words: "zoom fit" },

  "choose-all": { label: "Choose all pipelines of this page", place: "pipelines", words: "select" },
  "retry-chosen": { label: "Retry what failed in the chosen pipelines…", place: "pipelines", words: "again" },
  "cancel-chosen": { label: "Cancel the chosen pipelines…", place: "pipelines", words: "stop end" },
  "acknowledge-chosen": { label: "Acknowledge the chosen failures…", place: "pipelines", words: "seen" },
  "compare-chosen": { label: "Compare the two chosen pipelines", place: "pipelines", words: "difference" },

  "pause-pipeline": { label: "Pause pipeline…", place: "run", words: "hold" },
  "resume-pipeline": { label: "Resume pipeline", place: "run", words: "continue go on" },
  "cancel-pipeline": { label: "Cancel pipeline…", place: "run", words: "stop end kill abort" },
  "retry-failed": { label: "Retry failed…", place: "run", words: "again" },
  rerun: { label: "Rerun…", place: "run", words: "again launch" },
  "roll-back": { label: "Roll back…", place: "run", words: "undo revert" },
  "change-priority": { label: "Change priority…", place: "run", words: "order queue" },
  "compare-last": { label: "Compare with the last successful run", place: "run", words: "difference" },
  "open-failed-log": {
    label: "Open the log of the first failed track",
    place: "run",
    words: "failure error cause",
  },
  "answer-run-prompt": {
    label: "Answer the prompt of this pipeline",
    place: "run",
    words: "question approve",
  },
  "all-logs": { label: "All logs", place: "run", words: "output lines tracks children" },
  "follow-run": { label: "Follow the track that changed last", place: "run", words: "active live" },
  "time-travel": { label: "Time travel", place: "run", words: "past history before" },

  "find-in-log": { label: "Find in the log", place: "log", keys: ["Ctrl F"], words: "search" },

  "next-prompt": { label: "Next prompt", place: "inbox", keys: ["j"], once: true },
  "previous-prompt": { label: "Previous prompt", place: "inbox", keys: ["k"], once: true },
  approve: { label: "Approve, or send the answer", place: "inbox", keys: ["a"], once: true },
  reject: { label: "Reject", place: "inbox", keys: ["r"], once: true },
  "first-field": { label: "Go to the first field", place: "inbox", keys: ["e"], once: true },
  "leave-field": {
    label: "Leave the field",
    place: "inbox",
    keys: ["Escape"],
    whileTyping: true,
    once: true,
  },
  "send-from-field": {
    label: "Approve or answer from within a field",
    place: "inbox",
    keys: ["Ctrl Enter"],
    byBrowser: true,
  },
  "take-back": {
    label: "Take back the answer that was given last",
    place: "inbox",
    keys: ["u"],
    once: true,
  },
} as const satisfies Readonly<Record<string, Command>>;

/** The name of an action in the table. */
export type CommandId = keyof typeof TABLE;

export const COMMANDS: Readonly<Record<CommandId, Command>> = TABLE;

/** The keys of an action as tooltips and menus show them. */
export function keysOf(id: CommandId): string {
  return COMMANDS[id].keys?.[0] ?? "";
}
