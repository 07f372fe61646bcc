import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { refusalForTest } from "#components/api/refusal-for-test.ts";
import { promptForTest } from "#components/inbox/prompt/prompt-for-test.ts";
import { ATTEMPT, runOf } from "./run-for-test.tsx";
import { RunPage } from "./run-page.tsx";

test("an open dialog keeps what was typed when the pipeline's state changes", async () => {
  const { screen, become } = await runOf({ state: "running" }, { state: "running" });
  await screen.getByRole("button", { name: "Cancel pipeline" }).click();
  await screen.getByLabelText("Reason").fill("the wrong host");
  become({ state: "failed" }, { state: "failed" });
  await expect.element(screen.getByText("Rerun", { exact: true })).toBeInTheDocument();
  await expect.element(screen.getByRole("dialog", { name: "Cancel p #1?" })).toBeVisible();
  await expect.element(screen.getByLabelText("Reason")).toHaveValue("the wrong host");
});

test("a dialog of a track sends what a person entered, and no value that came meanwhile", async () => {
  const { screen, sent, become } = await runOf(
    { state: "failed" },
    { state: "failed", inputs: { host: "one" } },
  );
  await screen.getByRole("button", { name: "Retry A" }).click();
  const dialog = screen.getByRole("dialog");
  await dialog.getByLabelText("Reason").fill("again");
  become({ state: "failed" }, { state: "failed", inputs: { host: "two" } });
  await expect.element(screen.getByLabelText("Inputs", { exact: true })).toHaveTextContent("hosttwo");
  await expect.element(dialog.getByLabelText("host")).toHaveValue("one");
  await dialog.getByRole("button", { name: "Retry" }).click();
  await expect
    .poll(() => sent)
    .toEqual([{ id: 1, vertex: "A", attempt: 0, reason: "again", downstream: false }]);
});

test("a prompt in the panel stays when somebody else answers it, with what was typed", async () => {
  const { screen, server, become } = await runOf({}, { state: "prompting", prompt: 41 });
  await screen.getByLabelText("Comment").fill("let me look");
  server.prompt = promptForTest({
    id: 41,
    vertex: "A",
    state: "answered",
    answeredBy: "Ada",
    values: { verdict: "approve" },
    closedAt: new Date(),
  });
  become({}, { state: "succeeded", prompt: null });
  await expect.element(screen.getByText("succeeded", { exact: false }).first()).toBeVisible();
  await expect.element(screen.getByLabelText("Comment")).toHaveValue("let me look");
});

test("another attempt closes nothing that is being read", async () => {
  const { screen, server, become } = await runOf({ state: "failed" }, { state: "failed", attempt: 1 });
  await expect.element(screen.getByText("echo one")).toBeVisible();
  server.attempts = [ATTEMPT, { ...ATTEMPT, number: 2, state: "running", script: "echo two" }];
  become({ state: "running" }, { state: "running", attempt: 2 });
  await expect.element(screen.getByText("echo one")).toBeVisible();
});

test("long script lines, values, names and reasons take no room from the rest of the panel", async () => {
  const hosts = Array.from({ length: 1_000 }, (_, number) => `host-${number}`);
  const named = { ["n".repeat(100)]: "value", hosts, text: "x".repeat(65_536) };
  const { screen, server, become } = await runOf({ state: "failed" }, { state: "failed" });
  server.attempts = [
    { ...ATTEMPT, script: `echo ${"long ".repeat(1_000)}`, reason: "why ".repeat(500), inputs: named },
  ];
  become(
    { state: "failed" },
    { state: "failed", attempt: 1, why: "w".repeat(10_000), inputs: named, outputs: named },
  );
  await expect
    .element(screen.getByLabelText("script of A as it was executed", { exact: true }))
    .toBeInTheDocument();
  const panel = screen.getByTestId("beside").element();
  expect(panel.scrollWidth).toBe(panel.clientWidth);
  expect(panel.scrollHeight).toBeLessThan(3_000);
  for (const label of ["Inputs", "Outputs"]) {
    const value = screen
      .getByLabelText(label, { exact: true })
      .first()
      .getByText("value", { exact: true })
      .element();
    expect(value.getBoundingClientRect().width).toBeGreaterThan(100);
  }
  await screen.getByRole("button", { name: "Show all" }).first().click();
  await expect.element(screen.getByRole("dialog")).toHaveTextContent("w".repeat(10_000));
});

test("a dialog about a breakpoint stays open while the track begins", async () => {
  const { screen, become } = await runOf({ state: "running" }, { state: "waiting" });
  await screen.getByRole("button", { name: "Add breakpoint" }).click();
  const dialog = screen.getByRole("dialog", { name: "Add breakpoint: A" });
  await expect.element(dialog).toBeVisible();
  become({ state: "running" }, { state: "running" });
  const shown = () => document.querySelector("[aria-label='State of A']")?.textContent;
  await expect.poll(shown).toMatch(/running/i);
  await expect.element(dialog).toBeVisible();
});

test("the page of a run that is not there has a heading above what is wrong, and leads to all pipelines", async () => {
  const gone = () => Promise.reject(refusalForTest("not-found", "There is no pipeline 7."));
  const screen = await render(
    <ApiForTest answers={{ "pipelines.show": gone, "pipelines.design": gone }}>
      <RunPage id={7} />
    </ApiForTest>,
  );
  await expect.element(screen.getByRole("heading", { level: 1, name: "Pipeline 7" })).toBeVisible();
  await expect.element(screen.getByText("There is no pipeline 7.")).toBeVisible();
  const list = screen.getByRole("link", { name: "All pipelines" });
  await expect.element(list).toHaveAttribute("href", "/pipelines");
  expect(screen.getByRole("button", { name: "Try again" }).query()).toBeNull();
});
