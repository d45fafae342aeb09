import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: [
    "./db/schema/people.ts",
    "./db/schema/duty.ts",
    "./db/schema/cases.ts",
    "./db/schema/scores.ts",
    "./db/schema/vendors.ts",
    "./db/schema/parties.ts",
    "./db/schema/embargo.ts",
    "./db/schema/table.ts",
    "./db/schema/grounds.ts",
    "./db/schema/deadlines.ts",
    "./db/schema/notices.ts",
    "./db/schema/audit.ts",
  ],
  out: "./db/migrations",
});
