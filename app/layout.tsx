import "@fontsource-variable/inter";
import "@fontsource-variable/jetbrains-mono";
import "#components/theme/tokens.css";
import "#components/theme/global.css";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { ApiProvider } from "#components/api/api-provider.tsx";
import { ImportByDrop } from "#components/graphs/import/import-by-drop.tsx";
import { AppShell } from "#components/shell/app-shell.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";

export const metadata: Metadata = { title: { default: "Signalbox", template: "%s · Signalbox" } };
export const viewport: Viewport = { width: "device-width", initialScale: 1 };

// Each answer carries a nonce of its own, which only a page that is written for this very request can have.
export const dynamic = "force-dynamic";

export default async function RootLayout({ children }: { children: ReactNode }) {
  const kept = await cookies();
  const choice = kept.get("theme")?.value;
  const theme = choice === "dark" || choice === "light" ? choice : null;
  return (
    <html lang="en" data-theme={theme ?? undefined} suppressHydrationWarning>
      <body>
        <ApiProvider>
          <ToastProvider>
            <AppShell
              theme={theme}
              isNavFolded={kept.get("navigation")?.value === "folded"}
              over={<ImportByDrop />}
            >
              {children}
            </AppShell>
          </ToastProvider>
        </ApiProvider>
      </body>
    </html>
  );
}
