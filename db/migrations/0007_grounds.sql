CREATE TABLE "grounds" (
	"code" text PRIMARY KEY NOT NULL,
	"ja" text NOT NULL,
	"en" text NOT NULL,
	"finder_ja" text NOT NULL,
	"finder_en" text NOT NULL,
	"active" boolean NOT NULL,
	"changed_by" integer NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "grounds" ADD CONSTRAINT "grounds_changed_by_members_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;