"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleUser } from "lucide-react";
import { useTRPC } from "#components/api/trpc.ts";
import { Link } from "#components/ui/buttons/link.tsx";
import { Tooltip } from "#components/ui/buttons/tooltip.tsx";
import styles from "./account-link.module.css";

/** Who is signed in, and the way to their account; folded, an icon with the name as its tooltip. */
export function AccountLink({ isFolded }: { isFolded: boolean }) {
  const account = useQuery({ ...useTRPC().account.show.queryOptions(), staleTime: Number.POSITIVE_INFINITY });
  if (account.data === undefined) return null;
  const name = (
    <bdi className={styles.name} title={isFolded ? undefined : account.data.name}>
      {account.data.name}
    </bdi>
  );
  const link = (
    <Link href="/settings/account" className={styles.link}>
      <CircleUser aria-hidden />
      {isFolded ? <span className="visually-hidden">{name}</span> : name}
    </Link>
  );
  return isFolded ? (
    <Tooltip text={name} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}
