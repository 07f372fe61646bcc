import { FileUp } from "lucide-react";
import { useEffect, useRef } from "react";
import { useDropPlace, useDropStore } from "#components/file-drop/drop-store.ts";
import { givenFile, pastedFiles } from "#components/file-drop/given-files.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { isInDialog } from "#components/ui/keys/is-in-dialog.ts";
import { isTyping } from "#components/ui/keys/is-typing.ts";

/** Imports a graph file or the definition of another system: by a button, and by a text that is pasted on the page. */
export function ImportGraphButton({ folder, refused }: { folder: string; refused: string | null }) {
  const picker = useRef<HTMLInputElement>(null);
  const give = useDropStore((drop) => drop.give);
  useDropPlace(folder);
  useEffect(() => {
    if (refused !== null) return;
    const take = (event: ClipboardEvent) => {
      const { clipboardData } = event;
      if (isTyping(event) || isInDialog() || clipboardData === null) return;
      const text = clipboardData.getData("text/plain");
      // A file that is pasted is taken on every page.
      if (text.trim() !== "" && pastedFiles(clipboardData).length === 0) give({ text });
    };
    window.addEventListener("paste", take);
    return () => window.removeEventListener("paste", take);
  }, [refused, give]);
  return (
    <>
      <input
        ref={picker}
        type="file"
        accept=".yaml,.yml,.json"
        hidden
        aria-label="Graph file"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file !== undefined) give({ files: [givenFile(file)], at: null });
          target.value = "";
        }}
      />
      <Button icon={<FileUp aria-hidden />} refused={refused} onClick={() => picker.current?.click()}>
        Import
      </Button>
    </>
  );
}
