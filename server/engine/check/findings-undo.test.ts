import { expect, test } from "vitest";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { findingsOf } from "./findings.ts";

const x = { script: "x" };
const u = { script: "x", revert: "undo" };
const back = { onFailure: "revert" };

test("check warns of what changes something and has no undo, in a graph that is undone after a failure", () => {
  const http = { kind: "http", http: { method: "POST", url: "https://example.com" } };
  const vertices = {
    plain: x,
    undone: u,
    report: { ...x, revert: "none" },
    items: { ...x, foreach: { items: "[1]" } },
    post: http,
    told: { ...http, revert: "none" },
    get: { kind: "http", http: { url: "https://example.com" } },
    wait: { kind: "wait", wait: { for: "1s" } },
    approve: { kind: "approval", prompt: { title: "Go on?" } },
  };
  const warned = (more: object) =>
    findingsOf(contentOf(vertices, [], more)).flatMap(({ code, vertices: [name] }) =>
      code === "undo-missing" ? [name] : [],
    );
  expect(warned(back)).toEqual(["plain", "items", "post"]);
  expect(warned({})).toEqual([]);
  const script = findingsOf(contentOf({ post: { ...http, revert: "curl" } }, []));
  expect(script.map(({ code }) => code)).toContain("revert-no-script");
});

test("what a timer starts needs no undo", () => {
  const vertices = { approve: { kind: "approval", prompt: { title: "Go on?" } }, remind: x };
  const content = contentOf(vertices, [{ tail: "approve", head: "remind", after: "1h" }], back);
  expect(findingsOf(content)).toEqual([]);
});

test("check also reads undo scripts", () => {
  const codes = (spec: object) => findingsOf(contentOf({ A: { ...x, ...spec } }, [])).map(({ code }) => code);
  expect(codes({ revertFailed: true })).toEqual(["revert-missing"]);
  expect(codes({ revertFailed: true, revert: "none" })).toEqual(["revert-none-failed"]);
  expect(
    codes({ revert: "bash -c 'echo {i}'", inputs: { i: { type: "string" } }, script: "echo {i}" }),
  ).not.toEqual([]);
});
