"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleUser } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "#components/api/trpc.ts";
import styles from "./account-link.module.css";

/** Who is signed in, and the way to their account. */
export function AccountLink() {
  const account = useQuery({ ...useTRPC().account.show.queryOptions(), staleTime: Number.POSITIVE_INFINITY });
  if (account.data === undefined) return null;
  return (
    <Link href="/settings/account" className={styles.link}>
      <CircleUser aria-hidden />
      <bdi className={styles.name}>{account.data.name}</bdi>
    </Link>
  );
}
