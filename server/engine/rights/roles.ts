import { ACTS, type Act } from "./acts.ts";

/** What somebody is in a folder, and in all below it. */
export const ROLES = ["viewer", "operator", "approver", "designer", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** What each role may do. */
export const ACTS_OF_ROLE: Readonly<Record<Role, readonly Act[]>> = {
  viewer: ["read"],
  operator: ["read", "launch", "control"],
  approver: ["read", "answer"],
  designer: ["read", "launch", "control", "design"],
  admin: ACTS,
};

/** What each role is, for people who give one. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  viewer: "Sees graphs, pipelines, logs and questions",
  operator: "Also launches pipelines and decides about them",
  approver: "Sees the same as a viewer, and answers questions and approvals",
  designer: "As an operator, and changes graphs",
  admin: "May do everything, also give roles and store secrets",
};

/** The role with the fewest acts that has this one. */
export function roleFor(act: Act): Role {
  const [first = "admin"] = ROLES.filter((role) => ACTS_OF_ROLE[role].includes(act)).sort(
    (a, b) => ACTS_OF_ROLE[a].length - ACTS_OF_ROLE[b].length,
  );
  return first;
}
