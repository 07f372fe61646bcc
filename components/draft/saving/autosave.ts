/** Whether the draft on the screen is saved on the server. */
export type SaveState =
  | { readonly is: "saved" }
  /** Changed, and about to be saved. */
  | { readonly is: "unsaved" }
  | { readonly is: "saving" }
  /** The server or its database did not answer; it is tried again by itself. */
  | { readonly is: "away" }
  /** The server refused it; the next change is tried again. */
  | { readonly is: "refused"; readonly text: string }
  /** Somebody else saved in between: a person decides. */
  | { readonly is: "conflict"; readonly text: string };

/** True where both say the same: each key that is typed makes a draft unsaved once more. */
export function isSameState(one: SaveState, other: SaveState): boolean {
  const textOf = (state: SaveState) => ("text" in state ? state.text : null);
  return one.is === other.is && textOf(one) === textOf(other);
}

/** Why a save got no answer, or a refusal: only a refusal has something to say. */
export type SaveFailure =
  | { readonly why: "away" }
  | { readonly why: "refused" | "conflict"; readonly text: string };

export type SaveOutcome =
  | { readonly ok: true; readonly edit: number }
  | ({ readonly ok: false } & SaveFailure)
  /** What it follows was settled meanwhile: there is nothing more to do for this save. */
  | { readonly ok: false; readonly why: "settled" };

export type Autosave<File> = {
  /** The draft is now this. */
  readonly changed: (file: File) => void;
  /** Saves at once what is unsaved. True where everything is on the server afterwards. */
  readonly flush: () => Promise<boolean>;
  /** Resolves once no save is under way. */
  readonly idle: () => Promise<void>;
  readonly isBusy: () => boolean;
  /** True where nothing waits to be saved, and nobody has to choose. */
  readonly isSaved: () => boolean;
  /** Somebody else saved, and a person has to choose: nothing is saved until `settle`. */
  readonly ask: (text: string) => void;
  /** Try again now: the connection came back. */
  readonly retry: () => void;
  /** Nothing is saved until `settle`: what the draft follows is not known yet; this edit at least. */
  readonly hold: (edit: number) => void;
  /** A person decided: from now on this edit of the server's is what ours follows. `file` is saved, if given. */
  readonly settle: (edit: number, file: File | null) => void;
  /** The number of the save that the screen follows. */
  readonly edit: () => number;
  readonly stop: () => void;
};

/** The pause after the last change, before a save. */
const CALM_MS = 600;
const AGAIN_MS = [1_000, 2_000, 5_000, 10_000] as const;

/**
 * Saves a draft by itself: a while after the last change, one save at a time, each guarded by the number of the save
 * that it follows. Where somebody else saved in between it stops and asks.
 */
export function createAutosave<File>(wants: {
  readonly edit: number;
  readonly save: (file: File, edit: number) => Promise<SaveOutcome>;
  readonly onState: (state: SaveState) => void;
}): Autosave<File> {
  let edit = wants.edit;
  let waiting: { readonly file: File } | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let running: Promise<void> | null = null;
  let misses = 0;
  let isAsking = false;
  let isStopped = false;

  const tell = (state: SaveState) => {
    if (!isStopped) wants.onState(state);
  };
  const later = (ms: number) => {
    if (timer !== null) clearTimeout(timer);
    timer = isStopped ? null : setTimeout(() => void run(), ms);
  };
  const run = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (running !== null)
      return running.then(() => (waiting === null || isAsking || misses > 0 ? undefined : run()));
    if (waiting === null || isAsking) return Promise.resolve();
    running = saveOnce(waiting).finally(() => {
      running = null;
    });
    return running;
  };
  const saveOnce = async (what: { readonly file: File }) => {
    tell({ is: "saving" });
    const outcome = await wants.save(what.file, edit);
    if (outcome.ok) {
      edit = outcome.edit;
      misses = 0;
      if (waiting === what) waiting = null;
      if (waiting === null) tell({ is: "saved" });
      else later(CALM_MS);
      return;
    }
    if (outcome.why === "settled") return;
    isAsking = outcome.why === "conflict";
    if (outcome.why !== "away") return tell({ is: outcome.why, text: outcome.text });
    tell({ is: "away" });
    later(AGAIN_MS[Math.min(misses, AGAIN_MS.length - 1)] ?? CALM_MS);
    misses += 1;
  };
  return {
    changed: (file) => {
      waiting = { file };
      if (isAsking) return;
      if (misses === 0 && running === null) tell({ is: "unsaved" });
      if (misses === 0) later(CALM_MS);
    },
    flush: async () => {
      await run();
      return waiting === null && !isAsking;
    },
    idle: async () => {
      while (running !== null) await running;
    },
    isBusy: () => running !== null,
    isSaved: () => running === null && waiting === null && !isAsking,
    ask: (text) => {
      isAsking = true;
      tell({ is: "conflict", text });
    },
    retry: () => {
      misses = 0;
      if (waiting !== null) later(0);
    },
    hold: (least) => {
      edit = least;
      isAsking = true;
      tell({ is: "saving" });
    },
    settle: (now, file) => {
      // The page is gone: what the browser keeps is taken up by the next one.
      if (isStopped) return;
      edit = now;
      isAsking = false;
      misses = 0;
      waiting = file === null ? null : { file };
      if (file === null) tell({ is: "saved" });
      else void run();
    },
    edit: () => edit,
    stop: () => {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
