import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { useState } from "react";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { useCommands } from "#components/commands/use-commands.ts";
import { ShellCommands } from "./shell-commands.tsx";

type Asked = { search?: string; text?: string };
/** What the server was asked. */
export const asked: Asked[] = [];
/** The pages that were gone to. */
export const gone: string[] = [];
const ANSWERS = {
  "account.show": () => ({ who: "person", personId: 4 }),
  "graphs.list": (input: unknown) => {
    asked.push(input as Asked);
    return [{ name: "deploy\u202Eshop", folder: "team" }];
  },
  "pipelines.list": (input: unknown) => {
    asked.push(input as Asked);
    return { pipelines: [{ id: 17, name: "nightly", state: "failed" }] };
  },
};
const ROUTER = { push: (href: string) => gone.push(href), prefetch: () => undefined } as never;

function OpenPage({ done }: { done: string[] }) {
  const [name, setName] = useState("");
  useCommands(
    {
      launch: { run: () => done.push("launch"), refused: "Fix 1 error to seal." },
      duplicate: () => done.push("duplicate"),
      copy: { run: null },
    },
    () =>
      Array.from({ length: 2_000 }, (_, at) => ({
        id: `vertex v${at}`,
        text: `v${at}`,
        note: "Vertex",
        go: () => done.push(`v${at}`),
      })),
  );
  return <input aria-label="Name" value={name} onChange={({ target }) => setName(target.value)} />;
}

/** A page with a field, some actions, two regions and the command list. */
export async function openPage() {
  const done: string[] = [];
  const screen = await render(
    <AppRouterContext value={ROUTER}>
      <ApiForTest answers={ANSWERS}>
        <main data-region>
          <OpenPage done={done} />
        </main>
        <section data-region aria-label="Problems">
          <p>None.</p>
        </section>
        <ShellCommands onFold={() => done.push("fold")} />
      </ApiForTest>
    </AppRouterContext>,
  );
  return { done, screen };
}
