export * from "./audit.ts";
export * from "./cases.ts";
export * from "./deadlines.ts";
export * from "./duty.ts";
export * from "./grounds.ts";
export * from "./notices.ts";
export * from "./parties.ts";
export { dutyShifts, memberLinks, members } from "./people.ts";
export * from "./scores.ts";
