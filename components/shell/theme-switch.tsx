"use client";

import { Moon, Sun } from "lucide-react";
import { useEffect, useState } from "react";
import { useCommands } from "#components/commands/use-commands.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";

type Theme = "light" | "dark";
const A_YEAR_S = 31_536_000;

/**
 * Light or dark. The choice is a cookie, so that the server writes the right one and nothing flashes; without a choice
 * the system's is followed.
 */
export function ThemeSwitch({ initial, isFolded }: { initial: Theme | null; isFolded: boolean }) {
  const [theme, setTheme] = useState<Theme>(initial ?? "light");
  useEffect(() => {
    if (initial !== null) return;
    const system = matchMedia("(prefers-color-scheme: dark)");
    const follow = () => setTheme(system.matches ? "dark" : "light");
    follow();
    system.addEventListener("change", follow);
    return () => system.removeEventListener("change", follow);
  }, [initial]);
  const other = theme === "dark" ? "light" : "dark";
  const change = () => {
    document.documentElement.dataset["theme"] = other;
    setTheme(other);
    // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser yet
    document.cookie = `theme=${other}; path=/; max-age=${A_YEAR_S}; samesite=lax`;
  };
  useCommands({ "change-theme": change });
  const look = {
    size: "small",
    icon: other === "dark" ? <Moon aria-hidden /> : <Sun aria-hidden />,
    onClick: change,
  } as const;
  const label = `${other === "dark" ? "Dark" : "Light"} theme`;
  return isFolded ? (
    <IconButton label={label} {...look} />
  ) : (
    <Button look="quiet" {...look}>
      {label}
    </Button>
  );
}
