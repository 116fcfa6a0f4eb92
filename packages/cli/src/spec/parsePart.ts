import * as z from "zod";

/** Parses a part of a value; what is wrong with it is reported at its own place. */
export function parsePart<Output>(
  schema: z.ZodType<Output>,
  { value, path, issues }: { value: unknown; path: readonly string[]; issues: z.core.$ZodRawIssue[] },
): Output {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    issues.push({ ...issue, path: [...path, ...issue.path], input: value } as z.core.$ZodRawIssue);
  }
  return z.NEVER;
}
