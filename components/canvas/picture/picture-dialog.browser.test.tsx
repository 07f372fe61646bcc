import { expect, onTestFinished, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { tabTo } from "#components/ui/keys/tab-to-for-test.ts";
import { placedFile } from "../layout/placed-file.ts";
import { coloursOf } from "./picture-colours.ts";
import { PictureDialog } from "./picture-dialog.tsx";
import { picturePng, pictureSvg } from "./picture-file.ts";

const FILE = placedFile({
  signalbox: 1,
  name: "g",
  vertices: {
    a: { script: "echo '<script>alert(1)</script>' \u001b[1m ]]>" },
    升级: { kind: "approval", prompt: { title: "Go <on>?" } },
    last: { final: "always", script: "x" },
  },
  edges: [{ tail: "a", head: "升级", when: "params.env == 'prod' && params.size < 3 && params.name != ''" }],
} as never);

test("the picture is a whole SVG with all names, conditions and final steps, and neither script nor token of the page", async () => {
  const svg = await pictureSvg(FILE, "dark");
  const read = new DOMParser().parseFromString(svg, "image/svg+xml");
  expect(read.querySelector("parsererror")).toBeNull();
  expect(read.documentElement.namespaceURI).toBe("http://www.w3.org/2000/svg");
  for (const text of ["升级", "Final steps", "params.env == 'prod' &&"])
    expect(read.documentElement.textContent).toContain(text);
  expect(read.querySelectorAll("script, image, foreignObject")).toHaveLength(0);
  expect(svg).not.toContain("var(");
  expect(svg).not.toBe(await pictureSvg(FILE, "light"));
});

test("the PNG has two pixels for one of the canvas", async () => {
  const bitmap = await createImageBitmap(await picturePng(FILE, "light"));
  const box = new DOMParser().parseFromString(
    await pictureSvg(FILE, "light"),
    "image/svg+xml",
  ).documentElement;
  expect(bitmap.width).toBe(2 * Number(box.getAttribute("width")));
});

/** The names of the files that the page saves from now on, none of which the browser gets. */
function savedFiles(): readonly string[] {
  const saved: string[] = [];
  const { click } = HTMLAnchorElement.prototype;
  onTestFinished(() => {
    HTMLAnchorElement.prototype.click = click;
  });
  HTMLAnchorElement.prototype.click = function () {
    saved.push(this.download);
  };
  return saved;
}

test("a picture is shown and saved as it was chosen", async () => {
  const saved = savedFiles();
  const screen = await render(<PictureDialog file={FILE} name="g" onClose={() => undefined} />);
  await expect.element(screen.getByRole("img", { name: "Picture of g" })).toBeVisible();
  await screen.getByRole("combobox", { name: "Format" }).click();
  await screen.getByRole("option", { name: /SVG/ }).click();
  await screen.getByRole("button", { name: "Save" }).click();
  await expect.element(screen.getByText("Saved g.svg.")).toBeVisible();
  expect(saved).toEqual(["g.svg"]);
});

test("the picture has what the canvas has: kinds, badges, inputs, the colours of frames, and notes as they are meant", async () => {
  const file = placedFile({
    signalbox: 1,
    name: "g",
    vertices: {
      a: {
        script: "x",
        retry: { max: 3, delay: "1s" },
        locks: ["database"],
        inputs: { host: { type: "string", default: "h" } },
      },
      b: { kind: "approval", prompt: { title: "Go?", quorum: 2 } },
    },
    frames: { f: { title: "Prepare", colour: "red", vertices: ["a"] } },
    notes: { n: { text: "# Before\n- stop **all**", at: [0, 400], colour: "amber" } },
  } as never);
  const read = new DOMParser().parseFromString(await pictureSvg(file, "light"), "image/svg+xml");
  const titles = [...read.querySelectorAll("title")].map(({ textContent }) => textContent);
  expect(titles).toEqual([
    "a, Script",
    "Automatic retries: 3",
    "Locks: database",
    "b, Approval",
    "2 people must approve",
  ]);
  const text = read.documentElement.textContent;
  for (const part of ["1 input", "Prepare", "Before", "•", "all"]) expect(text).toContain(part);
  expect(text).not.toMatch(/[#*]/);
  const fills = new Set([...read.querySelectorAll("rect")].map((rect) => rect.getAttribute("fill")));
  const { redPaper, amberPaper, script, approval } = coloursOf("light");
  expect([redPaper, amberPaper, script, approval].filter((colour) => !fills.has(colour))).toEqual([]);
  for (const colour of Object.values(coloursOf("dark"))) expect(colour).toMatch(/^#[0-9a-f]{6}$/);
});

test("by keys alone a picture is chosen and saved", async () => {
  const saved = savedFiles();
  const screen = await render(<PictureDialog file={FILE} name="g" onClose={() => undefined} />);
  await expect.element(screen.getByRole("img", { name: "Picture of g" })).toBeVisible();
  await tabTo(screen.getByRole("combobox", { name: "Format" }));
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("listbox")).toBeVisible();
  await userEvent.keyboard("svg{Enter}");
  await tabTo(screen.getByRole("button", { name: "Save" }));
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => saved).toEqual(["g.svg"]);
});
