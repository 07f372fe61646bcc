import { bundlePrograms } from "../../tooling/build/bundle-programs.ts";
import type { BenchOptions } from "../report/options.ts";
import { figure, tableText } from "../report/table.ts";
import { type EditorFigures, measureEditor } from "./measure-editor.ts";

const SIZES = [200, 2_000];
const QUICK_SIZES = [500];

/** Measures the editor with large drafts in a real browser. */
export async function benchEditor({
  isQuick,
}: BenchOptions): Promise<{ figures: readonly EditorFigures[]; text: string }> {
  await bundlePrograms();
  const figures = await measureEditor(isQuick ? QUICK_SIZES : SIZES);
  return { figures, text: editorText(figures) };
}

function editorText(figures: readonly EditorFigures[]): string {
  const table = tableText(
    [
      { head: "editor", cell: ({ phase }) => phase },
      { head: "vertices", cell: ({ vertices }) => figure(vertices) },
      { head: "processor", cell: ({ cpu }) => `${figure(cpu)} ms` },
      { head: "took", cell: ({ ms }) => `${figure(ms)} ms` },
      { head: "frames/s", cell: ({ frames }) => figure(frames) },
      { head: "elements", cell: ({ elements }) => figure(elements) },
    ],
    figures,
  );
  return `${table}
The editor in Chromium, with the product's own web process; twice as many edges as vertices, and no layout in the file. Opens: until
the first card is there. Inspects: a card is clicked, and its script. Types: keys in the script until all is checked and saved,
processor time for each. Moves, all: the canvas is fitted and dragged to and fro; moves, near: the same after zooming in. Outline:
its tab is opened. Processor: of the page's main thread.
`;
}
