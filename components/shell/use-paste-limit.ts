import { useEffect } from "react";
import { useToast } from "#components/ui/overlays/toast.tsx";

/** No field takes more. With several times as much a browser stands still while it breaks the text into lines. */
const MAX_PASTED = 1_000_000;

/**
 * Keeps a text that no field takes out of every input and text area of the page, and says so: what is in the field stays, and
 * the text is still on the clipboard. A script has a limit of its own, which it can tell of without standing still.
 */
export function usePasteLimit(): void {
  const toast = useToast();
  useEffect(() => {
    const look = (event: ClipboardEvent) => {
      const { target, clipboardData } = event;
      if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
      const { length } = clipboardData?.getData("text/plain") ?? "";
      if (length <= MAX_PASTED) return;
      event.preventDefault();
      event.stopPropagation();
      toast.error({
        title: `The text has ${length.toLocaleString("en")} characters, and a field takes ${MAX_PASTED.toLocaleString("en")} at the most.`,
        kept: "It was not pasted, and is still on the clipboard.",
      });
    };
    window.addEventListener("paste", look, { capture: true });
    return () => window.removeEventListener("paste", look, { capture: true });
  }, [toast]);
}
