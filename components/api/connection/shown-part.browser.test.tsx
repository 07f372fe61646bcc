import { afterEach, expect, test, vi } from "vitest";
import { render } from "vitest-browser-react";
import { Skeleton } from "#components/ui/states/skeleton.tsx";
import { useConnection } from "./connection.ts";
import { NewerVersionDialog } from "./newer-version-dialog.tsx";
import { shownPart } from "./shown-part.ts";

afterEach(() => {
  vi.useRealTimers();
});

const missing = Object.assign(new Error("404"), { name: "ChunkLoadError" });

test("in the place of a part that a newer version no longer has, the page says so and offers to reload, and the rest stays", async () => {
  vi.useFakeTimers();
  useConnection.setState({ state: "live" });
  const loading = shownPart<object>(() => Promise.reject(missing));
  await vi.advanceTimersByTimeAsync(10_000);
  const Part = await loading;
  vi.useRealTimers();
  const screen = await render(
    <>
      <input aria-label="Name" defaultValue="typed" />
      <Part />
    </>,
  );
  await expect.element(screen.getByRole("status")).toHaveTextContent("older version of the program");
  await expect.element(screen.getByRole("button", { name: "Reload" })).toBeVisible();
  await expect.element(screen.getByRole("textbox", { name: "Name" })).toHaveValue("typed");
});

test("in the place of a dialog that a newer version no longer has, a dialog says so and can be closed", async () => {
  vi.useFakeTimers();
  useConnection.setState({ state: "live" });
  const loading = shownPart<{ onClose: () => void }>(() => Promise.reject(missing), NewerVersionDialog);
  await vi.advanceTimersByTimeAsync(10_000);
  const Part = await loading;
  vi.useRealTimers();
  const onClose = vi.fn();
  const screen = await render(<Part onClose={onClose} />);
  const dialog = screen.getByRole("dialog", { name: "There is a newer version of the program" });
  await expect.element(dialog).toHaveTextContent("Save what is not saved yet");
  await dialog.getByRole("button", { name: "Back" }).click();
  expect(onClose).toHaveBeenCalled();
});

test("a part that is there is what was loaded", async () => {
  expect(await shownPart(async () => Skeleton)).toBe(Skeleton);
});

test("an error in a part that was loaded is not called a newer version", async () => {
  vi.useFakeTimers();
  useConnection.setState({ state: "live" });
  const failing = shownPart<object>(() => Promise.reject(new TypeError("x is not a function")));
  const failed = expect(failing).rejects.toThrow("x is not a function");
  await vi.advanceTimersByTimeAsync(10_000);
  await failed;
});
