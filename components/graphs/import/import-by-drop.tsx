"use client";

import { usePathname } from "next/navigation";
import { lazy, Suspense, useEffect } from "react";
import { LateDialog } from "#components/api/connection/late-part.tsx";
import { NewerVersionDialog } from "#components/api/connection/newer-version-dialog.tsx";
import { shownPart } from "#components/api/connection/shown-part.ts";
import { DropArea } from "#components/file-drop/drop-area.tsx";
import { useDropStore } from "#components/file-drop/drop-store.ts";
import { useDroppedFiles } from "#components/file-drop/use-dropped-files.ts";

// It reads graph files and definitions, which most pages never need. It is drawn outside of the page, so what it throws would
// take the whole product off the screen.
const ImportDialog = lazy(async () => ({
  default: await shownPart(
    async () => (await import("./import-dialog.tsx")).ImportDialog,
    NewerVersionDialog,
  ),
}));

/** Files that are dropped or pasted anywhere: what could become of them, and the dialog that asks. */
export function ImportByDrop() {
  const path = usePathname();
  const over = useDroppedFiles();
  const { given, place, give } = useDropStore();
  // An import ends on the page of its graph.
  // biome-ignore lint/correctness/useExhaustiveDependencies: The path is what this waits for.
  useEffect(() => give(null), [path, give]);
  return (
    <>
      {over !== null && <DropArea over={over} />}
      {given !== null && (
        <Suspense fallback={<LateDialog title="Import" onClose={() => give(null)} />}>
          <ImportDialog given={given} place={place} onClose={() => give(null)} />
        </Suspense>
      )}
    </>
  );
}
