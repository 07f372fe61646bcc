import { expect, test } from "vitest";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { retryDialogForTest } from "./retry-dialog-for-test.tsx";

const WITH_INPUTS = placedFile({
  signalbox: 1,
  name: "g",
  vertices: { a: { inputs: { img: { type: "string", from: "params.img" }, n: { type: "integer" } } } },
  params: { img: { type: "string" } },
});

test("a retry says beforehand what it makes stale, and offers to run that again, too", async () => {
  const { screen, sent } = await retryDialogForTest(["report"]);
  await expect.element(screen.getByText("This makes report stale.")).toBeVisible();
  await screen.getByRole("button", { name: "Run it again, too" }).click();
  await expect.element(screen.getByText("This makes report stale.")).not.toBeInTheDocument();
  await screen.getByRole("button", { name: "Retry", exact: true }).click();
  await expect.poll(() => sent).toEqual([{ id: 7, vertex: "a", attempt: 0, reason: "", downstream: true }]);
});

test("a retry that makes nothing stale says nothing of it", async () => {
  const { screen } = await retryDialogForTest([]);
  await expect.element(screen.getByRole("button", { name: "Retry", exact: true })).toBeVisible();
  await expect.element(screen.getByText(/stale/)).not.toBeInTheDocument();
});

test("a retry says what runs and what does not, for the downstream, too", async () => {
  const { screen, asked } = await retryDialogForTest([]);
  await expect
    .element(screen.getByLabelText("What will happen"))
    .toHaveTextContent("Runs nowaDoes not run againb");
  await screen.getByText("Also rerun downstream (2)").click();
  await expect.poll(() => asked.at(-1)).toEqual({ id: 7, act: "rerun", vertex: "a" });
});

test("only a changed value is sent, as one of a form: the server works out anew what was left", async () => {
  const { screen, sent } = await retryDialogForTest([], { inputs: { img: "v1", n: 1 } }, WITH_INPUTS);
  await screen.getByRole("textbox", { name: "n", exact: true }).fill("2");
  await screen.getByRole("button", { name: "Retry", exact: true }).click();
  const inputs = { n: 2 };
  await expect
    .poll(() => sent)
    .toEqual([{ id: 7, vertex: "a", attempt: 0, reason: "", downstream: false, inputs, isForm: true }]);
});

test("a value that is cleared is sent as empty text, or refused where its type has no empty value", async () => {
  const { screen, sent } = await retryDialogForTest([], { inputs: { img: "v2", n: 1 } }, WITH_INPUTS);
  await screen.getByRole("textbox", { name: "n", exact: true }).fill("");
  await screen.getByRole("dialog").getByRole("button", { name: "Retry" }).click();
  await expect
    .element(screen.getByRole("textbox", { name: "n", exact: true }))
    .toHaveAccessibleDescription(/An empty field takes no value away/);
  expect(sent).toEqual([]);
  await screen.getByRole("textbox", { name: "n", exact: true }).fill("2");
  await screen.getByRole("textbox", { name: "img", exact: true }).fill("");
  await screen.getByRole("dialog").getByRole("button", { name: "Retry" }).click();
  await expect.poll(() => sent).toMatchObject([{ inputs: { img: "", n: 2 }, isForm: true }]);
});
