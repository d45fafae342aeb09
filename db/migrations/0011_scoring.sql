CREATE TABLE "ssvc_decisions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ssvc_decisions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_id" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by" integer NOT NULL,
	"table" text NOT NULL,
	"version" text NOT NULL,
	"answers" jsonb NOT NULL,
	"outcome" text NOT NULL,
	"why" "bytea"
);
--> statement-breakpoint
CREATE TABLE "weaknesses" (
	"case_id" bigint NOT NULL,
	"cwe" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by" integer NOT NULL,
	CONSTRAINT "weaknesses_case_id_cwe_pk" PRIMARY KEY("case_id","cwe")
);
--> statement-breakpoint
ALTER TABLE "scores" ADD COLUMN "assessor" text;--> statement-breakpoint
ALTER TABLE "scores" ADD COLUMN "why" "bytea";--> statement-breakpoint
ALTER TABLE "scores" ADD COLUMN "inputs" jsonb;--> statement-breakpoint
ALTER TABLE "scores" ADD COLUMN "made" text;--> statement-breakpoint
ALTER TABLE "ssvc_decisions" ADD CONSTRAINT "ssvc_decisions_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ssvc_decisions" ADD CONSTRAINT "ssvc_decisions_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "weaknesses" ADD CONSTRAINT "weaknesses_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "weaknesses" ADD CONSTRAINT "weaknesses_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ssvc_decisions_of_case" ON "ssvc_decisions" USING btree ("case_id","id");--> statement-breakpoint
CREATE INDEX "weaknesses_cwe" ON "weaknesses" USING btree ("cwe");