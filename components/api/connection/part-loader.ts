import type { ComponentType } from "react";
import { create, type StoreApi, type UseBoundStore } from "zustand";
import { isPartMissing, loadPart, tryPartsNow } from "./load-part.ts";

/** How far the loading of a part is. `late`: it could not be loaded yet. `missing`: the server does not give it. */
export type LoadingState = "idle" | "loading" | "late" | "missing" | "there";

type Loading<Props> = {
  readonly state: LoadingState;
  readonly part: ComponentType<Props> | null;
};

/** `use`: how far it is, for components. `begin`: has it loaded; where it failed or was late, it is tried again at once. */
export type PartLoader<Props> = {
  readonly use: UseBoundStore<StoreApi<Loading<Props>>>;
  readonly begin: () => void;
};

/**
 * A component that is loaded once, and is shown in several places.
 *
 * @param load imports the component.
 */
export function partLoader<Props>(load: () => Promise<ComponentType<Props>>): PartLoader<Props> {
  const use = create<Loading<Props>>()(() => ({ state: "idle", part: null }));
  const begin = () => {
    const { state } = use.getState();
    if (state === "late") tryPartsNow();
    if (state !== "idle" && state !== "missing") return;
    use.setState({ state: "loading" });
    loadPart(load, () => use.setState({ state: "late" })).then(
      (part) => use.setState({ state: "there", part }),
      (error: unknown) => {
        use.setState({ state: "missing" });
        if (!isPartMissing(error)) reportError(error);
      },
    );
  };
  return { use, begin };
}
