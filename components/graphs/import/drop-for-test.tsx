import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { useDropPlace } from "#components/file-drop/drop-store.ts";
import { ScriptField } from "#components/vertex-form/script/script-field.tsx";
import { ImportByDrop } from "./import-by-drop.tsx";

/** A graph file. */
export const GRAPH = "signalbox: 1\nname: mine\nvertices: { a: { script: echo a } }\n";

function Place({ insert }: { insert: (text: string) => string | null }) {
  useDropPlace("/games", insert);
  return null;
}

/** A page; with `insert`, one into which a graph can be inserted. */
export async function pageForDrop(insert?: (text: string) => string | null) {
  const sent: unknown[] = [];
  const scripts: string[] = [];
  const screen = await render(
    <AppRouterContext.Provider value={{ push: () => undefined, prefetch: () => undefined } as never}>
      <ApiForTest
        answers={{
          "account.show": () => ({}),
          "graphs.list": () => [],
          "graphs.applyText": (input) => {
            sent.push(input);
            return { name: "mine", declaredTriggers: 0 };
          },
        }}
      >
        {insert !== undefined && <Place insert={insert} />}
        <ScriptField
          label="Script"
          hint="A hint"
          interpreter="bash"
          inputs={{}}
          value="echo before"
          onChange={(script) => scripts.push(script)}
          onUndo={() => undefined}
          onRedo={() => undefined}
        />
        <ImportByDrop />
      </ApiForTest>
    </AppRouterContext.Provider>,
  );
  return { screen, sent, scripts };
}

/** Drops files on a part of the page, or drags them over it. */
export function dropped(files: readonly File[], type = "drop", target: Element = document.body): DragEvent {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer });
  target.dispatchEvent(event);
  return event;
}
