import { spawnSync } from "node:child_process";

/** Where what is measured runs (the desk and PostgreSQL) and where the load comes from. */
export const serverCore = 0;
export const loadCore = 1;

/** Of Linux; where it is missing, nothing is pinned. */
const taskset = "taskset";
export const canPin = spawnSync(taskset, ["--version"], { stdio: "ignore" }).status === 0;

/** Moves a running process, all its threads and the children that it will have to one core. */
export function pin(pid: number, core: number): void {
  if (canPin) spawnSync(taskset, ["-a", "-c", "-p", String(core), String(pid)], { stdio: "ignore" });
}

/** A command line that runs on one core. */
export const pinned = (core: number, program: string, args: readonly string[]): [string, string[]] =>
  canPin ? [taskset, ["-c", String(core), program, ...args]] : [program, [...args]];
