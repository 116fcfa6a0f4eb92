import { DataError } from "../../errors/dataError.js";
import type { Scaler } from "../scaler.js";

/**
 * Refuses what is no scaler, perhaps because it was read from a file, or one for examples of another width.
 *
 * @param width features of an example.
 * @throws DataError `scaler/malformed` or `scaler/features`.
 */
export function checkScaler(scaler: Scaler, width: number): void {
  const { shift, scale } = (scaler ?? {}) as Partial<Scaler>;
  const malformed = !holds(shift, Number.isFinite) || !holds(scale, (value) => Number.isFinite(value) && value !== 0);
  if (malformed) {
    throw new DataError({
      code: "scaler/malformed",
      expected: '{ "shift", "scale" }, each a finite number or a list of them, and no scale 0',
      found: JSON.stringify(scaler)?.slice(0, 200) ?? String(scaler),
    });
  }
  for (const [name, numbers] of Object.entries({ shift, scale })) {
    if (typeof numbers === "number" || numbers?.length === width) continue;
    throw new DataError({
      code: "scaler/features",
      expected: `one ${name} for all features, or ${width} of them`,
      found: `${numbers?.length}`,
    });
  }
}

const holds = (numbers: Scaler["shift"] | undefined, allowed: (value: number) => boolean): boolean =>
  typeof numbers === "number" ? allowed(numbers) : Array.isArray(numbers) && numbers.every(allowed);
