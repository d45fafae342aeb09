CREATE TABLE "homes" (
	"platform" text NOT NULL,
	"tenant" text NOT NULL,
	"account" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	CONSTRAINT "homes_platform_tenant_account_pk" PRIMARY KEY("platform","tenant","account")
);
--> statement-breakpoint
CREATE TABLE "stops" (
	"destination" text PRIMARY KEY NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"why" text NOT NULL
);
--> statement-breakpoint
DROP INDEX "notices_unsent";--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "turn" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "rooms" ADD COLUMN "held_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "rooms" ADD COLUMN "held_why" text;--> statement-breakpoint
CREATE INDEX "notices_cards" ON "notices" USING btree ("case_id") WHERE ref is not null;--> statement-breakpoint
CREATE INDEX "notices_ref" ON "notices" USING btree ("ref") WHERE ref is not null;--> statement-breakpoint
CREATE INDEX "notices_unsent" ON "notices" USING btree ("destination","turn","id") WHERE state = 'unsent';