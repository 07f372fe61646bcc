import { afterEach, expect, test } from "vitest";
import { canInstallWithApt, mayInstall } from "./install-with-apt.mjs";

const { SIGNALBOX_INSTALL: before } = process.env;

afterEach(() => {
  if (before === undefined) delete process.env["SIGNALBOX_INSTALL"];
  else process.env["SIGNALBOX_INSTALL"] = before;
});

test("with SIGNALBOX_INSTALL=never nothing is installed, whoever runs it", () => {
  process.env["SIGNALBOX_INSTALL"] = "never";
  expect(mayInstall()).toBe(false);
  expect(canInstallWithApt()).toBe(false);
});

test("without it, only root installs, and only where there is an apt-get", () => {
  delete process.env["SIGNALBOX_INSTALL"];
  expect(mayInstall()).toBe(true);
  if (process.getuid?.() !== 0) expect(canInstallWithApt()).toBe(false);
});
