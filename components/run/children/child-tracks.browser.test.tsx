import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest, queriesForTest } from "#components/api/api-for-test.tsx";
import { refreshLive } from "#components/api/live/refresh-live.ts";
import { NO_HISTORY } from "../timeline/geometry/track-history.ts";
import { ChildTracks } from "./child-tracks.tsx";
import { showChildTracks } from "./child-tracks-for-test.tsx";

test("the tracks of a child pipeline are below its track, say why they failed, and one of them is retried", async () => {
  const { screen, retried } = await showChildTracks();
  await expect.element(screen.getByText("exit 3: no route to host")).toBeVisible();
  await screen.getByRole("button", { name: "Retry eu-7" }).click();
  await screen.getByLabelText("Reason").fill("the router is back");
  await screen.getByRole("dialog").getByRole("button", { name: "Retry" }).click();
  await expect
    .poll(() => retried)
    .toEqual([{ id: 7, vertex: "eu-7", attempt: 1, reason: "the router is back" }]);
  await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
  await screen.getByRole("button", { name: "Show the tracks below 1" }).click();
  await expect.element(screen.getByRole("link", { name: "eu-8" })).toBeVisible();
});

test("the dialog and the typed reason stay when the track leaves the page meanwhile", async () => {
  const { screen, retried, change, leave } = await showChildTracks("running");
  await screen.getByRole("button", { name: "Retry eu-7" }).click();
  await screen.getByLabelText("Reason").fill("the router");
  leave();
  change();
  await expect.element(screen.getByText("exit 3: no route to host")).not.toBeInTheDocument();
  await expect.element(screen.getByLabelText("Reason")).toHaveValue("the router");
  await screen.getByRole("dialog").getByRole("button", { name: "Retry" }).click();
  await expect.poll(() => retried).toEqual([{ id: 7, vertex: "eu-7", attempt: 1, reason: "the router" }]);
});

test("they are found by state and by name, and shown a page at a time; a search begins on the first page", async () => {
  const { screen, asked } = await showChildTracks();
  await screen.getByRole("button", { name: "Next page" }).click();
  await expect.element(screen.getByText("Page 2 of 2")).toBeVisible();
  await expect.poll(() => asked.at(-1)).toMatchObject({ id: 7, after: { rank: 5, number: 0 } });
  await screen.getByRole("button", { name: "Failed 1" }).click();
  await expect.poll(() => asked.at(-1)).toEqual({ id: 7, text: "", states: ["failed"], limit: 25 });
  await screen.getByRole("searchbox", { name: "Find tracks" }).fill("eu");
  await expect.poll(() => asked.at(-1)).toEqual({ id: 7, text: "eu", states: ["failed"], limit: 25 });
  await expect.element(screen.getByText("Page 1 of 2")).toBeVisible();
});

test("they are asked for again when something changed, until the child pipeline has ended", async () => {
  const runs = await showChildTracks("running");
  runs.change();
  await expect.poll(() => runs.asked.length).toBe(2);
  await runs.screen.unmount();
  const ended = await showChildTracks("failed");
  ended.change();
  await ended.screen.getByRole("button", { name: "Failed 1" }).click();
  // One question for each filter, and none for the change.
  await expect.poll(() => ended.asked.length).toBe(2);
  expect(ended.asked.at(-1)).toMatchObject({ states: ["failed"] });
});

test("where the child pipeline may not be read, a line says that, and nothing is asked again", async () => {
  const asked: unknown[] = [];
  const refusal = { code: "not-found", text: "There is no pipeline 7.", problems: [] } as const;
  const data = { code: "NOT_FOUND", httpStatus: 404, path: "pipelines.tracks", refusal } as const;
  const error = TRPCClientError.from({ error: { code: -32_004, message: refusal.text, data } });
  const tracks = (input: unknown) => {
    asked.push(input);
    return Promise.reject(error);
  };
  const queries = queriesForTest();
  const screen = await render(
    <ApiForTest answers={{ "pipelines.tracks": tracks }} queries={queries}>
      <ChildTracks child={{ id: 7, state: "running", attempt: 1 }} name="all-hosts" />
    </ApiForTest>,
  );
  await expect.element(screen.getByText("You may not read the tracks of child pipeline #7.")).toBeVisible();
  refreshLive(queries);
  expect(asked).toHaveLength(1);
});

test("in the past they are asked for as they stood, are shown so, and are not asked for again", async () => {
  const at = new Date(5_000);
  const { screen, asked, change } = await showChildTracks("running", { rev: 9, at, history: NO_HISTORY });
  await expect.element(screen.getByText("Running", { exact: true })).toBeVisible();
  await expect.element(screen.getByText("exit 3: no route to host")).not.toBeInTheDocument();
  change();
  expect(asked).toMatchObject([{ id: 7, at: 5_000 }]);
});
