import { useEffect, useState } from "react";
import { isInDialog } from "#components/ui/keys/is-in-dialog.ts";
import { isTyping } from "#components/ui/keys/is-typing.ts";
import { useDropStore } from "./drop-store.ts";
import { givenFiles, pastedFiles } from "./given-files.ts";

/** What a file would do where it is dragged now. While a dialog is open it does nothing. */
export type Over = "import" | "insert" | "script" | "dialog";

/**
 * Takes files that are dropped anywhere on the page, and those that are pasted outside of a field. The browser never leaves
 * the page for a file. A field with `data-takes-file` takes them by itself.
 *
 * @returns what a file that is dragged over the page would do; null while there is none.
 */
export function useDroppedFiles(): Over | null {
  const [over, setOver] = useState<Over | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    // Before the parts of the page: none of them lets the browser show the file instead of the page.
    const early = { signal: controller.signal, capture: true };
    const drag = (event: DragEvent) => {
      const { dataTransfer } = event;
      if (!dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      const now = overOf(event);
      dataTransfer.dropEffect = now === "dialog" ? "none" : "copy";
      setOver(now);
    };
    window.addEventListener("dragenter", drag, early);
    window.addEventListener("dragover", drag, early);
    window.addEventListener("dragleave", (event) => event.relatedTarget === null && setOver(null), early);
    window.addEventListener(
      "drop",
      (event) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        setOver(null);
        const now = overOf(event);
        if (now === "script") return;
        event.preventDefault();
        event.stopPropagation();
        const files = givenFiles(event.dataTransfer);
        if (now === "dialog" || files.length === 0) return;
        useDropStore.getState().give({ files, at: { x: event.clientX, y: event.clientY } });
      },
      early,
    );
    window.addEventListener(
      "paste",
      (event) => {
        if (isTyping(event) || isInDialog() || event.clipboardData === null) return;
        const files = pastedFiles(event.clipboardData);
        if (files.length === 0) return;
        event.preventDefault();
        useDropStore.getState().give({ files, at: null });
      },
      { signal: controller.signal },
    );
    return () => controller.abort();
  }, []);
  return over;
}

function overOf({ target }: DragEvent): Over {
  if (target instanceof Element && target.closest("[data-takes-file]") !== null) return "script";
  if (isInDialog()) return "dialog";
  return useDropStore.getState().place?.insert == null ? "import" : "insert";
}
