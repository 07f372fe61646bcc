import { useMemo } from "react";
import { keysOf } from "#components/commands/command-table.ts";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { useClipboardActions } from "../use-clipboard.ts";

/** Copy, cut and paste from a menu or the command list. A browser may refuse these there, which is said. */
export function useClipboardButtons({ copied, paste, removeChosen }: ReturnType<typeof useClipboardActions>) {
  const toast = useToast();
  const store = useDraftStore();
  return useMemo(() => {
    const copy = async (): Promise<boolean> => {
      const text = copied();
      if (text === null) return false;
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        toast.error({ title: "The browser refused to copy.", todo: `Press ${keysOf("copy")} instead.` });
        return false;
      }
    };
    return {
      copy: () => void copy(),
      /** What could not be copied stays. */
      cut: () => void copy().then((isCopied) => isCopied && removeChosen(true)),
      paste: async () => {
        const text = await navigator.clipboard.readText().catch(() => null);
        if (text === null) {
          toast.error({ title: "The browser refused to paste.", todo: `Press ${keysOf("paste")} instead.` });
          return;
        }
        const problem = paste(text);
        if (problem !== null) store.getState().warn(`Not pasted. ${problem}`);
      },
    };
  }, [copied, paste, removeChosen, toast, store]);
}
