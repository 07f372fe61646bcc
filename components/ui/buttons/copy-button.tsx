"use client";

import { Check, Copy, X } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "./icon-button.tsx";

const TOLD_MS = 1_500;
const ICONS = { copy: <Copy aria-hidden />, copied: <Check aria-hidden />, refused: <X aria-hidden /> };

/** Puts a text on the clipboard, and says that it did, or that the browser refused to. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [told, setTold] = useState<keyof typeof ICONS>("copy");
  useEffect(() => {
    // A refusal stays: whoever believes that they have copied would paste something else.
    if (told !== "copied") return;
    const timer = setTimeout(() => setTold("copy"), TOLD_MS);
    return () => clearTimeout(timer);
  }, [told]);
  const copy = async () => {
    // Without a secure connection a browser has no clipboard for pages.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    try {
      if (clipboard === undefined) throw new Error("There is no clipboard.");
      await clipboard.writeText(text);
      setTold("copied");
    } catch {
      setTold("refused");
    }
  };
  const labels = { copy: label, copied: "Copied", refused: "The browser refused to copy: select the text" };
  return <IconButton size="small" label={labels[told]} icon={ICONS[told]} onClick={() => void copy()} />;
}
