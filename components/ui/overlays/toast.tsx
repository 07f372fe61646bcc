"use client";

import { Toast as Base } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { CodeText } from "../messages/code-text.tsx";
import styles from "./toast.module.css";

type Said = { title: string; kept?: string; todo?: string };

/** Errors stay until they are closed; other messages disappear by themselves. */
const GOOD_MS = 5_000;

/** Says what happened, beside whatever is being done. */
export function useToast(): { error: (said: Said) => void; done: (title: string) => void } {
  const { add } = Base.useToastManager();
  return useMemo(
    () => ({
      error: ({ title, kept, todo }) => {
        add({
          title,
          description: [kept, todo].filter(Boolean).join(" "),
          type: "bad",
          priority: "high",
          timeout: 0,
        });
      },
      done: (title) => {
        add({ title, type: "good", timeout: GOOD_MS });
      },
    }),
    [add],
  );
}

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider limit={4}>
      {children}
      <Base.Portal>
        <Base.Viewport className={styles.viewport}>
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function ToastList() {
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => (
    <Base.Root key={toast.id} toast={toast} className={styles.toast} data-tone={toast.type}>
      <div className={styles.text}>
        <Base.Title className={styles.title}>
          <CodeText>{toast.title}</CodeText>
        </Base.Title>
        <Base.Description className={styles.description}>
          <CodeText>{toast.description}</CodeText>
        </Base.Description>
      </div>
      <Base.Close className={styles.close} aria-label="Close">
        <X aria-hidden />
      </Base.Close>
    </Base.Root>
  ));
}
