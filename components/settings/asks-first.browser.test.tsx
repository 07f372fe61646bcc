import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { type Answers, ApiForTest } from "#components/api/api-for-test.tsx";
import { RunnerLabels } from "#components/runner/runner-labels.tsx";
import { RunnerTokens } from "#components/runner/runner-tokens.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { BoundLabelView, GrantView, GroupView } from "#contract/folders.ts";
import type { SessionView, TokenView } from "#contract/people/people.ts";
import type { RunnerTokenView } from "#contract/runners/runner-tokens.ts";
import { SessionList } from "./account/session-list.tsx";
import { GrantList } from "./folders/grant-list.tsx";
import { GroupPage } from "./groups/group-page.tsx";
import { TokenPage } from "./tokens/token-page.tsx";

const AT = new Date("2026-01-01T00:00:00Z");
const TOKEN = { acts: [], folder: "", createdAt: AT, createdBy: "ann", usedAt: null, isOver: false };
const RUNNER = { labels: [], folders: [""], codeUntil: AT, createdAt: AT, createdBy: "ann", enrolledAt: AT };
const NEVER = { usedAt: null, expiresAt: null, revokedAt: null, revokedBy: null };

/** What is asked for and shown: two rows, of which the first one leaves the list once it was ended. */
function serverWith<Row extends { id: number }>(list: string, end: string, rows: readonly Row[]) {
  const ended: unknown[] = [];
  const answers: Answers = {
    "account.show": () => ({ rights: { grants: [{ folder: "", role: "admin" }] } }),
    "grants.candidates": () => ({ people: [], groups: [] }),
    [list]: () => rows.filter(({ id }) => !ended.some((each) => (each as Row).id === id)),
    [end]: (input) => {
      ended.push(input);
      return {};
    },
  };
  return { answers, ended };
}

const TABLES = [
  {
    ...{ what: "a program's token", list: "tokens.list", end: "tokens.revoke", part: <TokenPage /> },
    rows: [1, 2].map((id): TokenView => ({ ...TOKEN, id, name: `t${id}`, expiresAt: AT })),
    ...{ press: "Revoke t1", title: "Revoke t1?", act: "Revoke", sent: { id: 1 } },
  },
  {
    ...{ what: "a runner's token", list: "runners.tokens", end: "runners.revokeToken" },
    part: <RunnerTokens />,
    rows: [1, 2].map(
      (id): RunnerTokenView => ({ ...RUNNER, ...NEVER, id, name: `r${id}`, state: "enrolled" }),
    ),
    ...{ press: "Revoke r1", title: "Revoke r1?", act: "Revoke", sent: { id: 1 } },
  },
  {
    ...{ what: "a role", list: "grants.list", end: "grants.remove" },
    part: <GrantList folder="ops" acts={["administer"]} onTask={() => undefined} />,
    rows: [1, 2].map(
      (id): GrantView => ({ id, folder: "ops", role: "viewer", to: { kind: "person", id, name: `p${id}` } }),
    ),
    ...{ press: "Take viewer away from p1", title: "Take viewer away from p1?", act: "Take away" },
    sent: { folder: "ops", id: 1 },
  },
  {
    ...{ what: "a group", list: "groups.list", end: "groups.remove", part: <GroupPage /> },
    rows: [1, 2].map((id): GroupView => ({ id, name: `g${id}`, isEveryone: false, members: [], grants: [] })),
    ...{ press: "Delete g1", title: "Delete g1?", act: "Delete", sent: { id: 1 } },
  },
  {
    ...{ what: "a bound label", list: "runners.labels", end: "runners.freeLabel", part: <RunnerLabels /> },
    rows: [1, 2].map((id): BoundLabelView & { id: number } => ({ id, label: `l${id}`, folder: "ops" })),
    ...{ press: "Free l1", title: "Free l1?", act: "Free l1", sent: { label: "l1" } },
  },
];

for (const { what, list, end, part, rows, press, title, act, sent } of TABLES)
  test(`${what} is not ended by a press in its row: it is asked first`, async () => {
    const { answers, ended } = serverWith<{ id: number }>(list, end, rows);
    const screen = await render(
      <ApiForTest answers={answers}>
        <ToastProvider>{part}</ToastProvider>
      </ApiForTest>,
    );
    await screen.getByRole("button", { name: press }).click();
    const dialog = screen.getByRole("dialog", { name: title });
    await expect.element(dialog).toBeVisible();
    expect(ended).toEqual([]);
    await dialog.getByRole("button", { name: act }).click();
    await expect.element(dialog).not.toBeInTheDocument();
    expect(ended).toEqual([sent]);
  });

for (const { what, list, end, part, rows, press, title, act } of TABLES)
  test(`${what} that somebody else ended first leaves the list, and the dialog says why it was refused`, async () => {
    const { answers, ended } = serverWith<{ id: number }>(list, end, rows);
    const refusal = { code: "not-found", text: "There is no such row." } as const;
    const data = { code: "NOT_FOUND", httpStatus: 404, path: end, refusal } as const;
    const gone = TRPCClientError.from({ error: { code: -32_004, message: refusal.text, data } });
    const screen = await render(
      <ApiForTest answers={{ ...answers, [end]: () => Promise.reject(gone) }}>
        <ToastProvider>{part}</ToastProvider>
      </ApiForTest>,
    );
    await screen.getByRole("button", { name: press }).click();
    const dialog = screen.getByRole("dialog", { name: title });
    ended.push({ id: 1 });
    await dialog.getByRole("button", { name: act }).click();
    await expect.element(dialog.getByText(refusal.text)).toBeVisible();
    await expect.poll(() => screen.container.querySelectorAll("tbody tr").length).toBe(1);
  });

test("an ended session keeps its place, so that a second click there ends no other", async () => {
  const rows = [1, 2, 3].map(
    (id): SessionView => ({ id, device: "", address: "", createdAt: AT, usedAt: AT, isThis: id === 1 }),
  );
  const { answers, ended } = serverWith("account.sessions", "account.endSession", rows);
  const screen = await render(
    <ApiForTest answers={answers}>
      <SessionList />
    </ApiForTest>,
  );
  const first = screen.getByRole("button", { name: /^End the session/ }).first();
  await first.click();
  await expect.element(screen.getByText("No longer listed")).toBeVisible();
  await expect.element(screen.getByRole("button", { name: /^End the session/ }).nth(1)).toBeVisible();
  expect(ended).toEqual([{ id: 2 }]);
});
