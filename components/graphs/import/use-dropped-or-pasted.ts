import { useEffect, useRef, useState } from "react";

type Taken = {
  readonly onFile: (file: File) => void;
  readonly onText: (text: string) => void;
  /** Several files, or a folder among them, were dropped: none of them is taken. */
  readonly onSeveral: (count: number) => void;
};

/**
 * Takes a file that is dropped anywhere on the page, and a file or a text that is pasted while no field has the focus.
 *
 * @returns true while a file is dragged over the page.
 */
export function useDroppedOrPasted(isOn: boolean, taken: Taken): boolean {
  const latest = useRef(taken);
  latest.current = taken;
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    const controller = new AbortController();
    const options = { signal: controller.signal };
    const leave = () => setIsOver(false);
    window.addEventListener(
      "dragover",
      (event) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        // Without this the browser would leave the page and show the file.
        event.preventDefault();
        setIsOver(true);
      },
      options,
    );
    window.addEventListener("dragleave", (event) => event.relatedTarget === null && leave(), options);
    window.addEventListener(
      "drop",
      (event) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        leave();
        const { files } = event.dataTransfer;
        const [file] = files;
        if (files.length > 1) latest.current.onSeveral(files.length);
        else if (file !== undefined) latest.current.onFile(file);
      },
      options,
    );
    window.addEventListener(
      "paste",
      (event) => {
        if (isField(event.target)) return;
        const [file] = event.clipboardData?.files ?? [];
        const text = event.clipboardData?.getData("text/plain") ?? "";
        if (file !== undefined) latest.current.onFile(file);
        else if (text.trim() !== "") latest.current.onText(text);
      },
      options,
    );
    return () => {
      controller.abort();
      leave();
    };
  }, [isOn]);
  return isOver;
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null
  );
}
