import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient } from "@trpc/client";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import type { AppRouter } from "#trpc/routers/router.ts";
import { TRPCProvider } from "../trpc.ts";
import { useLiveLists } from "./use-live-lists.ts";

function Page() {
  useLiveLists();
  return "drawn";
}

test("a page that follows lists is drawn by the server, which is no tab of a browser", () => {
  const queryClient = new QueryClient();
  const trpcClient = createTRPCClient<AppRouter>({ links: [] });
  const within = { trpcClient, queryClient, children: createElement(Page) };
  const page = createElement(TRPCProvider, within);
  expect(renderToString(createElement(QueryClientProvider, { client: queryClient }, page))).toBe("drawn");
});
