import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import type { SaveState } from "#components/draft/saving/autosave.ts";
import { ServersAsked } from "./servers-asked.tsx";
import { useTransferFindings } from "./use-transfer-findings.ts";

const transferTo = (table: string) => ({
  kind: "transfer",
  transfer: {
    from: { "redis-stream": { connection: "queue", stream: "orders" } },
    to: { clickhouse: { connection: "warehouse", table } },
    columns: { id: "@id" },
    dead: "lost",
  },
});

function Page({ store, saving }: { store: ReturnType<typeof createDraftStore>; saving: SaveState["is"] }) {
  const findings = useTransferFindings({ store, saving: { is: saving } as SaveState }, "/");
  return (
    <>
      <ul>
        {findings.map(({ text }) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <ServersAsked vertex="sync" />
    </>
  );
}

const RIGHTS = { folders: [{ path: "/", role: "owner" }] };

/** A page before a server that is asked for others at the questions of these numbers. */
async function pageOf(others: readonly number[] = []) {
  const vertices = { sync: transferTo("missing"), A: { script: "a" } };
  const store = createDraftStore(placedFile({ signalbox: 1, name: "g", vertices, edges: [] }));
  let asked = 0;
  const answers = {
    "account.show": () => RIGHTS,
    "graphs.checkTransfers": () => {
      asked += 1;
      const { to } = store.getState().draft.file.content.vertices.get("sync")?.transfer ?? {};
      const text =
        "sync, `to`, connection warehouse: there is no table missing (asked 2026-11-28 13:00 UTC).";
      const missing = { code: "transfer-server", level: "warning", text, vertices: ["sync"], edges: [] };
      const findings = to?.clickhouse?.table === "missing" ? [missing] : [];
      if (others.includes(asked)) return { edit: 1, findings: [], askedAt: new Date(), isBusy: true };
      return { edit: 1, findings, askedAt: new Date(), isBusy: false };
    },
  };
  const all = (saving: SaveState["is"]) => (
    <ApiForTest answers={answers}>
      <DraftContext value={store}>
        <Page store={store} saving={saving} />
      </DraftContext>
    </ApiForTest>
  );
  const screen = await render(all("saved"));
  const become = (saving: SaveState["is"]) => screen.rerender(all(saving));
  return { store, screen, become, asked: () => asked, said: screen.getByRole("listitem") };
}

test("the servers of transfers are asked when a draft is opened, when a transfer was saved, and when somebody wants it", async () => {
  const { store, screen, become, asked, said } = await pageOf();
  await expect.element(said).toHaveTextContent("there is no table missing");
  await expect.element(screen.getByRole("status")).toHaveTextContent(/^1 problem in the saved draft. Asked/);
  store.getState().edit({ do: "set-vertex", name: "A", spec: { script: "b" } });
  store.getState().edit({ do: "set-vertex", name: "sync", spec: transferTo("orders") as never });
  await become("unsaved");
  expect(asked()).toBe(1);
  await become("saved");
  await expect.element(said).not.toBeInTheDocument();
  await expect.element(screen.getByRole("status")).toHaveTextContent(/^Nothing is missing/);
  expect(asked()).toBe(2);
  await screen.getByRole("button", { name: "Ask the servers" }).click();
  await expect.poll(asked).toBe(3);
});

test("where nobody was asked because others ask, what was said stays, and it is tried again", async () => {
  const { screen, asked, said } = await pageOf([2]);
  await expect.element(said).toHaveTextContent("there is no table missing");
  await screen.getByRole("button", { name: "Ask the servers" }).click();
  await expect.element(screen.getByRole("status")).toHaveTextContent(/^Nobody was asked/);
  await expect.element(said).toHaveTextContent("there is no table missing");
  await expect.poll(asked).toBe(3);
  await expect.element(screen.getByRole("status")).toHaveTextContent(/^1 problem in the saved draft/);
});
