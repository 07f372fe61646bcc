import { useQuery } from "@tanstack/react-query";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { useState } from "react";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useCommands } from "#components/commands/use-commands.ts";
import type { Role } from "#engine/rights/roles.ts";
import { ShellCommands } from "./shell-commands.tsx";

type Asked = { search?: string; text?: string };
/** What the server was asked. */
export const asked: Asked[] = [];
/** The pages that were gone to. */
export const gone: string[] = [];
const ANSWERS = {
  "system.overview": () => ({ openPrompts: 2 }),
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
  // As the navigation counts them.
  useQuery(useTRPC().system.overview.queryOptions());
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

/** A part of the page that is drawn later. */
export function LatePart({ done }: { done: string[] }) {
  useCommands({ "roll-back": () => done.push("roll back") });
  return null;
}

/** A page with a field, some actions, two regions and the command list, for somebody with this role. */
export async function openPage(role: Role = "admin") {
  const done: string[] = [];
  const account = () => ({ who: "person", personId: 4, rights: { grants: [{ folder: "", role }] } });
  const screen = await render(
    <AppRouterContext value={ROUTER}>
      <ApiForTest answers={{ ...ANSWERS, "account.show": account }}>
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
