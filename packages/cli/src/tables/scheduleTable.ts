import { type Schedule, schedules } from "@adjoint/optim";
import type { SpecTable } from "../spec/specOption.js";

/** Every schedule that a spec can name. */
export const scheduleTable: SpecTable<Schedule> = schedules;
