import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { LastRunContext } from "./last-run.tsx";
import { RUN } from "./run-for-test.ts";

/** A part of the form of the vertex `each`, which reads what `build` gives and the last run. */
export async function formOf(form: React.ReactNode) {
  const store = createDraftStore(
    placedFile({
      signalbox: 1,
      name: "g",
      params: { env: { type: "string" }, hosts: { type: "list" } },
      vertices: {
        build: { script: "x", outputs: { size: { type: "integer" }, list: { type: "list" } } },
        other: { script: "x" },
        each: { script: "x" },
      },
      edges: ["build -> each"],
    } as never),
  );
  const screen = await render(
    <DraftContext value={store}>
      <LastRunContext value={{ run: RUN, ask: () => undefined }}>{form}</LastRunContext>
    </DraftContext>,
  );
  const items = () => store.getState().draft.file.content.vertices.get("each")?.foreach?.items;
  return { store, screen, items };
}
