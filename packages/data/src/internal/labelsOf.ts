import type { TensorValue } from "@adjoint/core";
import { DataError } from "../errors/dataError.js";
import { isWhole } from "./isWhole.js";

/**
 * The labels of a tensor [n] or [n, 1], each checked.
 *
 * @param classes labels count from 0 to one below. Default: no limit but that of an i32.
 * @throws DataError `data/label`.
 */
export function labelsOf({ dtype, shape, data }: TensorValue, classes: number = 2 ** 31): ArrayLike<number> {
  const flat = shape.length === 1 || (shape.length === 2 && shape[1] === 1);
  if (!flat) throw labelError("one label for each example, of shape [n]", `${dtype} [${shape.join(", ")}]`);
  const wrong = data.findIndex((label: number) => !isWhole(label, 0, classes - 1));
  if (wrong === -1) return data;
  const expected = classes === 2 ** 31 ? "whole numbers from 0" : `whole numbers from 0 to ${classes - 1}`;
  throw labelError(expected, `${data[wrong]} in example ${wrong}`);
}

const labelError = (expected: string, found: string) => new DataError({ code: "data/label", expected, found });
