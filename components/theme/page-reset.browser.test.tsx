import { expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { useConnection } from "#components/api/connection/connection.ts";
import { rememberPage, resetStores } from "./page-reset-for-test.ts";

test("what one file of component tests changed of the page is not there for the next", async () => {
  const root = document.documentElement;
  const before = {
    address: window.location.href,
    html: root.cloneNode(false),
    body: document.body.innerHTML,
  };
  const reset = rememberPage();

  await render(<button type="button">Left over</button>);
  document.body.append(document.createElement("p"));
  document.body.style.overflow = "hidden";
  root.dataset["theme"] = "dark";
  root.removeAttribute("lang");
  window.history.replaceState(null, "", "?launch=1#L40");
  window.localStorage.setItem("signalbox:palette", "folded");
  window.sessionStorage.setItem("signalbox:answer", "kept");
  vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  vi.stubGlobal("leftOver", true);
  await userEvent.keyboard("{Shift>}");
  await reset();

  expect(document.body.innerHTML).toBe(before.body);
  expect(document.body.style.overflow).toBe("");
  expect(root.cloneNode(false).isEqualNode(before.html)).toBe(true);
  expect(window.location.href).toBe(before.address);
  expect([window.localStorage.length, window.sessionStorage.length]).toEqual([0, 0]);
  expect(vi.isMockFunction(navigator.clipboard.writeText)).toBe(false);
  expect("leftOver" in window).toBe(false);
  const pressed = new Promise<boolean>((resolve) => {
    addEventListener("keydown", ({ shiftKey }) => resolve(shiftKey), { once: true });
  });
  await userEvent.keyboard("a");
  expect(await pressed).toBe(false);
});

test("a file whose last test lost the connection leaves none lost to the next file", () => {
  useConnection.setState({ state: "server-away", unknown: 3 });
  resetStores();
  expect(useConnection.getState()).toEqual(useConnection.getInitialState());
});
