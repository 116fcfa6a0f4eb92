import type { Check, Verdict, Verification } from "../verification.js";

/** What a check tells beyond its verdict. */
type Findings = Omit<Check, "name" | "pass" | "verdict" | "worst" | "allowed" | "where"> &
  Partial<Pick<Check, "worst" | "allowed" | "where">>;

/** A check with its verdict. */
export const checked = (name: string, verdict: Verdict, findings: Findings): Check => ({
  name,
  pass: verdict === "right",
  verdict,
  worst: undefined,
  allowed: undefined,
  where: undefined,
  ...findings,
});

/** One verdict about all checks. They are in the order in which their reasons are telling. */
export function conclude(checks: readonly Check[], reasonWhenRight: string): Verification {
  const bad = checks.find(({ verdict }) => verdict === "wrong") ?? checks.find(({ pass }) => !pass);
  return {
    pass: bad === undefined,
    verdict: bad?.verdict ?? "right",
    reason: bad?.reason ?? reasonWhenRight,
    worst: (bad?.entry === undefined ? checks : [bad]).find(({ entry }) => entry !== undefined)?.entry,
    checks,
  };
}
