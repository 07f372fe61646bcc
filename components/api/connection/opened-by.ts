import { create } from "zustand";

type OpenedBy = {
  /** Their `personKey`; null until it is known, and on pages for which nobody has to be signed in. */
  readonly person: string | null;
  /** Says who is signed in. Only the first one counts: a sign-in or sign-out of this page loads it anew. */
  readonly note: (person: string) => void;
};

/** Who opened the page. Somebody else may have signed in since, in another tab of the browser. */
export const useOpenedBy = create<OpenedBy>()((set) => ({
  person: null,
  note: (person) => set((now) => (now.person === null ? { person } : now)),
}));
