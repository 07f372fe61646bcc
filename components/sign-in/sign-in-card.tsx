import type { ReactNode } from "react";
import { LogoMark } from "#components/shell/logo-mark.tsx";
import styles from "./sign-in.module.css";

/** What stands alone on a page before anybody is signed in. */
export function SignInCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={styles.page}>
      <section className={styles.card} aria-labelledby="sign-in-title">
        <div className={styles.brand}>
          <LogoMark />
          <span>Signalbox</span>
        </div>
        <h1 id="sign-in-title">{title}</h1>
        {children}
      </section>
    </main>
  );
}
