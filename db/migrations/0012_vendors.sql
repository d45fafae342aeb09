ALTER TABLE "parties" ADD COLUMN "vendor_id" integer;--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "consent" text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "consent_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "answer_by" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "terms_id" bigint;--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "invited_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "opened_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "acknowledged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "fix_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "fix_ready_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "fix_deployed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "removed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "rooms" ADD COLUMN "outsiders" text[];--> statement-breakpoint
ALTER TABLE "parties" ADD CONSTRAINT "parties_vendor_id_vendors_id_fk" FOREIGN KEY ("vendor_id") REFERENCES "public"."vendors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "parties_of_vendor" ON "parties" USING btree ("vendor_id","case_id");