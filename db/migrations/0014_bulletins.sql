ALTER TABLE "bulletins" ADD COLUMN "standing" text;--> statement-breakpoint
ALTER TABLE "bulletins" ADD COLUMN "sent_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "vendor_contacts" DROP COLUMN "page";