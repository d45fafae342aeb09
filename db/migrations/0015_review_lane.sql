ALTER TABLE "cases" ADD COLUMN "lane" text;--> statement-breakpoint
ALTER TABLE "ssvc_decisions" ADD COLUMN "reasons" "bytea";