"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { useConnection } from "./connection/connection.ts";
import { askHealth, healthWatch } from "./connection/health-watch.ts";
import { useOpenedBy } from "./connection/opened-by.ts";
import { type Api, makeApi } from "./make-api.ts";
import { TRPCProvider } from "./trpc.ts";

/** Gives the API to everything below it. Queries are asked again once a lost connection is back. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const [api] = useState(() => {
    const { report, setChecking, setSignedOut } = useConnection.getState();
    return makeApi(report, setChecking, setSignedOut, () => useOpenedBy.getState().person);
  });
  useKeptConnection(api);
  return (
    <QueryClientProvider client={api.queryClient}>
      <TRPCProvider trpcClient={api.trpcClient} queryClient={api.queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}

function useKeptConnection({ queryClient }: Api): void {
  useEffect(() => {
    const watch = healthWatch(askHealth, useConnection.getState().report);
    if (useConnection.getState().state !== "live") watch.begin();
    const forget = useConnection.subscribe((now, before) => {
      if (now.state !== "live") watch.begin();
      else watch.stop();
      if (now.returns !== before.returns) void queryClient.invalidateQueries();
    });
    window.addEventListener("online", watch.checkNow);
    window.addEventListener("focus", watch.checkNow);
    return () => {
      window.removeEventListener("online", watch.checkNow);
      window.removeEventListener("focus", watch.checkNow);
      forget();
      watch.stop();
    };
  }, [queryClient]);
}
