import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { GroupPage } from "../groups/group-page.tsx";
import { GrantList } from "./grant-list.tsx";

const TO = { kind: "person", name: "Ann" } as const;

test("of two people of one name it is said who gets a role, who has one, and from whom it is taken", async () => {
  const screen = await render(
    <ApiForTest
      answers={{
        "grants.list": () => [
          { id: 1, folder: "ops", role: "viewer", to: { ...TO, id: 7 } },
          { id: 2, folder: "ops", role: "viewer", to: { ...TO, id: 8 } },
        ],
        "grants.candidates": () => ({
          people: [
            { id: 7, name: "Ann", mark: "ann@b.c" },
            { id: 8, name: "Ann", mark: "#8" },
            { id: 9, name: "Bob", mark: null },
          ],
          groups: [],
        }),
      }}
    >
      <ToastProvider>
        <GrantList folder="ops" acts={["read", "administer"]} onTask={() => undefined} />
      </ToastProvider>
    </ApiForTest>,
  );
  await screen.getByRole("button", { name: "Take viewer away from Ann (#8)" }).click();
  await expect.element(screen.getByText("Take viewer away from Ann (#8)?")).toBeVisible();
  await screen.getByRole("button", { name: "Back" }).click();
  await expect.element(screen.getByRole("cell", { name: "Ann (ann@b.c)", exact: true })).toBeVisible();
  await screen.getByRole("button", { name: "Give a role" }).click();
  await screen.getByRole("combobox", { name: "Person or group" }).click();
  await expect.element(screen.getByRole("option", { name: "Ann (ann@b.c)" })).toBeVisible();
  await expect.element(screen.getByRole("option", { name: "Bob", exact: true })).toBeVisible();
});

test("of two people of one name it is said who is in a group", async () => {
  const members = [
    { id: 7, name: "Ann", mark: "ann@b.c" },
    { id: 9, name: "Bob", mark: null },
  ];
  const group = { id: 2, name: "nights", isEveryone: false, members, grants: [] };
  const screen = await render(
    <ApiForTest answers={{ "groups.list": () => [group] }}>
      <ToastProvider>
        <GroupPage />
      </ToastProvider>
    </ApiForTest>,
  );
  await expect.element(screen.getByRole("cell", { name: "Ann (ann@b.c), Bob" })).toBeVisible();
});
