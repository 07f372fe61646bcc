import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { trackForTest } from "../../store/track-for-test.ts";
import { ValuesDialog } from "./values-dialog.tsx";

const FILE = placedFile({
  signalbox: 1,
  name: "g",
  vertices: {
    deploy: {
      inputs: {
        replicas: { type: "integer", default: 1 },
        host: { type: "string", required: true, min: 1 },
        suffix: { type: "string", default: "-beta" },
        dry: { type: "boolean", default: true },
      },
    },
  },
});

test("the empty text can be set, and is told from what stays as it is", async () => {
  const sent: unknown[] = [];
  const set = (input: unknown) => {
    sent.push(input);
    return {};
  };
  const track = trackForTest({ vertex: "deploy", state: "waiting", inputs: null });
  const screen = await render(
    <ApiForTest answers={{ "tracks.set": set }}>
      <ValuesDialog id={7} track={track} file={FILE} onClose={() => undefined} />
    </ApiForTest>,
  );
  await screen.getByRole("textbox", { name: "Reason" }).fill("it has no suffix");
  const empty = screen.getByRole("checkbox", { name: "Set suffix to the empty text" });
  const host = screen.getByRole("checkbox", { name: "Set host to the empty text" });
  expect(screen.getByRole("checkbox").elements()).toHaveLength(2);
  await empty.click();
  const suffix = screen.getByRole("textbox", { name: "suffix", exact: true });
  await expect.element(suffix).toHaveValue("");
  await expect.element(suffix).toHaveAttribute("placeholder", "empty text");
  await empty.click();
  await expect.element(suffix).toHaveAttribute("placeholder", "as it is");
  await suffix.fill("-rc");
  await expect.element(empty).not.toBeInTheDocument();
  await suffix.fill("");
  await empty.click();
  await host.click();
  await expect.element(screen.getByText(/text of at least 1 character/)).toBeVisible();
  const button = screen.getByRole("button", { name: "Set values" });
  await button.click();
  expect(sent).toEqual([]);
  await host.click();
  await button.click();
  await expect
    .poll(() => sent)
    .toEqual([{ id: 7, vertex: "deploy", inputs: { suffix: "" }, reason: "it has no suffix" }]);
});

test("values begin empty, so that the default can be set over what the launch gave; without any, that is said", async () => {
  const sent: unknown[] = [];
  const set = (input: unknown) => {
    sent.push(input);
    return {};
  };
  const track = trackForTest({ vertex: "deploy", state: "waiting", inputs: null });
  const screen = await render(
    <ApiForTest answers={{ "tracks.set": set }}>
      <ValuesDialog id={7} track={track} file={FILE} onClose={() => undefined} />
    </ApiForTest>,
  );
  const replicas = screen.getByRole("textbox", { name: "replicas", exact: true });
  await expect.element(replicas).toHaveValue("");
  await expect.element(replicas).toHaveAttribute("placeholder", "as it is");
  await expect.element(screen.getByRole("combobox", { name: "dry" })).toHaveTextContent("As it is");
  const host = screen.getByRole("textbox", { name: "host", exact: true });
  await expect.element(host).not.toHaveAttribute("aria-required");
  await screen.getByRole("textbox", { name: "Reason" }).fill("one is enough");
  const button = screen.getByRole("button", { name: "Set values" });
  await button.click();
  await expect.element(screen.getByText("Nothing is set: enter a value first.")).toBeVisible();
  expect(sent).toEqual([]);
  await replicas.fill("1");
  await button.click();
  await expect
    .poll(() => sent)
    .toEqual([{ id: 7, vertex: "deploy", inputs: { replicas: 1 }, reason: "one is enough" }]);
});
