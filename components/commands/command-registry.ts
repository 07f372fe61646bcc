import type { CommandId } from "./command-table.ts";

/** What an action does. `false`: it does nothing here, and the key is left to the browser. */
type Run = (event?: KeyboardEvent) => unknown;

/** An action on the page that is open. */
export type CommandState = {
  /** Null: a part of the page or the browser does it; the list of keys names it. */
  readonly run: Run | null;
  /** Why it cannot be done now; null where it can. */
  readonly refused?: string | null;
};

/** The actions of a part of a page. */
export type Commands = Readonly<Partial<Record<CommandId, CommandState | Run>>>;

/** What the command list can go to besides pages, such as a vertex of the open graph. */
export type Target = {
  readonly id: string;
  readonly text: string;
  readonly note: string;
  /** Other words that find it. */
  readonly words?: string;
  readonly go: () => void;
};

type Source = { readonly commands: () => Commands; readonly targets: () => readonly Target[] };

const sources = new Set<Source>();
const listeners = new Set<() => void>();

/** Adds the actions of a part of the page, for as long as it is there. @returns what takes them away. */
export function registerCommands(source: Source): () => void {
  sources.add(source);
  tell();
  return () => {
    sources.delete(source);
    tell();
  };
}

/** Calls `listener` when a part of the page comes or goes. @returns what ends that. */
export function watchCommands(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function tell(): void {
  for (const listener of listeners) listener();
}

/** Each action of a part of a page, in one form. */
export function statesOf(commands: Commands): readonly (readonly [CommandId, CommandState])[] {
  return (Object.entries(commands) as [CommandId, CommandState | Run][]).map(([id, given]) => [
    id,
    typeof given === "function" ? { run: given } : given,
  ]);
}

/** The actions of the open page as they are now. A part that came later is meant where two have the same action. */
export function commandsNow(): ReadonlyMap<CommandId, CommandState> {
  return new Map([...sources].flatMap(({ commands }) => statesOf(commands())));
}

/** What can be gone to on the open page. */
export function targetsNow(): readonly Target[] {
  return [...sources].flatMap(({ targets }) => targets());
}

/** Does an action of the open page, unless it is refused. */
export function runCommand(id: CommandId): void {
  const state = commandsNow().get(id);
  if (state !== undefined && (state.refused ?? null) === null) state.run?.();
}
