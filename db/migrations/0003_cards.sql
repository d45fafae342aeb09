DROP INDEX "notices_cards";--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "drawn" "bytea";--> statement-breakpoint
CREATE INDEX "notices_cards" ON "notices" USING btree ("case_id") WHERE case_id is not null;